// Workflows as they stood at a moment, the newest first, after a cursor. Walks the organisation's workflows in order
// of their birth, and finds for each the one act whose state was the present one.
// read
// $org string
// $subject string
// $at string
// $party string?
// $side string?
// $phases list?
// $afterId string
// $limit integer
// $withTotal boolean
// $withHidden boolean
// -> workflows list, total integer?, hidden integer?
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
CALL (viewer, eyes) {
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id > '' AND workflow.openedAt <= $at
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  MATCH (act:Act {org: $org, about: workflow.id})
  WHERE act.from <= $at AND act.to > $at
    AND ($phases IS NULL OR act.phase IN $phases)
    AND ($party IS NULL OR (act.customer = $party AND coalesce($side, 'CUSTOMER_OF') = 'CUSTOMER_OF') OR (act.performer = $party AND coalesce($side, 'PERFORMER_OF') = 'PERFORMER_OF'))
  RETURN count(*) AS counted
}
CALL (viewer, eyes) {
  UNWIND CASE WHEN $withHidden THEN [true] ELSE [] END AS asked
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.private AND workflow.openedAt <= $at AND NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  MATCH (act:Act {org: $org, about: workflow.id})
  WHERE act.from <= $at AND act.to > $at
    AND ($party IS NULL OR (act.customer = $party AND coalesce($side, 'CUSTOMER_OF') = 'CUSTOMER_OF') OR (act.performer = $party AND coalesce($side, 'PERFORMER_OF') = 'PERFORMER_OF'))
  RETURN count(*) AS concealed
}
RETURN
  COLLECT {
    MATCH (workflow:Workflow {org: $org})
    WHERE workflow.id < $afterId AND workflow.openedAt <= $at
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    MATCH (act:Act {org: $org, about: workflow.id})
    WHERE act.from <= $at AND act.to > $at
      AND ($phases IS NULL OR act.phase IN $phases)
      AND ($party IS NULL OR (act.customer = $party AND coalesce($side, 'CUSTOMER_OF') = 'CUSTOMER_OF') OR (act.performer = $party AND coalesce($side, 'PERFORMER_OF') = 'PERFORMER_OF'))
    WITH workflow, act ORDER BY workflow.org DESC, workflow.id DESC LIMIT $limit
    RETURN {
      state: act.state,
      cast: COLLECT {
        UNWIND [act.customer, act.performer] AS party
        MATCH (then:Act {org: $org, about: party})
        WHERE then.from <= $at AND then.to > $at
        RETURN then.state
      }
    }
  } AS workflows,
  CASE WHEN $withTotal THEN counted END AS total,
  CASE WHEN $withHidden THEN concealed END AS hidden
