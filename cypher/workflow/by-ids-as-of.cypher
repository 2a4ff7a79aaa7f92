// Several workflows as they stood at a moment, each with the agents who were in it, under the names they had then.
// read
// $org string
// $subject string
// $ids list
// $at string
// -> workflows list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  UNWIND $ids AS id
  MATCH (act:Act {org: $org, about: id})
  WHERE act.from <= $at AND act.to > $at AND act.kind = 'WORKFLOW'
  RETURN {
    state: act.state,
    cast: COLLECT {
      UNWIND [act.customer, act.performer] AS party
      MATCH (then:Act {org: $org, about: party})
      WHERE then.from <= $at AND then.to > $at
      RETURN then.state
    }
  }
} AS workflows
