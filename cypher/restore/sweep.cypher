// Removes what a restore that was stopped has left of an organisation that is not there, a batch at a time.
// write
// $org string
// $limit integer
// -> removed integer
CALL () { MATCH (n:Act {org: $org}) WHERE n.id > '' WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS acts }
CALL () { MATCH (n:Assessment {org: $org}) WHERE n.id > '' WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS assessments }
CALL () { MATCH (n:Duty {org: $org}) WHERE n.id > '' WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS duties }
CALL () { MATCH (n:Review {org: $org}) WHERE n.id > '' WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS reviews }
CALL () { MATCH (n:Standing {org: $org}) WHERE n.workflow > '' AND n.to IS NOT NULL WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS standings }
CALL () { MATCH (n:Condition {org: $org}) WHERE n.id > '' WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS conditions }
CALL () { MATCH (n:Promise {org: $org}) WHERE n.id > '' WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS promises }
CALL () { MATCH (n:Proposal {org: $org}) WHERE n.id > '' WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS proposals }
CALL () { MATCH (n:Round {org: $org}) WHERE n.id > '' WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS rounds }
CALL () { MATCH (n:Role {org: $org}) WHERE n.id > '' WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS roles }
CALL () { MATCH (n:Workflow {org: $org}) WHERE n.id > '' WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS workflows }
CALL () { MATCH (n:Concern {org: $org}) WHERE n.id > '' WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS concerns }
CALL () { MATCH (n:ExternalId {org: $org}) WHERE n.source > '' AND n.kind IS NOT NULL AND n.external IS NOT NULL WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS externals }
CALL () { MATCH (n:Agent {org: $org}) WHERE n.id > '' WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS agents }
RETURN acts + assessments + duties + reviews + standings + conditions + promises + proposals + workflows + rounds + roles + concerns + externals + agents AS removed
