// Takes or keeps a lease for so many milliseconds, by the clock of the database: those of several servers differ. Each new
// holder gets a higher token. One row when it is held; none while it is another's.
// write
// $lease string
// $holder string
// $milliseconds integer
// -> token integer
MATCH (lease:Lease {org: 'none', id: $lease})
WHERE lease.holder = $holder OR lease.until < timestamp()
SET lease.token = CASE WHEN lease.holder = $holder THEN lease.token ELSE lease.token + 1 END,
    lease.holder = $holder,
    lease.until = timestamp() + $milliseconds
RETURN lease.token AS token
