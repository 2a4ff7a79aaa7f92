// Lets concerns say which others are in the same words. The first that is written to each is its lock: what somebody has changed
// meanwhile says so itself.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (concern:Concern {org: $org, id: row.concern})
SET concern.lock = 'likeness'
WITH concern, row
WHERE concern.version = row.version
SET concern += row.properties
