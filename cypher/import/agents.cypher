// Agents that come in, all of them new.
// write
// $agents list
UNWIND $agents AS row
CREATE (agent:Agent)
SET agent = row
