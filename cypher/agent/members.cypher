// Who belonged to some groups at a moment, and who represented them.
// read
// $org string
// $subject string
// $ids list
// $at string
// -> members list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  MATCH (group:Agent {org: $org})<-[membership:MEMBER_OF]-(member:Agent)
  WHERE group.id IN $ids AND membership.from <= $at AND membership.to > $at
  WITH group, member, membership ORDER BY member.name, member.id
  RETURN {of: group.id, agent: member.id, representative: membership.representative, from: membership.from}
} AS members
