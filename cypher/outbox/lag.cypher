// How many events wait for a number, counted up to a limit, and since when.
// read
// $limit integer
// -> pending integer, oldest string?
CALL () {
  MATCH (event:Event {pending: true})
  WHERE event.at <= '9999'
  WITH event ORDER BY event.pending, event.at LIMIT $limit
  RETURN count(event) AS pending, min(event.at) AS oldest
}
RETURN pending, oldest
