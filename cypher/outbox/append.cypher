// Appends events to the outbox, in the transaction of the change that they tell of. They have no number yet: a counter
// would make every writer of an organisation wait for every other (see `outbox/number`).
// write
// $events list
UNWIND $events AS row
CREATE (event:Event)
SET event = row
