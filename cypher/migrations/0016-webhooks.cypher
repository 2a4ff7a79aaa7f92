// The clock tells by now of what fell overdue: workflows of before are looked at when their next wait does. What is overdue
// already was never told of and is not from now on; whoever is waited for sees it in their moves.
MATCH (workflow:Workflow)
WHERE workflow.phase <> 'CLOSED' AND (workflow.clockAt IS NULL OR workflow.clockAt > '')
CALL (workflow) {
  // Under its lock, as whatever is said in it: a wait that is written meanwhile would have its time overwritten.
  SET workflow.lock = 'clock'
  WITH workflow
  MATCH (workflow)<-[awaited:AWAITED_IN]-(:Agent)
  WHERE awaited.due > awaited.from AND awaited.due > toString(datetime({timezone: 'UTC'}))
  WITH workflow, min(awaited.due) AS next
  // A millisecond after its due is when it falls overdue: what is written from now on says so itself.
  WHERE next IS NOT NULL AND CASE WHEN workflow.clockAt IS NULL THEN true ELSE datetime(workflow.clockAt) > datetime(next) + duration({milliseconds: 1}) END
  SET workflow.clockAt = next
} IN TRANSACTIONS OF 1000 ROWS;
