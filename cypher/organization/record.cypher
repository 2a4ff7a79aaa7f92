// Writes the present of an organisation.
// write
// $org string
// $properties map
MERGE (organization:Organization {org: $org, id: $org})
SET organization += $properties
