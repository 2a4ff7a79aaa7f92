// What a new edge of the cascade would meet: who else serves the parent and for how much, the way by which the parent
// already serves the child, and whether the child's Customer is a member of the group that performs for the parent,
// or holds the role that the parent is of, as the parent's Performer does: a role that they never took speaks for nothing of theirs.
// Both ends are bound, so the way is found from both, however wide the cascade is. Read under the lock on the
// organisation, under which every edge is made.
// read
// $org string
// $child string
// $parent string
// $at string
// -> servings list, way list, standsIn boolean
MATCH (child:Workflow {org: $org, id: $child})
MATCH (parent:Workflow {org: $org, id: $parent})
RETURN
  COLLECT {
    MATCH (parent)<-[serves:SERVES]-(other:Workflow)
    RETURN {child: other.id, conditions: serves.conditions, contributions: serves.contributions}
  } AS servings,
  COLLECT {
    MATCH path = SHORTEST 1 (parent)-[:SERVES]->+(child)
    UNWIND nodes(path) AS station
    RETURN {workflow: station.id, objective: CASE WHEN station.private IS NULL THEN station.objective ELSE 'what only its parties may see' END}
  } AS way,
  EXISTS {
    MATCH (customer:Agent {org: $org, id: child.customer})-[membership:MEMBER_OF]->(group:Agent)
    WHERE group.id = parent.performer AND membership.to = '9999-12-31T23:59:59.999Z'
  } OR EXISTS {
    MATCH (customer:Agent {org: $org, id: child.customer})-[held:HOLDS_ROLE]->(role:Role)
    WHERE role.id = parent.role AND held.to > $at AND EXISTS {
      MATCH (performer:Agent {org: $org, id: parent.performer})-[own:HOLDS_ROLE]->(role)
      WHERE own.to > $at
    }
  } AS standsIn
