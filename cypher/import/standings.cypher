// How workflows that come in stood.
// write
// $rows list
UNWIND $rows AS row
CREATE (standing:Standing)
SET standing = row
