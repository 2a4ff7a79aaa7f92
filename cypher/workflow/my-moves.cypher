// The workflows that wait for the viewer, or for a group the viewer represents, the most overdue first. No person
// speaks for both sides, so a wait that the viewer could not answer is left out (domain/workflow/speaker.rules.ts);
// a hand-over can always be refused, also by one who has spoken for the other side.
// read
// $org string
// $subject string
// $now string
// $afterDue string
// $afterId string
// $limit integer
// $withTotal boolean
// -> viewer map, moves list, total integer?
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
WITH viewer, COLLECT {
      MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
      WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
      RETURN group.id
    } AS represents
WITH viewer, represents, COLLECT {
  MATCH (viewer)-[:MEMBER_OF*0..1]->(agent:Agent)-[awaited:AWAITED_IN]->(workflow:Workflow)
  WHERE (agent = viewer OR agent.id IN represents)
    AND awaited.from <= $now
  WITH DISTINCT agent, awaited, workflow,
    CASE awaited.side WHEN 'CUSTOMER' THEN workflow.performer ELSE workflow.customer END AS other,
    CASE awaited.side WHEN 'CUSTOMER' THEN workflow.performerVoices ELSE workflow.customerVoices END AS otherVoices,
    CASE awaited.side WHEN 'CUSTOMER' THEN workflow.customerVoices ELSE workflow.performerVoices END AS ownVoices
  WHERE other <> viewer.id
    AND (awaited.move = 'ANSWER_HAND_OVER' OR NOT viewer.id IN otherVoices)
    AND (agent = viewer OR NOT other IN represents OR (viewer.id IN ownVoices AND awaited.move <> 'ANSWER_HAND_OVER'))
  RETURN {awaited: awaited, agent: agent, workflow: workflow} 
} AS waits
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  COLLECT {
    UNWIND waits AS wait
    WITH wait, wait.awaited.due AS due, wait.workflow.id + '/' + wait.awaited.side + '/' + wait.awaited.move AS id
    WHERE due > $afterDue OR (due = $afterDue AND id > $afterId)
    WITH wait, due, id ORDER BY due, id LIMIT $limit
    WITH wait, id, wait.workflow AS workflow
    RETURN {
      id: id,
      wait: properties(wait.awaited),
      agent: wait.agent.id,
      state: workflow.state,
      cast: COLLECT { MATCH (workflow)<-[:CUSTOMER_OF|PERFORMER_OF|NAMED_FOR]-(agent:Agent) RETURN agent.state }
    }
  } AS moves,
  CASE WHEN $withTotal THEN size(waits) END AS total
