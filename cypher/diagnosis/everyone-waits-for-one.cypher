// Agents for whom much waits, the most first: what is asked of them now, and deliveries that are overdue. How much waits for
// everybody is known of each without looking at what it is, and what is kept between some is taken off; only for whom it is much are
// the waits themselves read.
// read
// $org string
// $subject string
// $now string
// $waits integer
// $times float
// $agents list?
// $limit integer
// $evidence integer
// -> rows list
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
CALL (viewer) {
  MATCH (agent:Agent {org: $org})
  WHERE agent.id > ''
  WITH COUNT { (agent)-[:AWAITED_IN]->() } AS waits
  WHERE waits > 0
  RETURN sum(waits) AS waits, count(*) AS people
}
CALL (viewer) {
  // What is kept between some counts for nobody's mean: it would tell others that something is waited for there.
  MATCH (workflow:Workflow {org: $org, private: true})<-[:AWAITED_IN]-(agent:Agent)
  USING INDEX SEEK workflow:Workflow(org, private)
  WITH agent, count(*) AS kept
  WITH kept, COUNT { (agent)-[:AWAITED_IN]->() } AS waits
  RETURN sum(kept) AS keptWaits, sum(CASE WHEN kept = waits THEN 1 ELSE 0 END) AS keptPeople
}
WITH eyes, CASE WHEN people > keptPeople THEN toFloat(waits - keptWaits) / (people - keptPeople) ELSE 0.0 END AS mean
CALL (mean) {
  MATCH (agent:Agent {org: $org})
  WHERE agent.id > '' AND ($agents IS NULL OR agent.id IN $agents)
  WITH agent, mean, COUNT { (agent)-[:AWAITED_IN]->() } AS waits
  WHERE waits >= $waits AND waits >= $times * mean
  WITH agent ORDER BY waits DESC LIMIT $limit
  RETURN collect(agent) AS busy
}
RETURN COLLECT {
  UNWIND busy AS agent
  CALL (agent, eyes) {
    MATCH (agent)-[awaited:AWAITED_IN]->(workflow:Workflow)
    WHERE awaited.from <= $now AND (awaited.move <> 'DELIVER' OR awaited.due < $now)
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH awaited, workflow, CASE awaited.side WHEN 'CUSTOMER' THEN workflow.performer ELSE workflow.customer END AS other ORDER BY awaited.due
    RETURN count(*) AS waits, count(DISTINCT other) AS people, min(awaited.since) AS since,
      collect(awaited)[..$evidence] AS oldest
  }
  WITH agent, waits, people, since, oldest
  WHERE waits >= $waits AND waits >= $times * mean
  RETURN {agent: agent.id, waits: waits, people: people, since: since, mean: mean, oldest: [awaited IN oldest | {workflow: endNode(awaited).id, agent: awaited.agent, side: awaited.side, move: awaited.move, since: awaited.since, from: awaited.from, due: awaited.due}]}
} AS rows
