// Concerns that come in, all of them new.
// write
// $rows list
UNWIND $rows AS row
CREATE (concern:Concern)
SET concern = row
