// Under which ids of other systems things came in, in order, after one.
// read
// $org string
// $afterSource string
// $afterKind string
// $afterExternal string
// $limit integer
// -> externals list
RETURN COLLECT {
  MATCH (external:ExternalId {org: $org})
  WHERE external.source >= $afterSource AND external.kind IS NOT NULL AND external.external IS NOT NULL
    AND CASE
      WHEN external.source > $afterSource THEN true
      WHEN external.kind <> $afterKind THEN external.kind > $afterKind
      ELSE external.external > $afterExternal
    END
  WITH external ORDER BY external.org, external.source, external.kind, external.external LIMIT $limit
  RETURN external {.source, .kind, .external, .about, .digest}
} AS externals
