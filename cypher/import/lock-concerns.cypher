// Takes the write locks on concerns that workflows come in about, in the order of their ids, before they are read.
// write
// $org string
// $concerns list
// $operationId string
// -> locked integer
UNWIND $concerns AS id
MATCH (concern:Concern {org: $org, id: id})
SET concern.lock = $operationId
RETURN count(*) AS locked
