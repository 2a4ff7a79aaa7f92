// Workflows through which a ring of needs might lead from a planning round back to it, as far as the interlock goes.
// read
// $org string
// $subject string
// $ids list
// -> stations list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  UNWIND $ids AS id
  MATCH (station:Workflow {org: $org, id: id})
  RETURN coalesce(station.facts, station.state)
} AS stations
