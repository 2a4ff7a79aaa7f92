import { globalId } from '../../dist/domain/common/identifier.rules.js';

/*
 * What planning asks, in the words of each who can be asked. By hand means: one statement of the best Cypher that we know, which
 * returns one row of scalars, maps and lists of them. It asks whether nobody may see what, knows no conditions, and tells no dates.
 */

const way = (from, to) => `MATCH path = (${from})<-[edges:DEPENDS_ON*1..]-(${to}:Workflow) WHERE all(edge IN edges WHERE edge.kind <> 'INFORMATIONAL' AND edge.status <> 'REFUSED')`;
const parties = 'customer: head([(customer:Agent)-[:CUSTOMER_OF]->(station) | customer {.id, .name}]), performer: head([(performer:Agent)-[:PERFORMER_OF]->(station) | performer {.id, .name}])';

const reached = "WITH RECURSIVE reach(id) AS (SELECT dependent FROM dependency WHERE provider = $1 AND kind <> 'INFORMATIONAL' AND status <> 'REFUSED' UNION SELECT dependency.dependent FROM reach JOIN dependency ON dependency.provider = reach.id WHERE kind <> 'INFORMATIONAL' AND status <> 'REFUSED')";
// Breadth first, in the order of distance: as many rows as surely hold a hundred different ones are enough.
const nearest = "WITH RECURSIVE reach(id, distance) AS (SELECT dependent, 1 FROM dependency WHERE provider = $1 AND kind <> 'INFORMATIONAL' AND status <> 'REFUSED' UNION SELECT dependency.dependent, distance + 1 FROM reach JOIN dependency ON dependency.provider = reach.id WHERE kind <> 'INFORMATIONAL' AND status <> 'REFUSED'), first AS (SELECT id, min(distance) AS distance FROM (SELECT id, distance FROM reach LIMIT 1000) AS near GROUP BY id ORDER BY distance LIMIT 100)";

const people = 'customer { id name } performer { id name }';
const impact = (selection) => (start) => ({ query: `query($id: ID!) { impact(of: [{ id: $id }]) { ${selection} } }`, variables: { id: globalId('Workflow', start.id) } });
const fromStart = (text) => ({ org }, start) => ({ text, parameters: { org, id: start.id } });
const fromNumber = (name, text) => (start) => ({ name, text, values: [start.number] });

/** By how many are affected: each is asked of starts that reach about as many as is said. */
export const impacts = {
  'nearest-100': {
    title: 'the nearest 100 affected, which and how far',
    ours: impact('nearest(first: 100) { nodes { distance workflow { id } } hasMore }'),
    raw: fromStart(`MATCH (start:Workflow {org: $org, id: $id}) ${way('start', 'station')} WITH station, min(length(path)) AS distance ORDER BY distance LIMIT 100 RETURN collect({id: station.id, distance: distance}) AS nodes`),
    postgres: fromNumber('nearest', `${nearest} SELECT id, distance FROM first`),
    memory: (adjacency, start) => adjacency.reach(start.number, 100),
  },
  'nearest-100-read': {
    title: 'the same, with what each is and its parties',
    ours: impact(`nearest(first: 100) { nodes { distance workflow { id objective ${people} } } hasMore }`),
    raw: fromStart(`MATCH (start:Workflow {org: $org, id: $id}) ${way('start', 'station')} WITH station, min(length(path)) AS distance ORDER BY distance LIMIT 100 RETURN collect({id: station.id, distance: distance, objective: station.objective, ${parties}}) AS nodes`),
    postgres: fromNumber('nearest-read', `${nearest} SELECT first.id, distance, objective, customer.id AS customer, customer.name AS customer_name, performer.id AS performer, performer.name AS performer_name FROM first JOIN promise USING (id) JOIN agent AS customer ON customer.id = promise.customer JOIN agent AS performer ON performer.id = promise.performer ORDER BY distance`),
  },
  count: {
    title: 'how many are affected',
    ours: impact('count'),
    raw: fromStart(`MATCH (start:Workflow {org: $org, id: $id}) ${way('start', 'station')} RETURN count(DISTINCT station) AS count`),
    postgres: fromNumber('count', `${reached} SELECT count(*) AS count FROM reach`),
    memory: (adjacency, start) => adjacency.reach(start.number),
  },
  agents: {
    title: 'who must know: how many, and the first 100 of them',
    ours: impact('peopleCount people { agent { id name } asPerformer asCustomer }'),
    raw: fromStart(`MATCH (start:Workflow {org: $org, id: $id}) ${way('start', 'station')} WITH DISTINCT station UNWIND [station.performer, station.customer] AS id WITH id, count(*) AS of ORDER BY of DESC WITH collect({id: id, of: of}) AS everybody UNWIND everybody[..100] AS one MATCH (agent:Agent {org: $org, id: one.id}) RETURN size(everybody) AS count, collect({id: one.id, of: one.of, name: agent.name}) AS people`),
    postgres: fromNumber('agents', `${reached}, people AS MATERIALIZED (SELECT agent, count(*) AS of FROM reach JOIN promise USING (id) CROSS JOIN LATERAL (VALUES (performer), (customer)) AS party(agent) GROUP BY agent) SELECT (SELECT count(*) FROM people) AS count, (SELECT json_agg(json_build_object('id', id, 'of', of, 'name', name)) FROM (SELECT * FROM people JOIN agent ON agent.id = people.agent ORDER BY of DESC LIMIT 100) AS first) AS people`),
  },
  full: {
    title: 'the full answer: how many, who must know, by distance and phase, what is at risk up to the root, the first page with days and ways',
    ours: impact('count peopleCount facets { distances { value count } phases { value count } } atRiskCount affected(first: 20) { nodes { distance daysLate kind path { length } workflow { id } } pageInfo { hasNextPage endCursor } }'),
    raw: fromStart(`MATCH (start:Workflow {org: $org, id: $id}) ${way('start', 'station')} WITH station, min(length(path)) AS distance WITH collect(DISTINCT station.performer) + collect(DISTINCT station.customer) AS people, count(*) AS count, collect(distance) AS distances RETURN count, size(people) AS people, [distance IN range(1, 20) | size([each IN distances WHERE each = distance])] AS distances`),
    postgres: fromNumber('full', `${nearest.replace(/, first AS .*$/, '')}, least AS MATERIALIZED (SELECT id, min(distance) AS distance FROM reach GROUP BY id) SELECT (SELECT count(*) FROM least) AS count, (SELECT count(*) FROM (SELECT performer FROM least JOIN promise USING (id) UNION SELECT customer FROM least JOIN promise USING (id)) AS people) AS people, (SELECT json_agg(row_to_json(each)) FROM (SELECT distance, count(*) AS count FROM least GROUP BY distance) AS each) AS distances`),
    memory: (adjacency, start) => adjacency.reach(start.number),
  },
  'what-if': {
    title: 'what if it came 5 days late: which fall late, and who goes back to Q2 with whom',
    ours: (start) => ({ query: 'query($id: ID!) { whatIf(suppose: [{ id: $id, daysLate: 5 }]) { lateCount late { daysLateAfter workflow { id } } backToNegotiation { customer { id } performer { id } } } }', variables: { id: globalId('Workflow', start.id) } }),
  },
};

