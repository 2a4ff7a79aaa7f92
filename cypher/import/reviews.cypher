// Reviews of Customers in workflows that come in.
// write
// $rows list
UNWIND $rows AS row
CREATE (review:Review)
SET review = row
