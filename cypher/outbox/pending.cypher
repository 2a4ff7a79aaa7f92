// Events that have no number yet, the earliest first, up to a moment.
// read
// $orgs list?
// $until string
// $limit integer
// -> events list
RETURN COLLECT {
  MATCH (event:Event {pending: true})
  WHERE event.at <= $until AND ($orgs IS NULL OR event.org IN $orgs)
  WITH event ORDER BY event.pending, event.at LIMIT $limit
  RETURN {org: event.org, id: event.id, at: event.at, marks: event.marks}
} AS events