const station = `id objective ${people}`;
const firstOfChain = { depth: 100, afterDistance: 0, afterId: '', limit: 21, withTotal: false, withHidden: false };

/**
 * Of one promise or one person, whatever the size of the organisation. Raw means the very statement that we run, sent as it comes;
 * by hand, the best Cypher for these fields alone, for everybody's eyes.
 */
export const reads = {
  'chain-up': {
    title: 'the chain up to the root, with the parties of each',
    ours: ({ starts }, viewer, n) => ({ query: `query($id: ID!) { chain(of: $id, direction: UP) { nodes { distance workflow { ${station} } } } }`, variables: { id: globalId('Workflow', starts[n % starts.length].id) } }),
    statement: ({ org, starts }, { subject }, n) => ({ name: 'cascade/chain-up', parameters: { org, subject, workflow: starts[n % starts.length].id, ...firstOfChain } }),
    byHand: ({ org, starts }, viewer, n) => ({ text: `MATCH (start:Workflow {org: $org, id: $id}) MATCH path = (start)-[:SERVES*1..]->(station:Workflow) WITH station, min(length(path)) AS distance ORDER BY distance, station.id LIMIT 21 RETURN collect({id: station.id, distance: distance, objective: station.objective, ${parties}}) AS nodes`, parameters: { org, id: starts[n % starts.length].id } }),
    neo4jGraphql: ({ org, starts }, viewer, n) => ({ query: `query($org: String!, $id: ID!) { workflows(where: { org: { eq: $org }, id: { eq: $id } }) { ${[1, 2, 3, 4].reduce((within) => `serves { id objective customers { id name } performers { id name } ${within} }`, '')} } }`, variables: { org, id: starts[n % starts.length].id } }),
    postgres: ({ starts }, viewer, n) => ({ name: 'chain-up', text: 'WITH RECURSIVE up(id, distance) AS (SELECT parent, 1 FROM serves WHERE child = $1 UNION SELECT parent, distance + 1 FROM up JOIN serves ON child = up.id) SELECT station.*, objective, customer.id AS customer, customer.name AS customer_name, performer.id AS performer, performer.name AS performer_name FROM (SELECT id, min(distance) AS distance FROM up GROUP BY id) AS station JOIN promise USING (id) JOIN agent AS customer ON customer.id = promise.customer JOIN agent AS performer ON performer.id = promise.performer ORDER BY distance LIMIT 21', values: [starts[n % starts.length].number] }),
  },
  'chain-down': {
    title: 'the first 20 of the chain down, with the parties of each',
    ours: ({ leads }, viewer, n) => ({ query: `query($id: ID!) { chain(of: $id, direction: DOWN) { nodes { distance workflow { ${station} } } } }`, variables: { id: globalId('Workflow', leads[n % leads.length].id) } }),
    statement: ({ org, leads }, { subject }, n) => ({ name: 'cascade/chain-down', parameters: { org, subject, workflow: leads[n % leads.length].id, condition: null, ...firstOfChain } }),
    byHand: ({ org, leads }, viewer, n) => ({ text: `MATCH (start:Workflow {org: $org, id: $id}) MATCH path = (start)<-[:SERVES*1..]-(station:Workflow) WITH station, min(length(path)) AS distance ORDER BY distance, station.id LIMIT 21 RETURN collect({id: station.id, distance: distance, objective: station.objective, ${parties}}) AS nodes`, parameters: { org, id: leads[n % leads.length].id } }),
    postgres: ({ leads }, viewer, n) => ({ name: 'chain-down', text: 'WITH RECURSIVE down(id, distance) AS (SELECT child, 1 FROM serves WHERE parent = $1 UNION SELECT child, distance + 1 FROM down JOIN serves ON parent = down.id) SELECT station.*, objective, customer.id AS customer, customer.name AS customer_name, performer.id AS performer, performer.name AS performer_name FROM (SELECT id, min(distance) AS distance FROM down GROUP BY id ORDER BY 2, 1 LIMIT 21) AS station JOIN promise USING (id) JOIN agent AS customer ON customer.id = promise.customer JOIN agent AS performer ON performer.id = promise.performer ORDER BY distance, id', values: [leads[n % leads.length].number] }),
  },
  'my-promises': {
    title: 'my promises: the first 20 that are due',
    ours: () => ({ query: '{ promisesMadeByMe(first: 20) { nodes { id objective status due customer { id name } } pageInfo { hasNextPage endCursor } } }' }),
    statement: ({ org }, { subject }) => ({ name: 'promise/list-made-by-due-first', parameters: { org, subject, afterDue: '', afterId: '', now: new Date().toISOString(), riskBelow: 0.5, limit: 21, withTotal: false, withHidden: false } }),
    byHand: ({ org }, { subject }) => ({ text: 'MATCH (viewer:Agent {org: $org, subject: $subject}) WHERE viewer.active CALL (viewer) { MATCH (promise:Promise {org: $org}) USING INDEX promise:Promise(org, performer, due, id) WHERE promise.performer = viewer.id AND promise.due IS NOT NULL AND promise.id IS NOT NULL RETURN promise ORDER BY promise.org, promise.performer, promise.due, promise.id LIMIT 21 } MATCH (customer:Agent {org: $org, id: promise.customer}) RETURN collect(promise {.id, .objective, .status, .due, customer: customer {.id, .name}}) AS nodes', parameters: { org, subject } }),
    neo4jGraphql: ({ org }, { id }) => ({ query: 'query($org: String!, $performer: String!) { promises(where: { org: { eq: $org }, performer: { eq: $performer } }, sort: [{ due: ASC }, { id: ASC }], limit: 21) { id objective status due workflows { customers { id name } } } }', variables: { org, performer: id } }),
    postgres: (_, { number }) => ({ name: 'my-promises', text: 'SELECT promise.id, objective, due, agent.id AS customer, agent.name FROM promise JOIN agent ON agent.id = promise.customer WHERE performer = $1 ORDER BY due, promise.id LIMIT 21', values: [number] }),
  },
  'my-moves': {
    title: 'whose move it is: `myMoves`, a page of 20',
    ours: () => ({ query: '{ myMoves(first: 20) { nodes { wait { move due overdue } workflow { id objective phase customer { id name } performer { id name } } } } }' }),
    statement: ({ org }, { subject }) => ({ name: 'workflow/my-moves', parameters: { org, subject, now: new Date().toISOString(), afterDue: '', afterId: '', limit: 21, withTotal: false } }),
  },
  'critical-path': {
    title: 'the critical path under a promise',
    ours: ({ starts }, viewer, n) => ({ query: 'query($id: ID!) { criticalPath(under: { id: $id }) { totalSlackDays steps { slackDays workflow { id } } } }', variables: { id: globalId('Workflow', starts[n % starts.length].id) } }),
  },
};

/** Of the whole organisation: what goes through all there is. */
export const whole = {
  gaps: { title: 'all gaps of the cascade, the first page', ours: () => ({ query: '{ gaps(first: 20) { totalCount nodes { kind workflow { id } } } }' }) },
  accountability: { title: 'the structure of accountability, and the first page of its agents', ours: () => ({ query: '{ accountability { horizons { horizon promises customers performers pairsCount } agents(first: 20) { totalCount nodes { agent { id name } depth span below } } } }' }) },
};
