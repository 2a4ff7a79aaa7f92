// Remembers under which ids of another system things came in, and from which record.
// write
// $externals list
UNWIND $externals AS row
CREATE (external:ExternalId)
SET external = row
