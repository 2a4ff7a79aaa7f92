// Promises of workflows that come in.
// write
// $rows list
UNWIND $rows AS row
CREATE (promise:Promise)
SET promise = row
