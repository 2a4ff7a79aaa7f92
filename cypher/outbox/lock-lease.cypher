// Takes the write lock on a lease, so that what is read of it next is the present. What is held is `outbox/hold-lease`.
// write
// $lease string
// $holder string
MERGE (lease:Lease {org: 'none', id: $lease})
ON CREATE SET lease.token = 0, lease.until = 0, lease.holder = ''
SET lease.lock = $holder
