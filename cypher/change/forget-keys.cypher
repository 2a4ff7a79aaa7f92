// Forgets idempotency records that have outlived their promise, a batch at a time.
// write
// $now string
// $limit integer
// -> forgotten integer
MATCH (record:IdempotencyRecord)
WHERE record.expiresAt < $now
WITH record LIMIT $limit
DELETE record
RETURN count(*) AS forgotten
