// One step away from a planning round, or back to it: the hard needs, that nobody has refused, of some workflows, and those
// that hang on others. What lies between the ends of a round is read so, step by step.
// read
// $org string
// $subject string
// $dependents list
// $providers list
// -> edges list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  CALL () {
    UNWIND $dependents AS id
    MATCH (dependent:Workflow {org: $org, id: id})
    MATCH (dependent)-[needs:DEPENDS_ON {kind: 'HARD'}]->(provider:Workflow)
    WHERE needs.status <> 'REFUSED'
    RETURN dependent, provider
    UNION ALL
    UNWIND $providers AS id
    MATCH (provider:Workflow {org: $org, id: id})
    MATCH (dependent:Workflow)-[needs:DEPENDS_ON {kind: 'HARD'}]->(provider)
    WHERE needs.status <> 'REFUSED'
    RETURN dependent, provider
  }
  RETURN [dependent.id, provider.id]
} AS edges
