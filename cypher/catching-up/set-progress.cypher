// Notes how far putting duties on record has come.
// write
// $afterOrg string
// $afterId string
// $doneAt string?
// $settled boolean
MERGE (progress:DataMigration {org: 'none', id: 'duties'})
SET progress.afterOrg = $afterOrg, progress.afterId = $afterId, progress.doneAt = $doneAt, progress.settled = $settled
