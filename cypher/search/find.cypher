// What the words of a question are found in, the best first, after a cursor. The score is the index's own, from 0 to 1,
// with a fifth of it for how much of the text was asked for; of equals the younger come first.
// read
// $org string
// $subject string
// $query string
// $words integer
// $kinds list?
// $includePast boolean
// $afterScore float
// $afterId string
// $limit integer
// -> hits list, total integer
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
CALL (eyes) {
  CALL db.index.fulltext.queryNodes('search', $query) YIELD node, score AS points
  WITH node, points, CASE WHEN node:Concern THEN 'CONCERN' WHEN node:Promise THEN 'PROMISE' WHEN node:Condition THEN 'CONDITION' ELSE node.kind END AS kind
  WHERE node.org = $org AND ($kinds IS NULL OR kind IN $kinds)
  OPTIONAL MATCH (node)<-[:HAS_CONDITION]-(owner:Promise)
  WITH node, points, kind, eyes, CASE kind WHEN 'PROMISE' THEN node ELSE owner END AS promise, CASE kind WHEN 'CONCERN' THEN node END AS concern
  OPTIONAL MATCH (promise)<-[:HAS_PROMISE]-(workflow:Workflow)
  WITH node, points, kind, eyes, promise, concern, workflow
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    AND (concern IS NULL
      OR concern.holder IN eyes
      OR NOT EXISTS { (concern)<-[:ABOUT]-(:Workflow) }
      OR EXISTS { MATCH (concern)<-[:ABOUT]-(about:Workflow) WHERE (about.private IS NULL OR any(seer IN [about.customer, about.performer] + about.successors + coalesce(about.above, []) WHERE seer IN eyes)) })
  WITH node, points, kind, promise
  WHERE $includePast OR (
    (promise IS NULL OR promise.status <> 'SUPERSEDED')
    AND (kind <> 'CONCERN' OR node.status <> 'DROPPED')
    AND (kind IN ['CONCERN', 'PROMISE', 'CONDITION'] OR node.active)
  )
  WITH node, kind, promise, node.id AS id, size(split(node.searchText, ' ')) AS length, points / (3.0 * $words) AS matched
  WITH node, kind, promise, id, round(0.8 * matched + 0.2 * CASE WHEN $words < length THEN 1.0 * $words / length ELSE 1.0 END, 6) AS score
  ORDER BY score DESC, id DESC
  WITH collect({kind: kind, id: id, score: score, node: node, promise: promise}) AS found
  RETURN size(found) AS total, [hit IN found WHERE hit.score < $afterScore OR (hit.score = $afterScore AND hit.id < $afterId)][..$limit] AS page
}
RETURN total, [hit IN page | {
  kind: hit.kind,
  id: hit.id,
  score: hit.score,
  state: coalesce(hit.promise, hit.node).state,
  zone: hit.promise.zone,
  workflow: hit.promise.workflow,
  condition: CASE hit.kind WHEN 'CONDITION' THEN hit.node.key END
}] AS hits
