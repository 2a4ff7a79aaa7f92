// Which promises the conditions that came in are of.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (promise:Promise {org: $org, id: row.from})
MATCH (condition:Condition {org: $org, id: row.to})
CREATE (promise)-[:HAS_CONDITION]->(condition)
