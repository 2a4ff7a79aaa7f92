import { getNamedType, isInputObjectType } from 'graphql';
import type { GraphQLField } from 'graphql';
import { createSchema } from '../../src/schema.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Playing, featureLine } from '../kit/role.js';
import { Listener } from '../kit/listener.js';
import { webhookTo } from '../kit/receiver.js';
import { unknownLike } from '../kit/schema-ids.js';
import { dependsOn, workflowBetween } from '../kit/ties.js';
import { questionsOf } from '../kit/schema-paths.js';
import type { Question } from '../kit/schema-paths.js';

/*
 * Every question that the schema has, by every field and with every argument that takes an id, asked in one organisation
 * with the ids of another: no answer may hold anything of it, not even inside an id or a cursor. Those it belongs to are
 * asked the same, and must be told something, so that no question passes for want of an answer.
 */
let api: Api;
let company: Company;
let neighbour: Company;
/** Every id there is in the neighbour's house, with the house's own. */
let theirs: ReadonlySet<string>;
let ids: readonly string[];

const schema = createSchema();
const roots = Object.keys(schema.getQueryType()?.getFields() ?? {});
const subscriptions = Object.values(schema.getSubscriptionType()?.getFields() ?? {});

beforeAll(async () => {
  api = await openApi();
  [company, neighbour] = [await api.found(), await api.found('The Neighbour')];
  for (const one of [company, neighbour]) {
    for (const phase of ['REDEEMED', 'PROPOSED', 'RENEGOTIATING'] as const) await workflowIn(one, phase);
    await one.group('Board', 'grace', 'ada');
    const parent = await workflowBetween(one, { customer: 'dana', performer: 'ada', statement: 'Make the Company Awesome', due: '2027-12-31' });
    const child = await workflowBetween(one, { customer: 'ada', performer: 'bram', statement: 'Build Awesome Tech', due: '2026-12-31', until: 'PROPOSED' });
    await one.says('ada', 'servePromise', { workflow: child, parent, contributions: [{ condition: 'c1' }] });
    await dependsOn(one, 'bram', { workflow: child, provider: parent, neededBy: '2026-10-01' });
    // These two need each other, and hang together until they are settled.
    // A moment later, so that it is the newest: what is asked first is followed furthest, and must have an answer.
    api.clock.now += 1_000;
    const sibling = await workflowBetween(one, { customer: 'ada', performer: 'bram', statement: 'Build more of it', due: '2026-12-31', until: 'PROPOSED' });
    await dependsOn(one, 'bram', { workflow: child, provider: sibling, neededBy: '2026-10-01' });
    await dependsOn(one, 'bram', { workflow: sibling, provider: child, neededBy: '2026-10-01', kind: 'SOFT' });
  }
  for (const one of [company, neighbour]) {
    const { workflows } = await one.asks('ada', '{ workflows(first: 10, filter: { phases: [NEGOTIATING] }) { nodes { id } } }');
    await one.does('ada', 'openPlanningRound', 'OpenPlanningRoundInput', { name: 'The year to come', window: { due: '2026-12-31' }, workflows: workflows.nodes.map(({ id }: { id: string }) => id) }, 'round { id }');
  }
  for (const one of [company, neighbour]) {
    const { workflows } = await one.asks('ada', '{ workflows(first: 10, filter: { phases: [NEGOTIATING] }) { nodes { id promise { id } performer { id } } } }');
    const drawn = (workflows.nodes as { id: string; promise: unknown; performer: { id: string } }[]).filter(({ promise }) => promise !== null).slice(0, 1);
    const role = await Playing.creates(one, 'ada', { lines: [featureLine], workflows: drawn.map(({ id }) => ({ workflow: id })) });
    await role.offeredTo(await one.person('bram'), 'ada');
    await role.does('bram', 'takeRole');
    await role.offeredTo(await one.person('dana'), 'ada');
  }
  // Alike three times, and of no role: what a role is looked for in.
  for (const one of [company, neighbour]) for (const part of ['payments', 'search', 'onboarding']) await workflowBetween(one, { customer: 'ada', performer: 'bram', statement: `Implement part of it: ${part}`, due: '2026-12-31', until: 'NEGOTIATING' });
  for (const one of [company, neighbour]) await webhookTo(one, 'https://hooks.example/');
  const rows = await api.database.runText('MATCH (n {org: $org}) WHERE n.id IS NOT NULL AND NOT n:IdempotencyRecord RETURN n.id AS id', { org: neighbour.org });
  theirs = new Set(rows.flatMap(({ id }) => String(id).match(uuid) ?? []));
  const { workflows, agents, concerns, planningRounds, roles } = await neighbour.asks('ada', `{
    workflows(first: 10) { nodes { id acts(first: 3) { nodes { id } } promise { id } assessment { id } standingProposal { id } } }
    agents(first: 10) { nodes { id } } concerns(first: 10) { nodes { id } } planningRounds(first: 10) { nodes { id } } roles(first: 10) { nodes { id } }
  }`);
  const found = JSON.stringify([workflows, agents, concerns, planningRounds, roles]).match(/"id":"([^"]+)"/g) ?? [];
  ids = found.map((match) => match.slice(6, -1));
}, 240_000);
afterAll(() => api.close());

