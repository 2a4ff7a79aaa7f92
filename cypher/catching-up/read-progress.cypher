// How far putting duties on record has come.
// read
// -> progress list
RETURN COLLECT {
  MATCH (progress:DataMigration {org: 'none', id: 'duties'})
  RETURN progress {.org, .afterOrg, .afterId, .doneAt, .settled}
} AS progress
