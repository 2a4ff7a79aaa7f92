// Takes the locks of these workflows and, where all that a round touches is to stand still, of those that are in it and
// of what they are tied to: always in the order of their ids. The lock of the round has been taken before, so none comes
// or goes meanwhile.
// write
// $org string
// $round string
// $workflows list
// $all boolean
// $operationId string
// -> locked integer
CALL () {
  UNWIND $workflows AS id
  MATCH (workflow:Workflow {org: $org, id: id})
  RETURN workflow
  UNION
  UNWIND CASE WHEN $all THEN [$round] ELSE [] END AS id
  MATCH (:Round {org: $org, id: id})<-[:IN_ROUND]-(workflow:Workflow)
  RETURN workflow
  UNION
  UNWIND CASE WHEN $all THEN [$round] ELSE [] END AS id
  MATCH (:Round {org: $org, id: id})<-[:IN_ROUND]-(:Workflow)-[:SERVES|DEPENDS_ON]-(workflow:Workflow)
  RETURN workflow
}
WITH DISTINCT workflow ORDER BY workflow.id
SET workflow.lock = $operationId
RETURN count(*) AS locked
