// How far putting on record what was written before has come.
// read
// $name string
// -> progress list
RETURN COLLECT {
  MATCH (progress:DataMigration {org: 'none', id: $name})
  RETURN progress {.org, .afterOrg, .afterId, .doneAt, .settled}
} AS progress
