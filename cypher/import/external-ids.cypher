// Remembers under which ids of another system things came in, and from which record.
// write
// $rows list
UNWIND $rows AS row
CREATE (external:ExternalId)
SET external = row
