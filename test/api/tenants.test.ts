import { createSchema } from '../../src/schema.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Answer, Api, Company } from '../kit/api.js';
import { countsOf } from '../kit/every-node.js';
import { featureLine } from '../kit/role.js';
import { webhookTo } from '../kit/receiver.js';
import { Inputs, kindOf, mutationsTakingIds, unknownLike } from '../kit/schema-ids.js';
import type { Asking, Ids } from '../kit/schema-ids.js';
import { dependsOn, workflowBetween } from '../kit/ties.js';

/*
 * Two organisations with the same people in them. Whatever takes an id, by the schema, is given one of the neighbour's:
 * the answer must be the one for an id that nothing ever had, to the last character.
 */
let api: Api;
let company: Company;
let neighbour: Company;
let own: Ids;
let theirs: Ids;
let inputs: Inputs;

const schema = createSchema();

async function idsOf(one: Company): Promise<Ids> {
  const assessed = await workflowIn(one, 'REDEEMED');
  const proposed = await workflowIn(one, 'PROPOSED');
  const [parent, dependency] = await tiesOf(one, proposed);
  const group = await one.agent('board', { kind: 'GROUP', name: 'Board' });
  const { viewer, workflow, other } = await one.asks('ada', `query($id: ID!, $other: ID!) {
    viewer { agent { id } organization { id } }
    workflow(id: $id) { concern { id } promise { id } assessment { id } acts { nodes { id } } }
    other: workflow(id: $other) { standingProposal { id } }
  }`, { id: assessed, other: proposed });
  const { round } = await one.does('ada', 'openPlanningRound', 'OpenPlanningRoundInput', { name: 'The year to come', window: { due: '2026-12-31' }, workflows: [await workflowIn(one, 'PROPOSED')] }, 'round { id }');
  const { role } = await one.does('ada', 'createRole', 'CreateRoleInput', { name: 'Engineer', lines: [featureLine] }, 'role { id }');
  return {
    Organization: viewer.organization.id, Agent: viewer.agent.id, Performer: await one.person('bram'), Group: group, Concern: workflow.concern.id, Workflow: proposed, Parent: parent, Provider: parent, Dependency: dependency,
    Proposal: other.standingProposal.id, Promise: workflow.promise.id, Assessment: workflow.assessment.id, Act: workflow.acts.nodes[0].id, PlanningRound: round.id, Role: role.id,
    Webhook: (await webhookTo(one, 'https://hooks.example/')).id,
  };
}

/** Ties a workflow to others in each way: it serves one, and needs it, and is needed by another. @returns the one, and what is needed of it */
async function tiesOf(one: Company, workflow: string): Promise<readonly [parent: string, dependency: string]> {
  const parent = await workflowBetween(one, { customer: 'dana', performer: 'ada', statement: 'Make the Company Awesome', due: '2027-12-31' });
  const dependent = await workflowBetween(one, { customer: 'ada', performer: 'dana', statement: 'Ship an Awesome Product', due: '2026-12-31', until: 'NEGOTIATING' });
  await one.says('ada', 'servePromise', { workflow, parent, contributions: [{ condition: 'c1' }] });
  await dependsOn(one, 'bram', { workflow, provider: parent, neededBy: '2026-10-01' });
  return [parent, await dependsOn(one, 'dana', { workflow: dependent, provider: workflow, neededBy: '2026-12-01' })];
}

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  neighbour = await api.found('The Neighbour');
  own = await idsOf(company);
  theirs = await idsOf(neighbour);
  inputs = new Inputs(schema, own, () => company.nextKey());
}, 240_000);
afterAll(() => api.close());

const asked = mutationsTakingIds(schema);

/** All there is of the neighbour, and how often each thing has changed. */
function neighboursHouse(): Promise<unknown> {
  return countsOf(api.database, neighbour.org);
}

// The proposal that stands is Bram's own: there is none that he could promise. Nor is it in a round, to be consented to. The
// role has been offered to nobody, who could then take, refuse or leave it.
const refusedBefore = new Set(['makePromise(proposal)', 'consentToProposal(proposal)', 'takeRole(agent)', 'refuseRole(agent)', 'takeBackRoleOffer(agent)', 'leaveRole(agent)', 'leaveRole(successor)']);

test('mutations that take ids were found', () => {
  expect(asked.length).toBeGreaterThan(40);
});

test.each(asked.map((one): [string, Asking] => [one.what, one]))('%s knows no id of a neighbour', async (what, { query, type, field }) => {
  const before = await neighboursHouse();
  const complaints: unknown[] = [];
  for (const subject of ['ada', 'bram', 'olga']) {
    const given = theirs[kindOf(field)];
    const [foreign, unknown] = [
      await company.ask(subject, query, { input: inputs.with(type, field, given) }),
      await company.ask(subject, query, { input: inputs.with(type, field, unknownLike(given, api.clock.now)) }),
    ];
    expect(foreign).toEqual(unknown);
    const [{ act, userErrors }] = Object.values(foreign.data) as [{ act: unknown; userErrors: { field: string[] | null }[] }];
    expect({ act, refusals: userErrors.length }).toEqual({ act: null, refusals: 1 });
    // In a list, its place is named too.
    complaints.push(userErrors[0]?.field?.findLast((step) => !/^\d+$/.test(step)));
  }
  // Somebody who may do such a thing is told of the id, and so it was not refused for another reason.
  if (!refusedBefore.has(what)) expect(complaints).toContain(field);
  expect(await neighboursHouse()).toEqual(before);
});

