// A planning round, and workflows that are to be brought into it or taken out of it, read under their locks.
// read
// $org string
// $subject string
// $round string
// $ids list
// -> round string?, workflows list, cast list
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
CALL (eyes) {
  UNWIND $ids AS id
  MATCH (near:Workflow {org: $org, id: id})
  RETURN
    collect({
      state: near.state,
      seen: (near.private IS NULL OR any(seer IN [near.customer, near.performer] + near.successors + coalesce(near.above, []) WHERE seer IN eyes))
    }) AS workflows,
    collect(DISTINCT near.customer) + collect(DISTINCT near.performer) + reduce(all = [], some IN collect(near.successors) | all + some) AS parties
}
OPTIONAL MATCH (round:Round {org: $org, id: $round})
RETURN round.state AS round, workflows, COLLECT {
  MATCH (agent:Agent {org: $org})
  WHERE agent.id IN parties + [round.convener] + coalesce(round.invited, [])
  RETURN agent.state
} AS cast
