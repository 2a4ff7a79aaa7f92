// Workflows that come in, all of them new.
// write
// $rows list
UNWIND $rows AS row
CREATE (workflow:Workflow)
SET workflow = row
