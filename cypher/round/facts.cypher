// A planning round with the workflows in it, and those that they serve, are served by, need and are needed by: what is
// misaligned is judged on these, whoever asks, and told to them as far as they may see it. Agents who have left are
// among them, since they consent to nothing any more.
// read
// $org string
// $subject string
// $round string
// -> viewer map, organization string, round string?, workflows list, cast list, left list
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
OPTIONAL MATCH (round:Round {org: $org, id: $round})
CALL (round, eyes) {
  CALL (round) {
    MATCH (round)<-[:IN_ROUND]-(near:Workflow)
    RETURN near
    UNION
    MATCH (round)<-[:IN_ROUND]-(:Workflow)-[:SERVES|DEPENDS_ON]-(near:Workflow)
    RETURN near
  }
  RETURN
    collect({
      state: near.state,
      seen: (near.private IS NULL OR any(seer IN [near.customer, near.performer] + near.successors + coalesce(near.above, []) WHERE seer IN eyes))
    }) AS workflows,
    collect(DISTINCT near.customer) + collect(DISTINCT near.performer) + reduce(all = [], some IN collect(near.successors) | all + some) AS parties
}
MATCH (organization:Organization {org: $org, id: $org})
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  organization.state AS organization,
  round.state AS round,
  workflows,
  COLLECT {
    MATCH (agent:Agent {org: $org})
    WHERE agent.id IN parties + [round.convener] + coalesce(round.invited, [])
    RETURN agent.state
  } AS cast,
  COLLECT {
    MATCH (gone:Agent {org: $org, active: false})
    RETURN gone.id
  } AS left