const everyKind: [keyof Ids][] = [['Organization'], ['Agent'], ['Group'], ['Concern'], ['Workflow'], ['Proposal'], ['Promise'], ['Assessment'], ['Act'], ['PlanningRound'], ['Role']];

test.each(everyKind)('node and nodes answer for a neighbour\'s %s as for nothing', async (kind) => {
  const query = 'query($id: ID!) { node(id: $id) { id __typename } nodes(ids: [$id]) { id } }';
  expect((await company.asks('ada', query, { id: own[kind] })).node.id).toBe(own[kind]);
  const foreign = await company.ask('ada', query, { id: theirs[kind] });
  expect(foreign).toEqual(await company.ask('ada', query, { id: unknownLike(theirs[kind], api.clock.now) }));
  expect(foreign.data).toEqual({ node: null, nodes: [null] });
});

const whens = ['', ', asOf: "2026-03-03"'];

test.each([
  ['agent', 'Agent', whens, 'name acts { totalCount } promisesMade { totalCount }'],
  ['concern', 'Concern', whens, 'statement acts { totalCount } workflows { id }'],
  ['workflow', 'Workflow', whens, 'version acts { totalCount } changes(from: "2026-01-01") { isPartial }'],
  ['promise', 'Promise', [''], 'objective'],
  ['role', 'Role', whens, 'name acts { totalCount } holders { totalCount } workflows { totalCount }'],
] as const)('%s answers for a neighbour\'s as for nothing, of now and of the past', async (field, kind, arguments_, selection) => {
  for (const more of arguments_) {
    const query = `query($id: ID!) { found: ${field}(id: $id${more}) { id ${selection} } }`;
    expect((await company.asks('ada', query, { id: own[kind] })).found?.id).toBe(own[kind]);
    expect(await company.ask('ada', query, { id: theirs[kind] })).toEqual(await company.ask('ada', query, { id: unknownLike(theirs[kind], api.clock.now) }));
  }
});

test.each([
  ['workflows(filter: {party: $id})'],
  ['workflows(filter: {party: $id, side: CUSTOMER}, orderBy: DUE_FIRST)'],
  ['workflows(filter: {party: $id}, asOf: "2026-03-03")'],
  ['concerns(filter: {holder: $id})'],
  ['promisesMadeByMe(filter: {counterparts: [$id]})'],
  ['promisesMadeToMe(filter: {counterparts: [$id]})'],
  ['promisesMadeToMe(filter: {counterparts: [$id]}, asOf: "2026-03-03")'],
])('%s finds and counts nothing of a neighbour', async (field) => {
  const query = `query($id: ID!) { list: ${field} { totalCount nodes { id } } }`;
  const foreign = await company.ask('ada', query, { id: theirs.Agent });
  const unknown = await company.ask('ada', query, { id: unknownLike(theirs.Agent, api.clock.now) });
  expect(foreign).toEqual(unknown);
  expect(foreign.data.list).toEqual({ totalCount: 0, nodes: [] });
});

test('no list holds or counts anything of a neighbour', async () => {
  const query = `{
    agents(first: 100) { totalCount nodes { id } } workflows(first: 100) { totalCount nodes { id } } concerns(first: 100) { totalCount nodes { id } }
    changes(from: "2026-01-01", first: 100) { totalCount nodes { id } } myMoves(first: 100) { totalCount nodes { workflow { id } } }
    promisesMadeByMe(first: 100) { totalCount nodes { id } } promisesMadeToMe(first: 100) { totalCount nodes { id } }
  }`;
  const [here, there] = [await company.asks('ada', query), await neighbour.asks('ada', query)];
  for (const [list, { nodes }] of Object.entries(here) as [string, { totalCount: number; nodes: unknown[] }][]) {
    const others = new Set((there[list].nodes as unknown[]).map((node) => JSON.stringify(node)));
    expect([list, nodes.filter((node) => others.has(JSON.stringify(node)))]).toEqual([list, []]);
    expect([list, here[list].totalCount]).toEqual([list, nodes.length]);
  }
});

test('a cursor of a neighbour leads to nothing of theirs', async () => {
  const query = 'query($after: String) { workflows(first: 100, after: $after) { nodes { id } pageInfo { startCursor } } }';
  const { workflows: there } = await neighbour.asks('ada', query);
  const { workflows: here } = await company.asks('ada', query);
  const { workflows: paged } = await company.asks('ada', query, { after: there.pageInfo.startCursor });
  const ours = here.nodes.map((node: { id: string }) => node.id);
  expect(paged.nodes.filter((node: { id: string }) => !ours.includes(node.id))).toEqual([]);
});

test('a key that a neighbour has used is nobody\'s here', async () => {
  const say = (one: Company, workflow: string): Promise<Answer['data']> =>
    one.does('ada', 'remarkOnWorkflow', 'RemarkOnWorkflowInput', { workflow, idempotencyKey: 'the same key', words: 'Hello' }, 'act { id }');
  const [here, there] = [await say(company, own.Workflow), await say(neighbour, theirs.Workflow)];
  expect(here.act.id).not.toBe(there.act.id);
});

test('every node there is belongs to an organisation', async () => {
  expect(await api.database.runText('MATCH (n) WHERE n.org IS NULL RETURN DISTINCT labels(n) AS labels')).toEqual([]);
});
