// The acts of events after a number, and of those that have none yet: what an export that ends at the number leaves out.
// read
// $org string
// $after integer
// -> acts list
RETURN
  COLLECT { MATCH (event:Event {org: $org}) WHERE event.number > $after UNWIND event.acts AS act RETURN act } +
  COLLECT { MATCH (event:Event {pending: true}) WHERE event.at > '' AND event.org = $org UNWIND event.acts AS act RETURN act } AS acts
