// The acts about some things up to a moment, for each of them a page by sequence after a cursor, each act with the key
// its words are sealed with. What they said and led to is read apart (`act/contents`): it is heavy.
// read
// $org string
// $subject string
// $abouts list
// $until string
// $after integer
// $limit integer
// $withTotal boolean
// -> pages list
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
RETURN COLLECT {
  UNWIND $abouts AS about
  WITH about, eyes
  WHERE NOT EXISTS { MATCH (workflow:Workflow {org: $org, id: about}) USING INDEX workflow:Workflow(org, id) WHERE NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes)) }
    AND NOT EXISTS {
      MATCH (concern:Concern {org: $org, id: about})
      WHERE NOT (concern.holder IN eyes
        OR NOT EXISTS { (concern)<-[:ABOUT]-(:Workflow) }
        OR EXISTS { MATCH (concern)<-[:ABOUT]-(workflow:Workflow) WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes)) })
    }
  WITH about, COLLECT {
    MATCH (:Concern {org: $org, id: about})<-[:ABOUT]-(workflow:Workflow) WHERE NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes)) RETURN workflow.id
  } AS untold
  CALL (about, untold) {
    UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
    MATCH (act:Act {org: $org, about: about})
    WHERE act.sequence > 0 AND act.recordedAt <= $until AND none(id IN untold WHERE act.data CONTAINS id)
    RETURN count(*) AS counted
  }
  RETURN {
    about: about,
    acts: COLLECT {
      MATCH (act:Act {org: $org, about: about})
      WHERE act.sequence > $after AND act.recordedAt <= $until AND none(id IN untold WHERE act.data CONTAINS id)
      WITH act ORDER BY act.org, act.about, act.sequence LIMIT $limit
      OPTIONAL MATCH (person:Agent {org: $org, id: act.person})
      RETURN {act: act {.id, .kind, .about, .sequence, .act, .side, .person, .party, .saidAt, .recordedAt, .words}, wordsKey: person.wordsKey} ORDER BY act.org, act.about, act.sequence
    },
    total: CASE WHEN $withTotal THEN counted END
  }
} AS pages
