// Acts that come in with what they are about.
// write
// $rows list
UNWIND $rows AS row
CREATE (act:Act)
SET act = row
