// Whether the database holds any organisation, and the state of one by its id: asked at start, before there is a viewer.
// read
// $org string
// -> any boolean, organization string?
OPTIONAL MATCH (organization:Organization {org: $org, id: $org})
RETURN
  EXISTS { MATCH (other:Organization) WHERE other.org > '' AND other.id IS NOT NULL } AS any,
  organization.state AS organization
