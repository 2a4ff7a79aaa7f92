// The workflows that wait for the viewer, or for a group the viewer represents, the most overdue first. No person
// speaks for both sides, so a wait that the viewer could not answer is left out (domain/workflow/speaker.rules.ts);
// a hand-over can always be refused, also by one who has spoken for the other side. Each agent has two ordered seeks,
// which are merged: of what is asked only when it falls due, a Customer of thousands has thousands that sleep. A wait
// that ends while it is read is found, and has nothing in it any more: it is left out, before the page is cut.
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
CALL (viewer, represents) {
  UNWIND CASE WHEN $withTotal THEN [viewer.id] + represents ELSE [] END AS agent
  MATCH (:Agent)-[awaited:AWAITED_IN]->(workflow:Workflow)
  USING INDEX SEEK awaited:AWAITED_IN(org, agent, atDue, due, key)
  WHERE awaited.org = $org AND awaited.agent = agent AND awaited.atDue IS NOT NULL AND awaited.due IS NOT NULL AND awaited.key IS NOT NULL
    AND awaited.from <= $now
  WITH viewer, represents, agent, awaited,
    CASE awaited.side WHEN 'CUSTOMER' THEN workflow.performer ELSE workflow.customer END AS other,
    CASE awaited.side WHEN 'CUSTOMER' THEN workflow.performerVoices ELSE workflow.customerVoices END AS otherVoices,
    CASE awaited.side WHEN 'CUSTOMER' THEN workflow.customerVoices ELSE workflow.performerVoices END AS ownVoices
  WHERE other <> viewer.id
    AND (awaited.move = 'ANSWER_HAND_OVER' OR NOT viewer.id IN otherVoices)
    AND (agent = viewer.id OR NOT other IN represents OR (viewer.id IN ownVoices AND awaited.move <> 'ANSWER_HAND_OVER'))
  RETURN count(*) AS counted
}
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  COLLECT {
    UNWIND [viewer.id] + represents AS agent
    UNWIND [false, true] AS atDue
    CALL (viewer, represents, agent, atDue) {
      MATCH (:Agent)-[awaited:AWAITED_IN]->(workflow:Workflow)
      USING INDEX SEEK awaited:AWAITED_IN(org, agent, atDue, due, key)
      WHERE awaited.org = $org AND awaited.agent = agent AND awaited.atDue = atDue
        AND awaited.due >= $afterDue AND awaited.due <= CASE WHEN atDue THEN $now ELSE '9999-12-31T23:59:59.999Z' END AND awaited.key IS NOT NULL
        AND CASE WHEN awaited.due > $afterDue THEN true ELSE awaited.key > $afterId END
        AND awaited.from <= $now
      WITH viewer, represents, agent, awaited, workflow, awaited {.agent, .side, .move, .subject, .since, .from, .due} AS wait
      WITH viewer, represents, agent, awaited, workflow, wait,
        CASE wait.side WHEN 'CUSTOMER' THEN workflow.performer ELSE workflow.customer END AS other,
        CASE wait.side WHEN 'CUSTOMER' THEN workflow.performerVoices ELSE workflow.customerVoices END AS otherVoices,
        CASE wait.side WHEN 'CUSTOMER' THEN workflow.customerVoices ELSE workflow.performerVoices END AS ownVoices
      WHERE other <> viewer.id
        AND (wait.move = 'ANSWER_HAND_OVER' OR NOT viewer.id IN otherVoices)
        AND (agent = viewer.id OR NOT other IN represents OR (viewer.id IN ownVoices AND wait.move <> 'ANSWER_HAND_OVER'))
        AND all(value IN [wait.side, wait.move, wait.since, wait.from] WHERE value IS NOT NULL)
      WITH awaited, wait, workflow ORDER BY awaited.org, awaited.agent, awaited.atDue, awaited.due, awaited.key LIMIT $limit
      RETURN awaited.due AS due, awaited.key AS key, wait, workflow
    }
    WITH due, key, wait, workflow ORDER BY due, key LIMIT $limit
    RETURN {
      id: key,
      wait: wait,
      state: workflow.state,
      cast: COLLECT { MATCH (workflow)<-[:CUSTOMER_OF|PERFORMER_OF|NAMED_FOR]-(agent:Agent) RETURN agent.state }
    }
  } AS moves,
  CASE WHEN $withTotal THEN counted END AS total
