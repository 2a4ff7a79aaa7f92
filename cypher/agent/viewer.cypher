// Who asks: the active agent behind the token, what it may speak for, and its organisation.
// read
// $org string
// $subject string
// -> viewer map, agent string, organization string, groups list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
MATCH (organization:Organization {org: $org, id: $org})
RETURN
  viewer {
    .id, .administrator,
    represents: COLLECT {
      MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
      WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
      RETURN group.id
    }
  } AS viewer,
  viewer.state AS agent,
  organization.state AS organization,
  COLLECT {
    MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
    WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
    RETURN group.state ORDER BY group.name
  } AS groups
