// Promises that an agent had made by a moment, as they stood then. One that had ended stands as it ended; one that had
// not is in the state of its workflow at that moment.
// read
// $org string
// $subject string
// $agent string?
// $at string
// -> promises list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  MATCH (promise:Promise {org: $org})
  WHERE promise.performer = coalesce($agent, viewer.id) AND promise.due IS NOT NULL AND promise.id IS NOT NULL
  MATCH (workflow:Act {org: $org, about: promise.workflow})
  WHERE promise.madeAt <= $at AND workflow.from <= $at AND workflow.to > $at
  RETURN {
    ended: CASE WHEN promise.endedAt <= $at THEN promise.state END,
   
    workflow: workflow.state
  }
} AS promises
