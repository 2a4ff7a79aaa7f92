// The groups that some agents belonged to at a moment, and which they represented.
// read
// $org string
// $subject string
// $ids list
// $at string
// -> groups list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  MATCH (member:Agent {org: $org})-[membership:MEMBER_OF]->(group:Agent)
  WHERE member.id IN $ids AND membership.from <= $at AND membership.to > $at
  WITH member, group, membership ORDER BY group.name, group.id
  RETURN {of: member.id, agent: group.id, representative: membership.representative, from: membership.from}
} AS groups
