// Whose eyes a viewer has, for what is judged in the process and not in a statement, and the days they count in.
// read
// $org string
// $subject string
// -> viewer map, eyes list, organization string
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
WITH viewer, COLLECT {
  MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
  WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
  RETURN group.id
} AS represents, COLLECT {
  UNWIND CASE WHEN viewer.administrator THEN [false] ELSE [] END AS active
  MATCH (gone:Agent {org: $org, active: active})
  RETURN gone.id
} AS gone
WITH viewer, represents, [viewer.id] + represents + gone + [own IN [viewer.id] + represents | 'above ' + own] AS eyes
MATCH (organization:Organization {org: $org, id: $org})
RETURN viewer {.id, .administrator, represents: represents} AS viewer, eyes, organization.state AS organization
