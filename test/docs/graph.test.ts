import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readGlobalId } from '../../src/domain/common/identifier.rules.js';
import { clockDue, strikeClock } from '../../src/graph/clock.js';
import { claimWebhook, settleWebhook } from '../../src/graph/webhooks.js';
import { packageRoot } from '../../src/root.js';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Demo, documentedNow } from '../kit/demo.js';
import { readPage, rowsUnder } from '../kit/documentation.js';

const page = readPage('docs/graph.md');
let api: Api;
let demo: Demo;

beforeAll(async () => {
  api = await openApi();
  demo = await Demo.load(api);
  // The one edge that the demo has no use for.
  const { workflows, agents } = await demo.asks('bram', '{ workflows(filter: {phases: [ASSESSING]}) { nodes { id } } agents { nodes { id name } } }');
  const successor = agents.nodes.find(({ name }: { name: string }) => name === 'Emil Novak').id;
  const input = { workflow: workflows.nodes[0].id, successor, idempotencyKey: `hand over ${String(documentedNow)}` };
  const { handOverWorkflow } = await demo.asks('bram', 'mutation($input: HandOverWorkflowInput!) { handOverWorkflow(input: $input) { userErrors { message } } }', { input });
  expect(handOverWorkflow.userErrors).toEqual([]);
  // Nor has anything that was needed ever been done without.
  const { workflows: negotiating } = await demo.asks('emil', '{ workflows(filter: {phases: [NEGOTIATING]}) { nodes { id needs { id needs } } } }');
  const [workflow] = negotiating.nodes.filter(({ needs }: { needs: unknown[] }) => needs.length > 1);
  const { stopDependingOnPromise } = await demo.asks('emil', 'mutation($input: StopDependingOnPromiseInput!) { stopDependingOnPromise(input: $input) { userErrors { message } } }', { input: { workflow: workflow.id, dependency: workflow.needs[0].id, idempotencyKey: 'do without' } });
  expect(stopDependingOnPromise.userErrors).toEqual([]);
  // Nor has it anything from elsewhere.
  const records = [{ record: 'header', format: 'promisegraph', version: 1, source: 'the payroll' }, { record: 'agent', id: '17', kind: 'PERSON', name: 'Gus' }].map((record) => JSON.stringify(record));
  const { importRecords } = await demo.asks('olga', 'mutation($input: ImportRecordsInput!) { importRecords(input: $input) { userErrors { message } } }', { input: { records } });
  expect(importRecords.userErrors).toEqual([]);
  await play();
  await showAbove();
  await sendEvents();
  await letTimePass();
});
afterAll(() => api.close());

/** Nor has anybody a role. */
async function play(): Promise<void> {
  const { agents } = await demo.asks('dana', '{ agents { nodes { id name } } }');
  const idOf = (first: string): string => (agents.nodes as { id: string; name: string }[]).find(({ name }) => name.startsWith(first))?.id ?? '';
  const says = async (who: 'dana' | 'emil', mutation: string, type: string, input: Record<string, unknown>): Promise<string> => {
    const { [mutation]: said } = await demo.asks(who, `mutation($input: ${type}!) { ${mutation}(input: $input) { role { id } userErrors { field message } } }`, { input });
    expect(said.userErrors).toEqual([]);
    return said.role.id as string;
  };
  const role = await says('dana', 'createRole', 'CreateRoleInput', { name: 'Engineer', lines: [{ customer: idOf('Dana'), statement: 'Keep the build green', horizon: 'P3M' }] });
  const agent = idOf('Emil');
  for (const until of ['2027-12-31', null]) {
    const { read } = await demo.asks('dana', 'query($role: ID!) { read: role(id: $role) { version } }', { role });
    await says('dana', 'offerRole', 'OfferRoleInput', { role, agent, until, expectedVersion: read.version });
    if (until === null) break;
    await says('emil', 'takeRole', 'RoleForAgentInput', { role });
    await says('emil', 'leaveRole', 'LeaveRoleInput', { role, words: 'To payments.' });
  }
}

/** Nor is anything kept for those alone for whose sake it is done. */
async function showAbove(): Promise<void> {
  const { all } = await demo.asks('bram', '{ all: workflows(first: 100) { nodes { id customer { name } serves { parent { id } } } } }');
  const served = all.nodes.find(({ customer, serves }: { customer: { name: string }; serves: unknown[] }) => customer.name === 'Bram Visser' && serves.length > 0);
  const { setWorkflowVisibility } = await demo.asks('bram', 'mutation($input: SetWorkflowVisibilityInput!) { setWorkflowVisibility(input: $input) { userErrors { field message } } }', { input: { workflow: served.id, visibility: 'PARTIES_AND_CHAIN_ABOVE', idempotencyKey: 'show above' } });
  expect(setWorkflowVisibility.userErrors).toEqual([]);
}

