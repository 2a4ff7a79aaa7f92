// What happened in a workflow after one moment and up to another: the states at both, and the acts between.
// read
// $org string
// $subject string
// $id string
// $from string
// $to string
// $limit integer
// -> before string?, after string?, acts list
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
OPTIONAL MATCH (workflow:Workflow {org: $org, id: $id})
WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
WITH
  workflow.id AS id,
  COLLECT { MATCH (act:Act {org: $org, about: workflow.id}) WHERE act.from <= $from AND act.to > $from RETURN act.state } AS before,
  COLLECT { MATCH (act:Act {org: $org, about: workflow.id}) WHERE act.from <= $to AND act.to > $to RETURN act.state } AS after
RETURN
  head(before) AS before,
  head(after) AS after,
  COLLECT {
    MATCH (act:Act {org: $org, about: id})
    WHERE act.from > $from AND act.from <= $to
    WITH act ORDER BY act.sequence LIMIT $limit
    OPTIONAL MATCH (person:Agent {org: $org, id: act.person})
    RETURN {act: act {.id, .kind, .about, .sequence, .act, .side, .person, .party, .saidAt, .recordedAt, .words}, wordsKey: person.wordsKey} ORDER BY act.sequence
  } AS acts
