// What came in before under these ids of another system.
// read
// $org string
// $source string
// $wanted list
// -> externals list
RETURN COLLECT {
  UNWIND $wanted AS one
  MATCH (external:ExternalId {org: $org, source: $source, kind: one.kind, external: one.id})
  RETURN external {.kind, .external, .about, .digest}
} AS externals
