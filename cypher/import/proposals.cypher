// Proposals of workflows that come in.
// write
// $rows list
UNWIND $rows AS row
CREATE (proposal:Proposal)
SET proposal = row
