// Writes whom the chain above shows workflows to, and has the event of the change name them.
// write
// $org string
// $event string
// $rows list
CALL () {
  UNWIND $rows AS row
  MATCH (workflow:Workflow {org: $org, id: row.id})
  SET workflow.above = row.above
  RETURN collect(workflow.id) AS shown
}
CALL (shown) {
  MATCH (event:Event {org: $org, id: $event})
  SET event.shown = coalesce(event.shown, []) + shown
}
