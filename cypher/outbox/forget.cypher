// Forgets events numbered before a moment, a batch at a time, and remembers up to which number.
// write
// $before string
// $limit integer
// -> forgotten integer
MATCH (event:Event)
WHERE event.numberedAt < $before
WITH event LIMIT $limit
WITH event.org AS org, max(event.number) AS number
MATCH (outbox:Outbox {org: org, id: 'outbox'})
SET outbox.floor = CASE WHEN outbox.floor < number THEN number ELSE outbox.floor END
WITH org, number
MATCH (old:Event {org: org})
WHERE old.number <= number
DELETE old
RETURN count(*) AS forgotten
