// What the organisation has of what a file names: agents by id and by identity, concerns, and who belongs to these groups.
// read
// $org string
// $agents list
// $subjects list
// $concerns list
// $groups list
// -> agents list, concerns list, memberships list
RETURN
  COLLECT { MATCH (agent:Agent {org: $org}) WHERE agent.id IN $agents RETURN agent.state } +
  COLLECT { MATCH (agent:Agent {org: $org}) WHERE agent.subject IN $subjects RETURN agent.state } AS agents,
  COLLECT { MATCH (concern:Concern {org: $org}) WHERE concern.id IN $concerns RETURN concern.state } AS concerns,
  COLLECT {
    MATCH (group:Agent {org: $org})<-[membership:MEMBER_OF]-(member:Agent)
    WHERE group.id IN $groups AND membership.to = '9999-12-31T23:59:59.999Z'
    RETURN {group: group.id, member: member.id, representative: membership.representative}
  } AS memberships
