// Gives a lease back, so that the next holder need not wait for its end.
// write
// $lease string
// $holder string
MATCH (lease:Lease {org: 'none', id: $lease})
WHERE lease.holder = $holder
SET lease.until = 0, lease.holder = ''