/** All that a text says, with what its ids and cursors hold. */
function opened(text: string): string {
  return `${text} ${[...text.matchAll(/[\w-]{24,}/g)].map(([token]) => Buffer.from(token, 'base64url').toString('latin1')).join(' ')}`;
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

function heldIn(answer: unknown): readonly string[] {
  return [...new Set(opened(JSON.stringify(answer)).match(uuid))].filter((id) => theirs.has(id));
}

function argumentsOf(_type: string, field: GraphQLField<unknown, unknown>): string {
  const given = field.args.flatMap(({ name }) => (name === 'first' ? ['first: 10'] : name === 'from' ? ['from: "2026-01-01"'] : name === 'horizonDays' ? ['horizonDays: 90'] : []));
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

function kindIn(id: string): string {
  return Buffer.from(id, 'base64url').toString().split(':')[0] ?? '';
}

/** What a query is asked with: each id that fits it, wherever it takes one. */
function startsOf(root: string): readonly string[] {
  const field = schema.getQueryType()?.getFields()[root] as GraphQLField<unknown, unknown>;
  const has = (name: string): boolean => field.args.some((one) => one.name === name);
  // So much hangs on one round, or role, that ten of them with all of it are more than one operation may ask for.
  const base = argumentsOf('Query', field).slice(1, -1).replace('first: 10', root === 'planningRounds' || root === 'roles' ? 'first: 5' : 'first: 10');
  const whole = (...parts: string[]): string => (parts.some((part) => part !== '') ? `(${parts.filter((part) => part !== '').join(', ')})` : '');
  const past = has('asOf') ? ['', 'asOf: "2026-03-03"'] : [''];
  const places = ids.filter((id) => ['Workflow', 'Promise'].includes(kindIn(id)));
  if (root === 'impact') return places.flatMap((id, index) => ['DEPENDENTS', 'PROVIDERS'].map((direction) => whole(`of: [{id: "${id}"}]`, `direction: ${direction}`, past[index % 2] ?? '')));
  if (root === 'path') return places.flatMap((from) => places.map((to) => `(from: {id: "${from}"}, to: {id: "${to}"})`)).slice(0, 200);
  if (root === 'criticalPath') return places.map((id) => `(under: {id: "${id}"})`);
  if (root === 'whatIf') return places.map((id) => `(suppose: [{id: "${id}", revoked: true}])`);
  const agents = ids.filter((id) => kindIn(id) === 'Agent');
  if (root === 'diagnosis') return ['', ...agents.map((id) => `of: "${id}", `)].map((of) => `(${of}thresholds: { sidedWorkflows: 2, unmeasuredHorizonDays: 1 })`);
  if (root === 'explicitness') return agents.flatMap((id) => past.map((asOf) => whole(`of: "${id}"`, asOf)));
  if (root === 'explicitnessTrend') return agents.map((id) => `(from: "2026-03-01", of: "${id}")`);
  if (root === 'diagnosisTrend') return agents.map((id) => `(kind: PROMISE_WITHOUT_MEASURABLE_CONDITIONS, from: "2026-03-01", of: "${id}")`);
  if (root === 'gaps') return [...past.map((asOf) => whole('first: 10', asOf)), ...agents.map((id) => `(first: 10, performer: "${id}")`)];
  if (root === 'impactChanges' || root === 'planChanges') return places.map((id) => `(of: [{id: "${id}"}], from: "2026-01-01")`);
  if (has('of')) {
    const starts = ids.filter((id) => ['Workflow', 'Promise', 'Agent'].includes(kindIn(id)));
    return starts.flatMap((of) => ['UP', 'DOWN'].map((direction) => whole(base, `of: "${of}"`, `direction: ${direction}`, past[starts.indexOf(of) % 2] ?? '')));
  }
  if (has('ids')) return [whole(base, `ids: ${JSON.stringify(ids.slice(0, 20))}`)];
  if (has('id')) return ids.filter((id) => root === 'node' || kindIn(id).toLowerCase() === root.toLowerCase()).slice(0, 5).flatMap((id) => past.map((asOf) => whole(base, `id: "${id}"`, asOf)));
  if (has('query')) return ['Awesome', 'Ada', 'It works'].map((words) => whole(base, `query: "${words}"`));
  const filters = field.args.flatMap(({ name, type }) => {
    const named = getNamedType(type);
    if (!isInputObjectType(named)) return [];
    return Object.values(named.getFields()).filter((one) => getNamedType(one.type).name === 'ID')
      .flatMap((one) => agents.map((id) => `${name}: { ${one.name}: ${String(one.type).startsWith('[') ? `["${id}"]` : `"${id}"`} }`));
  });
  return ['', ...filters].flatMap((filter) => past.map((asOf) => whole(base, filter, asOf)));
}

function questions(root: string): readonly Question[] {
  return startsOf(root).flatMap((given, index) => questionsOf(schema, root, given, argumentsOf, index === 0 ? 4 : root.startsWith('impact') ? 3 : 1));
}

test('there are questions to ask', () => {
  expect(roots.length).toBeGreaterThan(10);
  expect(ids.length).toBeGreaterThan(20);
});

test.each(roots.map((root) => [root]))('%s tells nothing of another organisation, whatever it is asked with', async (root) => {
  let told = 0;
  for (const { what, query } of questions(root)) {
    for (const subject of ['ada', 'olga'].slice(0, told === 0 ? 2 : 1)) {
      const { data, errors } = await company.ask(subject, query);
      // A question that the API does not answer would prove nothing.
      expect({ what, errors: errors?.map(({ message }) => message) }).toEqual({ what, errors: undefined });
      expect({ what, held: heldIn(data) }).toEqual({ what, held: [] });
    }
    // Bram for what only a Performer is told, Olga for what is an administrator's.
    for (const subject of ['ada', 'bram', 'olga']) if (told === 0) told += heldIn((await neighbour.ask(subject, query)).data).length;
  }
  // A trend tells numbers alone.
  if (root !== 'diagnosisTrend') expect(told).toBeGreaterThan(0);
}, 300_000);

test.each(subscriptions.map((field): [string, typeof field] => [field.name, field]))('%s lets nobody listen to another organisation', async (name, field) => {
  const takesId = field.args.find(({ type }) => getNamedType(type).name === 'ID');
  if (takesId === undefined) {
    api.mind(company);
    api.mind(neighbour);
    await Promise.all([api.settled(company), api.settled(neighbour)]);
    const query = `subscription { ${name} { id acts { id about } } }`;
    const [here, there] = [await Listener.of(company, 'ada', query), await Listener.of(neighbour, 'ada', query)];
    await workflowIn(neighbour, 'PROPOSED');
    await there.until((heard) => heard.length >= 2);
    await workflowIn(company, 'PROPOSED');
    await here.until((heard) => heard.length >= 2);
    const strangers = new Set(there.heard.map(({ id }) => String(id)));
    expect(here.heard.filter(({ id }) => strangers.has(String(id)))).toEqual([]);
    await Promise.all([here.leave(), there.leave()]);
    return;
  }
  const query = `subscription($id: ID!) { ${name}(${takesId.name}: $id) { id } }`;
  for (const id of ids.filter((one) => kindIn(one).toLowerCase().endsWith(takesId.name)).slice(0, 3)) {
    const [foreign, unknown] = [await Listener.of(company, 'ada', query, { id }), await Listener.of(company, 'ada', query, { id: unknownLike(id, api.clock.now) })];
    expect(foreign.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect(foreign.errors).toEqual(unknown.errors);
    await Promise.all([foreign.leave(), unknown.leave()]);
  }
}, 300_000);
