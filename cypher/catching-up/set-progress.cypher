// Notes how far putting on record what was written before has come.
// write
// $name string
// $afterOrg string
// $afterId string
// $doneAt string?
// $settled boolean
MERGE (progress:DataMigration {org: 'none', id: $name})
SET progress.afterOrg = $afterOrg, progress.afterId = $afterId, progress.doneAt = $doneAt, progress.settled = $settled
