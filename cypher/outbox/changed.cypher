// What a copy of an organisation's interlock has to take in: the workflows that have changed since a number, and those
// of events that have none yet. These are read first: one that is numbered meanwhile is then found twice, and never missed.
// What stands of each workflow is read last, so that it is no older than the event; facts that do not say where it
// stands in the cascade are from before they did. Whom the chain above shows a workflow to changes with others too: the event of
// what changed it names those that are shown to others now.
// read
// $org string
// $after integer
// $limit integer
// -> last integer, floor integer, epoch string?, numbered list, facts list, above list
CALL () {
  MATCH (event:Event {org: $org, pending: true})
  RETURN collect(event.workflows) AS waiting, collect(coalesce(event.shown, [])) AS waitingShown
}
CALL (waiting) {
  MATCH (event:Event {org: $org})
  WHERE event.number > $after
  WITH event ORDER BY event.org, event.number LIMIT $limit
  RETURN collect({number: event.number, workflows: event.workflows, shown: coalesce(event.shown, [])}) AS numbered
}
CALL (waiting, numbered) {
  UNWIND waiting + [event IN numbered | event.workflows] AS changed
  UNWIND changed AS id
  WITH DISTINCT id
  MATCH (workflow:Workflow {org: $org, id: id})
  RETURN collect(CASE WHEN workflow.facts CONTAINS '"place":' THEN workflow.facts ELSE workflow.state END) AS facts
}
CALL (waiting, waitingShown, numbered) {
  UNWIND waiting + waitingShown + [event IN numbered | event.workflows + event.shown] AS changed
  UNWIND changed AS id
  WITH DISTINCT id
  MATCH (workflow:Workflow {org: $org, id: id})
  WHERE workflow.above IS NOT NULL
  RETURN collect(workflow {.id, .above}) AS above
}
OPTIONAL MATCH (outbox:Outbox {org: $org, id: 'outbox'})
RETURN
  coalesce(outbox.last, 0) AS last,
  coalesce(outbox.floor, 0) AS floor,
  outbox.epoch AS epoch,
  [event IN numbered | event.number] AS numbered,
  facts,
  above
