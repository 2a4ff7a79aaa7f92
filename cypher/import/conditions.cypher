// Conditions of promises that come in.
// write
// $rows list
UNWIND $rows AS row
CREATE (condition:Condition)
SET condition = row