/** Nor is anything sent anywhere: to one whose secret was rotated, and which fails. */
async function sendEvents(): Promise<void> {
  const { createAgent } = await demo.asks('olga', 'mutation($input: CreateAgentInput!) { createAgent(input: $input) { agent { id } userErrors { message } } }', { input: { kind: 'AUTOMATION', name: 'The notifier', subject: 'notifier' } });
  const { createWebhook } = await demo.asks('olga', 'mutation($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { id } userErrors { field message } } }', { input: { url: 'https://example.com/', agent: createAgent.agent.id, events: ['HAPPENED'] } });
  expect(createWebhook.userErrors).toEqual([]);
  const webhook = createWebhook.webhook.id;
  const { rotateWebhookSecret } = await demo.asks('olga', 'mutation($input: RotateWebhookSecretInput!) { rotateWebhookSecret(input: $input) { userErrors { message } } }', { input: { webhook } });
  expect(rotateWebhookSecret.userErrors).toEqual([]);
  const now = new Date(api.clock.now).toISOString();
  const claimed = await claimWebhook(api.database, { org: demo.org, id: readGlobalId(webhook)?.id ?? '' }, 'the courier', now, 10_000);
  if (claimed === null) throw new Error('the webhook is nobody else\'s');
  await settleWebhook(api.database, claimed, 'the courier', { properties: { mark: 'a mark', failingSince: now, status: 'DISABLED', because: 'GONE' }, deliveries: [], milliseconds: 0 });
}

/** Nor has anything fallen overdue that was told of. */
async function letTimePass(): Promise<void> {
  const sources = { database: api.database, clock: () => documentedNow + 300 * 24 * 60 * 60 * 1_000 };
  for (const { id } of await clockDue(sources, [demo.org], 1_000)) await strikeClock(sources, demo.org, id);
}

const code = (cell: string | undefined): readonly string[] => [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');

test('every label and its properties are named, and none that is not there', async () => {
  const found = await api.database.runText('MATCH (n {org: $org}) UNWIND keys(n) AS key RETURN labels(n)[0] AS label, collect(DISTINCT key) AS keys', { org: demo.org });
  const documented = new Map(rowsUnder(page, 'Nodes').map(([label, , properties]) => [code(label)[0], code(properties)]));
  expect([...documented.keys()].sort()).toEqual(found.map(({ label }) => label).sort());
  for (const { label, keys } of found) {
    const missing = (documented.get(String(label)) ?? []).filter((name) => !(keys as string[]).includes(name));
    expect({ label, missing }).toEqual({ label, missing: [] });
  }
});

test('every edge is named with its properties, and none that is not there', async () => {
  const found = await api.database.runText(
    `MATCH (a {org: $org})-[r]->(b)
     WITH '(' + labels(a)[0] + ')-[:' + type(r) + ']->(' + labels(b)[0] + ')' AS edge, keys(r) AS keys
     UNWIND CASE keys WHEN [] THEN [null] ELSE keys END AS key
     RETURN edge, collect(DISTINCT key) AS keys`,
    { org: demo.org },
  );
  const sorted = (edges: readonly { edge: unknown; keys: readonly string[] }[]) => edges.map(({ edge, keys }) => `${String(edge)} ${[...keys].sort().join(', ')}`).sort();
  expect(sorted(rowsUnder(page, 'Edges').map(([edge, , properties]) => ({ edge: code(edge)[0], keys: code(properties) })))).toEqual(
    sorted(found.map(({ edge, keys }) => ({ edge, keys: keys as string[] }))),
  );
});

test('the picture shows the edges of the table', () => {
  const drawn = [...page.matchAll(/^ {4}(\w+) -[-.] "(\w+)" \.?-+> (\w+)$/gm)].map(([, from, type, to]) => `(${from ?? ''})-[:${type ?? ''}]->(${to ?? ''})`);
  expect(drawn.sort()).toEqual(rowsUnder(page, 'Edges').map(([edge]) => code(edge)[0]).sort());
});

test('every index is named with its properties', () => {
  // Of the migrations and not of the database, which other tests put indexes into.
  const folder = join(packageRoot, 'cypher', 'migrations');
  const sources = [...readdirSync(folder).sort().map((file) => readFileSync(join(folder, file), 'utf8')), readFileSync(join(packageRoot, 'src', 'graph', 'migrations.ts'), 'utf8')];
  const indexes = new Map<string, string>();
  for (const [, verb, name, definition] of sources.join('\n').matchAll(/(CREATE|DROP) (?:CONSTRAINT|INDEX|FULLTEXT INDEX) (\w+)([^;\n]*)/g)) {
    if (verb === 'DROP') indexes.delete(name ?? '');
    else indexes.set(name ?? '', [name, /:([\w|]+)[)\]]/.exec(definition ?? '')?.[1]?.replaceAll('|', ' '), ...[...(definition ?? '').matchAll(/n\.(\w+)/g)].map(([, property]) => property)].join(' '));
  }
  expect(rowsUnder(page, 'Indexes').map(([name, on]) => [...code(name), ...code(on)].join(' ')).sort()).toEqual([...indexes.values()].sort());
});
