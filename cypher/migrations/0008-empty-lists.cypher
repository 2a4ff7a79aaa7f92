// Neo4j's importer leaves empty lists out, and statements count on them: who may see a workflow is among its successors.
MATCH (workflow:Workflow)
WHERE workflow.successors IS NULL OR workflow.customerVoices IS NULL OR workflow.performerVoices IS NULL
CALL (workflow) {
  SET workflow.successors = coalesce(workflow.successors, []),
    workflow.customerVoices = coalesce(workflow.customerVoices, []),
    workflow.performerVoices = coalesce(workflow.performerVoices, [])
} IN TRANSACTIONS OF 1000 ROWS;
