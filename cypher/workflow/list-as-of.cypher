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
// -> workflows list, total integer?
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
CALL (viewer) {
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id > '' AND workflow.openedAt <= $at
  MATCH (act:Act {org: $org, about: workflow.id})
  WHERE act.from <= $at AND act.to > $at
    AND ($phases IS NULL OR act.phase IN $phases)
    AND ($party IS NULL OR (act.customer = $party AND coalesce($side, 'CUSTOMER_OF') = 'CUSTOMER_OF') OR (act.performer = $party AND coalesce($side, 'PERFORMER_OF') = 'PERFORMER_OF'))
  RETURN count(*) AS counted
}
RETURN
  COLLECT {
    MATCH (workflow:Workflow {org: $org})
    WHERE workflow.id < $afterId AND workflow.openedAt <= $at
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
  CASE WHEN $withTotal THEN counted END AS total
