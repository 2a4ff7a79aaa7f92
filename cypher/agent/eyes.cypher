// Whose eyes a viewer has, for what is judged in the process and not in a statement, and the days they count in. It says besides
// whether anything of the organisation has changed since a number: a copy that was made then is as good as new where nothing
// has. What waits for a number is looked for first: what is numbered meanwhile is then found by that.
// read
// $org string
// $subject string
// $after integer
// -> viewer map, eyes list, organization string, changed boolean, last integer, floor integer, epoch string?
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
WITH viewer, represents, eyes, organization, EXISTS { MATCH (event:Event {org: $org, pending: true}) } AS waiting
WITH *, waiting OR EXISTS {
  MATCH (event:Event {org: $org})
  WHERE event.number > $after
} AS changed
OPTIONAL MATCH (outbox:Outbox {org: $org, id: 'outbox'})
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer, eyes, organization.state AS organization,
  changed, coalesce(outbox.last, 0) AS last, coalesce(outbox.floor, 0) AS floor, outbox.epoch AS epoch
