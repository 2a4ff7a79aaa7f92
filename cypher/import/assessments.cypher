// Assessments in workflows that come in.
// write
// $rows list
UNWIND $rows AS row
CREATE (assessment:Assessment)
SET assessment = row
