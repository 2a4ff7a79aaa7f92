// Promises that had been made to an agent by a moment, as they stood then: those of the workflows whose Customer it was
// at that moment, and those that had ended while it was.
// read
// $org string
// $subject string
// $agent string?
// $at string
// -> promises list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  CALL (viewer) {
    MATCH (promise:Promise {org: $org})
    WHERE promise.customer = coalesce($agent, viewer.id) AND promise.due IS NOT NULL AND promise.id IS NOT NULL
    MATCH (workflow:Act {org: $org, about: promise.workflow})
    WHERE promise.endedAt <= $at AND workflow.from <= $at AND workflow.to > $at
    RETURN promise.state AS ended, workflow.state AS state
    UNION ALL
    MATCH (workflow:Act {org: $org})
    WHERE workflow.customer = coalesce($agent, viewer.id) AND workflow.from <= $at AND workflow.to > $at
    RETURN null AS ended, workflow.state AS state
  }
  RETURN {ended: ended, workflow: state}
} AS promises
