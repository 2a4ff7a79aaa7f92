// Roles that come in, all of them new.
// write
// $rows list
UNWIND $rows AS row
CREATE (role:Role)
SET role = row
