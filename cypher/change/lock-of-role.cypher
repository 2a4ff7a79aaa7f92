// Takes the locks of what changes with a role: the concerns that are open since somebody left, those of the workflows that
// somebody performs in it, then these workflows, those that they are named to take over, and those that are to be workflows of
// it. Concerns come before workflows, as everywhere, and each always in the order of their ids. The lock of the role has been
// taken before, so none of them comes to it meanwhile.
// write
// $org string
// $subject string
// $role string
// $ofViewer boolean
// $performer string?
// $workflows list
// $operationId string
// -> locked integer
MATCH (viewer:Agent {org: $org, subject: $subject})
WITH CASE WHEN $ofViewer THEN viewer.id ELSE $performer END AS performer
CALL (performer) {
  MATCH (role:Role {org: $org, id: $role})
  UNWIND coalesce(role.vacant, []) AS id
  MATCH (concern:Concern {org: $org, id: id})
  RETURN concern
  UNION
  MATCH (workflow:Workflow {org: $org, role: $role})
  USING INDEX SEEK workflow:Workflow(org, role, id)
  WHERE workflow.id > '' AND workflow.performer = performer AND workflow.phase <> 'CLOSED'
  MATCH (workflow)-[:ABOUT]->(concern:Concern)
  RETURN concern
  UNION
  RETURN null AS concern
}
WITH performer, concern ORDER BY concern.id
FOREACH (each IN CASE WHEN concern IS NULL THEN [] ELSE [concern] END | SET each.lock = $operationId)
WITH performer, count(*) AS concerns
CALL (performer) {
  MATCH (workflow:Workflow {org: $org, role: $role})
  USING INDEX SEEK workflow:Workflow(org, role, id)
  WHERE workflow.id > '' AND workflow.phase <> 'CLOSED' AND (workflow.performer = performer OR performer IN workflow.successors)
  RETURN workflow
  UNION
  UNWIND $workflows AS id
  MATCH (workflow:Workflow {org: $org, id: id})
  RETURN workflow
}
WITH DISTINCT workflow ORDER BY workflow.id
SET workflow.lock = $operationId
RETURN count(*) AS locked
