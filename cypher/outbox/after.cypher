// The events of an organisation after a number, in order.
// read
// $org string
// $after integer
// $limit integer
// -> events list
RETURN COLLECT {
  MATCH (event:Event {org: $org})
  WHERE event.number > $after
  WITH event ORDER BY event.org, event.number LIMIT $limit
  RETURN event {.id, .number, .at, .acts, .marks, .workflows, .agents, .roster, .told, .waits}
} AS events
