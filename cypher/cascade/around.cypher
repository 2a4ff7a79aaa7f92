// What is around the edges by which some workflows serve others: who else contributes to the same parent, and whether
// the Customer is a member of the group that performs there, or holds, as the Performer does,
// the role that it is of. Weights alone are told of what the viewer may not see.
// read
// $org string
// $subject string
// $ids list
// $at string
// -> viewer map, edges list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
WITH viewer, COLLECT {
  MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
  WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
  RETURN group.id
} AS represents, COLLECT {
  UNWIND CASE WHEN viewer.administrator THEN [false] ELSE [] END AS active
  MATCH (gone:Agent {org: $org, active: active})
  RETURN gone.id
} AS gone
WITH viewer, represents, [viewer.id] + represents + gone + [own IN [viewer.id] + represents | 'above ' + own] AS eyes
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  COLLECT {
    UNWIND $ids AS id
    MATCH (child:Workflow {org: $org, id: id})
    WHERE (child.private IS NULL OR any(seer IN [child.customer, child.performer] + child.successors + coalesce(child.above, []) WHERE seer IN eyes))
    MATCH (child)-[serves:SERVES]->(parent:Workflow)
    RETURN {
      child: child.id,
      serving: serves.id,
      standsIn: EXISTS {
        MATCH (customer:Agent {org: $org, id: child.customer})-[membership:MEMBER_OF]->(group:Agent)
        WHERE group.id = parent.performer AND membership.to = '9999-12-31T23:59:59.999Z'
      } OR EXISTS {
        MATCH (customer:Agent {org: $org, id: child.customer})-[held:HOLDS_ROLE]->(role:Role)
        WHERE role.id = parent.role AND held.to > $at AND EXISTS {
          MATCH (performer:Agent {org: $org, id: parent.performer})-[own:HOLDS_ROLE]->(role)
          WHERE own.to > $at
        }
      },
      others: COLLECT {
        MATCH (parent)<-[also:SERVES]-(other:Workflow)
        WHERE any(condition IN also.conditions WHERE condition IN serves.conditions)
        RETURN {child: other.id, conditions: also.conditions, contributions: also.contributions}
      }
    }
  } AS edges
