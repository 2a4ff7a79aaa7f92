// What a new dependency would meet: whether what is needed hangs on who needs it already, and if so, all that it hangs on.
// Both ends are bound, so that is found from both, however much hangs together. Read under the lock on the organisation,
// under which every dependency is made.
// read
// $org string
// $dependent string
// $provider string
// -> stations list
MATCH (dependent:Workflow {org: $org, id: $dependent})
MATCH (provider:Workflow {org: $org, id: $provider})
CALL (dependent, provider) {
  MATCH path = SHORTEST 1 (provider)-[:DEPENDS_ON]->+(dependent)
  RETURN count(path) AS ways
}
RETURN COLLECT {
  WITH provider WHERE ways > 0
  MATCH (provider)-[:DEPENDS_ON*0..1000]->(station:Workflow)
  WITH DISTINCT station
  RETURN {
    id: station.id,
    facts: coalesce(station.facts, station.state),
    objective: CASE WHEN station.private IS NULL THEN station.objective ELSE 'what only its parties may see' END
  }
} AS stations
