// Which promises the promises that came in took the place of.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (promise:Promise {org: $org, id: row.from})
MATCH (earlier:Promise {org: $org, id: row.to})
CREATE (promise)-[:SUPERSEDES]->(earlier)
