// What a write decides upon, read under the locks that `change/lock` took in the same transaction. Whoever has left while
// they waited for a lock is not heard any more.
// read
// $org string
// $subject string
// $operation string
// $key string
// $concern string?
// $workflow string?
// $others list
// $agents list
// -> viewer map, record map, organization string, concern string?, shared boolean, workflow string?, above list, others list, cast list, administrators list
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
MATCH (record:IdempotencyRecord {org: $org, viewer: viewer.id, operation: $operation, key: $key})
MATCH (organization:Organization {org: $org, id: $org})
OPTIONAL MATCH (workflow:Workflow {org: $org, id: $workflow})
WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
OPTIONAL MATCH (concern:Concern {org: $org, id: coalesce($concern, workflow.concern)})
WHERE (concern.holder IN eyes
  OR NOT EXISTS { (concern)<-[:ABOUT]-(:Workflow) }
  OR EXISTS { MATCH (concern)<-[:ABOUT]-(about:Workflow) WHERE (about.private IS NULL OR any(seer IN [about.customer, about.performer] + about.successors + coalesce(about.above, []) WHERE seer IN eyes)) })
WITH viewer, represents, eyes, record, organization, workflow, concern, COLLECT {
  UNWIND $others AS id
  MATCH (other:Workflow {org: $org, id: id})
  UNWIND [other.customer, other.performer] AS party
  RETURN party
} AS otherParties
RETURN
  viewer {.id, .administrator, .active, .wordsKey, represents: represents} AS viewer,
  record {.inputHash, .acts, .outcome} AS record,
  organization.state AS organization,
  concern.state AS concern,
  EXISTS { MATCH (concern)<-[:ABOUT]-(other:Workflow) WHERE other.id <> $workflow } AS shared,
  workflow.state AS workflow,
  coalesce(workflow.above, []) AS above,
  COLLECT {
    UNWIND $others AS id
    MATCH (other:Workflow {org: $org, id: id})
    RETURN {
      state: other.state,
      seen: (other.private IS NULL OR any(seer IN [other.customer, other.performer] + other.successors + coalesce(other.above, []) WHERE seer IN eyes))
    }
  } AS others,
  COLLECT {
    MATCH (agent:Agent {org: $org})
    WHERE agent.id IN $agents + otherParties + [viewer.id, concern.holder, workflow.customer, workflow.performer] + coalesce(workflow.successors, [])
    RETURN agent.state
  } AS cast,
  COLLECT {
    MATCH (administrator:Agent {org: $org, administrator: true})
    WHERE administrator.active AND administrator.subject IS NOT NULL
    RETURN administrator.id LIMIT 10
  } AS administrators
