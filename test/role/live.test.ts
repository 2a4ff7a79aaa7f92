import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Listener } from '../kit/listener.js';
import { Playing, featureLine } from '../kit/role.js';
import { unknownLike } from '../kit/schema-ids.js';

jest.setTimeout(240_000);

let api: Api;
let company: Company;
let role: Playing;
const listeners: Listener[] = [];

beforeAll(async () => { api = await openApi(); });
beforeEach(async () => {
  company = await api.found();
  api.mind(company);
  const dana = await company.person('dana');
  for (const who of ['ada', 'chidi', 'emil'] as const) await company.person(who);
  role = await Playing.creates(company, 'dana', { lines: [{ ...featureLine, customer: dana }] });
  await api.settled(company);
});
afterEach(async () => { await Promise.all(listeners.splice(0).map((listener) => listener.leave())); });
afterAll(() => api.close());

const ofRole = 'subscription($id: ID!, $after: String) { roleChanged(role: $id, after: $after) { id cursor kind acts { about act words } role { version status holderCount offers { agent { name } } } workflow { id objective performer { name } } } }';
const ofOrganization = 'subscription($after: String) { organizationChanged(after: $after) { id cursor kind acts { about act subject { ... on Role { id } } } workflow { id } } }';

async function listens(subject: string, query = ofRole, variables: Record<string, unknown> = { id: role.id }, from: Company = company): Promise<Listener> {
  const listener = await Listener.of(from, subject, query, variables);
  listeners.push(listener);
  return listener;
}

const saidIn = ({ heard }: Listener): readonly unknown[] => heard.map(({ acts }) => (acts as { act: string }[]).map(({ act }) => act));

/** @returns the workflow that opened */
async function taken(agent: Parameters<Company['person']>[0], input: Record<string, unknown> = {}): Promise<string> {
  await role.offeredTo(await company.person(agent), 'dana', input);
  return (await role.does(agent, 'takeRole')).opened[0].id as string;
}

test('whoever listens to a role hears what is said of it, and of nothing else, with the role and the workflow that opens by it', async () => {
  const listener = await listens('ada');
  expect(listener.heard).toMatchObject([{ kind: 'OPENED', acts: [], role: { version: 1, status: 'STANDING', holderCount: 0, offers: [] }, workflow: null }]);
  const other = await Playing.creates(company, 'ada', { name: 'Another', lines: [featureLine] });
  await role.offeredTo(await company.person('chidi'), 'dana');
  await listener.until((heard) => heard.length >= 2);
  expect(listener.heard[1]).toMatchObject({ kind: 'HAPPENED', role: { version: 2, offers: [{ agent: { name: 'Chidi Adeyemi' } }] }, workflow: null });
  await other.does('ada', 'retireRole');
  const { opened: [workflow] } = await role.does('chidi', 'takeRole');
  await listener.until((heard) => heard.length >= 3);
  expect(listener.heard[2]).toMatchObject({ role: { holderCount: 1, offers: [] }, workflow: { id: workflow.id, objective: featureLine.statement, performer: { name: 'Chidi Adeyemi' } } });
  // What goes on in a workflow of the role is told of that workflow, and not of the role.
  await company.says('chidi', 'remarkOnWorkflow', { workflow: workflow.id, words: 'I begin tomorrow.' });
  await role.does('chidi', 'leaveRole', { words: 'I move on.' });
  await role.does('dana', 'retireRole');
  await listener.until((heard) => heard.length >= 5);
  expect(saidIn(listener)).toEqual([
    [], ['OFFER_ROLE'], expect.arrayContaining(['TAKE_ROLE', 'OPEN', 'REQUEST']), expect.arrayContaining(['LEAVE_ROLE', 'DECLINE']), ['RETIRE_ROLE'],
  ]);
  expect(listener.heard[4]).toMatchObject({ role: { status: 'RETIRED', holderCount: 0 } });
});

test('one who was away hears all that they missed, from their last cursor on, each event by the same id', async () => {
  const [first, always] = [await listens('ada'), await listens('ada')];
  await role.offeredTo(await company.person('chidi'), 'dana');
  await first.until((heard) => heard.length >= 2);
  await first.leave();
  await role.does('chidi', 'refuseRole');
  await role.offeredTo(await company.person('emil'), 'dana');
  const again = await listens('ada', ofRole, { id: role.id, after: first.lastCursor });
  await again.until((heard) => heard.length >= 3);
  await always.until((heard) => heard.length >= 4);
  expect(saidIn(again)).toEqual([[], ['REFUSE_ROLE'], ['OFFER_ROLE']]);
  expect(again.heard.slice(1).map(({ id }) => id as string)).toEqual(always.heard.slice(2).map(({ id }) => id as string));
});

test('all that is said of roles is heard of the organisation too, with the role that it is about', async () => {
  const listener = await listens('ada', ofOrganization, {});
  const workflow = await taken('chidi');
  await listener.until((heard) => heard.length >= 3);
  expect(listener.heard[1]).toMatchObject({ kind: 'HAPPENED', acts: [{ about: 'ROLE', act: 'OFFER_ROLE', subject: { id: role.id } }], workflow: null });
  expect(listener.heard[2]).toMatchObject({ acts: expect.arrayContaining([expect.objectContaining({ act: 'TAKE_ROLE', subject: { id: role.id } })]) as unknown, workflow: { id: workflow } });
});

test('of what opened by a role and is its parties\' own by now, others hear what was said of the role alone', async () => {
  const [{ lastCursor: after }, live] = [await listens('ada'), await listens('ada')];
  const workflow = await taken('chidi');
  await live.until((heard) => heard.length >= 3);
  expect(live.heard[2]).toMatchObject({ workflow: { id: workflow } });
  await company.says('dana', 'setWorkflowVisibility', { workflow, visibility: 'PARTIES' });
  const [ada, chidi] = [await listens('ada', ofRole, { id: role.id, after }), await listens('chidi', ofRole, { id: role.id, after })];
  for (const listener of [ada, chidi]) await listener.until((heard) => heard.length >= 3);
  expect([saidIn(ada)[2], ada.heard[2]?.workflow]).toEqual([['TAKE_ROLE'], null]);
  expect(ada.heard[2]).toMatchObject({ role: { holderCount: 1 } });
  expect(saidIn(chidi)[2]).toEqual(expect.arrayContaining(['TAKE_ROLE', 'OPEN', 'REQUEST']));
  expect(chidi.heard[2]).toMatchObject({ workflow: { id: workflow } });
});

test('one who is deactivated hears no more of a role, from the next event of it on', async () => {
  const listener = await listens('emil');
  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: await company.person('emil') }, 'agent { id }');
  await role.offeredTo(await company.person('chidi'), 'dana');
  await listener.untilOver();
  expect(listener.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect(saidIn(listener)).toEqual([[]]);
});

test('whose token ends hears no more of a role, also when nothing happens', async () => {
  const token = await api.token({ org: company.org, subject: 'ada' }, { exp: Math.floor(api.clock.now / 1_000) + 2 });
  const listener = await Listener.begin(api, token, ofRole, { id: role.id });
  listeners.push(listener);
  await listener.untilOver();
  expect(listener.closed).toMatchObject({ code: 4401 });
});

test('there is nothing to hear of a role that is not there, or is another organisation\'s', async () => {
  const elsewhere = await api.found();
  for (const [id, from] of [[unknownLike(role.id, api.clock.now), company], [role.id, elsewhere], ['x', company]] as const) {
    expect((await listens('olga', ofRole, { id }, from)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  }
  expect((await listens('ada', ofRole, { id: role.id, after: 'x' })).errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: ['after'] } }]);
});
