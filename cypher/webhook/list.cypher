// The webhooks of an organisation, the oldest first: for its administrators, and nothing for anybody else. No secret is read.
// read
// $org string
// $subject string
// $limit integer
// -> viewer map, webhooks list, head map?
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
WITH viewer, COLLECT {
  MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
  WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
  RETURN group.id
} AS represents
OPTIONAL MATCH (outbox:Outbox {org: $org, id: 'outbox'})
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  COLLECT {
    UNWIND CASE WHEN viewer.administrator THEN [true] ELSE [] END AS asked
    MATCH (webhook:Webhook {org: $org})
    WHERE webhook.id > ''
    WITH webhook ORDER BY webhook.org, webhook.id LIMIT $limit
    RETURN webhook {
      .id, .url, .agent, .events, .status, .because, .createdAt, .createdBy, .changedAt, .version, .previousUntil,
      .epoch, .number, .mark, .attempts, .failingSince, .nextAt, .deliveries
    }
  } AS webhooks,
  CASE WHEN outbox IS NULL THEN null ELSE outbox {.last, .floor, .epoch} END AS head
