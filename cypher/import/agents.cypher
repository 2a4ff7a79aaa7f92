// Agents that come in, all of them new.
// write
// $rows list
UNWIND $rows AS row
CREATE (agent:Agent)
SET agent = row
