// Duties of Customers in workflows that come in.
// write
// $rows list
UNWIND $rows AS row
CREATE (duty:Duty)
SET duty = row
