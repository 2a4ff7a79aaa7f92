import { globalId } from '../../src/domain/common/identifier.rules.js';
import { isInterfaceType } from 'graphql';
import { createSchema } from '../../src/schema.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { featureLine } from '../kit/role.js';

let api: Api;
let company: Company;
const ids = new Map<string, string>();

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  const workflow = await workflowIn(company, 'REDEEMED');
  const { viewer, workflow: found } = await company.asks('ada', 'query($id: ID!) { viewer { agent { id } organization { id } } workflow(id: $id) { id dual { id } concern { id } promise { id } proposals { id } assessment { id } acts { nodes { id } } } }', { id: workflow });
  const { round } = await company.does('ada', 'openPlanningRound', 'OpenPlanningRoundInput', { name: 'The year', window: { due: '2027-12-31' } }, 'round { id }');
  const { role } = await company.does('ada', 'createRole', 'CreateRoleInput', { name: 'Engineer', lines: [featureLine] }, 'role { id }');
  for (const [type, id] of Object.entries({
    Role: role.id, PlanningRound: round.id, Agent: viewer.agent.id, Organization: viewer.organization.id, Workflow: found.id, Dual: found.dual.id, Concern: found.concern.id, Promise: found.promise.id, Proposal: found.proposals[0].id, Assessment: found.assessment.id, Act: found.acts.nodes[0].id,
  })) ids.set(type, String(id));
});
afterAll(() => api.close());

const schema = createSchema();
const node = schema.getType('Node');
const types = isInterfaceType(node) ? schema.getPossibleTypes(node).map((type) => type.name) : [];

test('every type that is a Node was tried', () => {
  expect([...ids.keys()].sort()).toEqual([...types].sort());
});

test.each(types)('%s comes back through node, the same as it was found', async (type) => {
  const id = ids.get(type);
  const { node: found, nodes } = await company.asks('ada', 'query($id: ID!) { node(id: $id) { id __typename } nodes(ids: [$id, $id]) { id } }', { id });
  expect(found).toEqual({ id, __typename: type });
  expect(nodes).toEqual([{ id }, { id }]);
});

test.each(types)('%s is asked for all its fields through node, as through the field it was found by', async (type) => {
  const fields: Readonly<Record<string, string>> = {
    Agent: 'name kind active memberOf { since } acts { totalCount }', Organization: 'name timeZone version', Workflow: 'phase version availableActs { act } customer { name } acts { totalCount }',
    Dual: 'phase customer { name } promise { status } conditions { condition state } nextMove { move }',
    Concern: 'statement status holder { name }', Promise: 'status due workflow { id } conditions { key outcome }', Proposal: 'version conditions { statement } workflow { id } party { name }',
    Role: 'name status keeper { name } lines { statement } holders { totalCount } acts { totalCount }', PlanningRound: 'name status convener { name } readiness { ready agent { name } } acts { totalCount }', Assessment: 'verdict satisfaction promise { id }', Act: 'act sequence speaker { name } subject { id }',
  };
  const selection = fields[type];
  const { node: found } = await company.asks('ada', `query($id: ID!) { node(id: $id) { ... on ${type} { ${String(selection)} } } }`, { id: ids.get(type) });
  expect(Object.keys(found as object).length).toBeGreaterThan(2);
});

test('nodes answers in the order asked, null for what is not there, 100 at most', async () => {
  const nothing = globalId('Agent', '019caca0-0000-7000-8000-000000000000');
  const asked = [nothing, ids.get('Workflow'), 'no id', ids.get('Agent')];
  const query = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  expect((await company.asks('ada', query, { ids: asked })).nodes).toEqual([null, { id: ids.get('Workflow') }, null, { id: ids.get('Agent') }]);
  expect((await company.asks('ada', query, { ids: [] })).nodes).toEqual([]);
  expect((await company.ask('ada', query, { ids: Array.from({ length: 101 }, () => nothing) })).errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: ['ids'] } }]);
});

test.each([
  ['empty', ''],
  ['no base64url', '!!!'],
  ['no type and id', Buffer.from('Workflow').toString('base64url')],
  ['a type that is none', globalId('Invoice', '019caca0-0000-7000-8000-000000000000')],
  ['a type that is no node', globalId('Condition', '019caca0-0000-7000-8000-000000000000')],
  ['an id that is no UUID', globalId('Workflow', '1 OR 1=1')],
  ['another spelling of the same bytes', `${globalId('Workflow', '019caca0-0000-7000-8000-000000000000')}=`],
  ['ten thousand letters', 'A'.repeat(10_000)],
])('an id that is %s is nobody\'s', async (_, id) => {
  expect(await company.asks('ada', 'query($id: ID!) { node(id: $id) { id } workflow(id: $id) { id } agent(id: $id) { id } concern(id: $id) { id } promise(id: $id) { id } }', { id }))
    .toEqual({ node: null, workflow: null, agent: null, concern: null, promise: null });
});

test('an id of one type is no id of another', async () => {
  const { agent, concern, promise } = await company.asks('ada', 'query($id: ID!) { agent(id: $id) { id } concern(id: $id) { id } promise(id: $id) { id } }', { id: ids.get('Workflow') });
  expect([agent, concern, promise]).toEqual([null, null, null]);
  expect(await company.triesTo('ada', 'remarkOnWorkflow', { workflow: ids.get('Concern'), words: 'Hm' })).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', field: ['workflow'] }] });
});

test('an id names its type and itself, and not the organisation', () => {
  for (const [type, id] of ids) {
    const text = Buffer.from(id, 'base64url').toString('utf8');
    expect(text).toMatch(new RegExp(`^${type}:[0-9a-f-]{36}$`));
    if (type !== 'Organization') expect(text).not.toContain(company.org);
  }
});
