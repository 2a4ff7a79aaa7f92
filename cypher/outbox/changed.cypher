// What a copy of an organisation's interlock has to take in: the workflows that have changed since a number, and those
// of events that have none yet. These are read first: one that is numbered meanwhile is then found twice, and never missed.
// What stands of each workflow is read last, so that it is no older than the event; facts that do not say where it
// stands in the cascade are from before they did.
// read
// $org string
// $after integer
// $limit integer
// -> last integer, floor integer, epoch string?, numbered list, facts list
CALL () {
  MATCH (event:Event {org: $org, pending: true})
  RETURN collect(event.workflows) AS waiting
}
CALL (waiting) {
  MATCH (event:Event {org: $org})
  WHERE event.number > $after
  WITH event ORDER BY event.org, event.number LIMIT $limit
  RETURN collect({number: event.number, workflows: event.workflows}) AS numbered
}
CALL (waiting, numbered) {
  UNWIND waiting + [event IN numbered | event.workflows] AS changed
  UNWIND changed AS id
  WITH DISTINCT id
  MATCH (workflow:Workflow {org: $org, id: id})
  RETURN collect(CASE WHEN workflow.facts CONTAINS '"place":' THEN workflow.facts ELSE workflow.state END) AS facts
}
OPTIONAL MATCH (outbox:Outbox {org: $org, id: 'outbox'})
RETURN
  coalesce(outbox.last, 0) AS last,
  coalesce(outbox.floor, 0) AS floor,
  outbox.epoch AS epoch,
  [event IN numbered | event.number] AS numbered,
  facts
