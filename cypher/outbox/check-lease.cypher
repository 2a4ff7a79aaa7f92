// Whether a lease is still held with this token: asked under its lock, so that nobody takes it before the transaction ends.
// write
// $lease string
// $holder string
// $token integer
// -> held boolean
MATCH (lease:Lease {org: 'none', id: $lease})
RETURN lease.holder = $holder AND lease.token = $token AS held
