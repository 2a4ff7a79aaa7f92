// Who executed what on how many horizons is told of the past too: how a workflow stood says who performed while it executed, which is who
// did when it began to stand so.
MATCH (standing:Standing)
WHERE standing.phase = 'EXECUTING' AND standing.performer IS NULL
CALL (standing) {
  MATCH (act:Act {org: standing.org, about: standing.workflow})
  WHERE act.sequence >= 1 AND datetime(act.from).epochMillis <= standing.from
  WITH standing, act ORDER BY act.sequence DESC LIMIT 1
  SET standing.performer = act.performer
} IN TRANSACTIONS OF 1000 ROWS;
