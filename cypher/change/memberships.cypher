// The membership of an agent in a group, read under the roster's lock.
// read
// $org string
// $group string
// $member string
// -> representative boolean
MATCH (:Agent {org: $org, id: $member})-[membership:MEMBER_OF]->(:Agent {org: $org, id: $group})
WHERE membership.to = '9999-12-31T23:59:59.999Z'
RETURN membership.representative AS representative
