import { cast } from '../../src/demo/cast.js';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Playing, featureLine } from '../kit/role.js';

// Each statement is planned when it is first run, which takes its time.
jest.setTimeout(240_000);

let api: Api;
let company: Company;

beforeAll(async () => { api = await openApi(); });
beforeEach(async () => {
  company = await api.found();
  for (const name of ['ada', 'bram', 'chidi', 'dana', 'emil', 'fatima'] as const) await company.person(name);
});
afterAll(() => api.close());

const person = (name: 'ada' | 'bram' | 'chidi' | 'dana' | 'emil' | 'fatima' | 'grace'): Promise<string> => company.person(name);

/** A role that Dana made, with one line of hers. */
async function engineer(more: Record<string, unknown> = {}): Promise<Playing> {
  return Playing.creates(company, 'dana', { lines: [{ ...featureLine, customer: await person('dana') }], ...more });
}

async function promises(performer: string, customer: string, workflow: string): Promise<void> {
  await company.says(performer, 'offerHelp', { workflow });
  await company.says(customer, 'engageInWorkflow', { workflow });
  const { standingProposal } = await company.says(performer, 'proposeTerms', { workflow, terms: { due: '2026-03-31', conditions: [{ statement: 'It works' }] } });
  await company.says(customer, 'agreeToProposal', { workflow, proposal: standingProposal?.id });
}

test('taking a role opens the workflows of its pattern, as requests in the name of the Customer who asked', async () => {
  const role = await engineer();
  await role.offeredTo(await person('emil'), 'dana');
  expect(await role.read('emil', 'holderCount offers { agent { name } by { name } }')).toEqual({ holderCount: 0, offers: [{ agent: { name: cast.emil.name }, by: { name: cast.dana.name } }] });
  const { opened, takenOver, role: taken } = await role.does('emil', 'takeRole');
  expect(taken).toMatchObject({ holderCount: 1, soleHolder: { name: cast.emil.name }, offers: [] });
  expect(takenOver).toEqual([]);
  expect(opened).toMatchObject([{
    phase: 'LISTENING', objective: featureLine.statement, customer: { name: cast.dana.name }, performer: { name: cast.emil.name }, role: { key: 'l1', role: { name: 'Engineer' } },
    cycle: { requestedAt: expect.any(String) as string, offeredAt: null }, promise: null,
  }]);
  const { workflow } = await company.asks('emil', 'query($id: ID!) { workflow(id: $id) { role { line { conditions { statement mandatory } } } cycle { window { horizon { duration } } } acts(first: 9) { nodes { act side speaker { name } } } waitingFor { agent { name } move } } }', { id: opened[0].id });
  expect(workflow).toEqual({
    role: { line: { conditions: [{ statement: 'It passes the tests of the product', mandatory: true }] } },
    cycle: { window: { horizon: { duration: 'P3M' } } },
    acts: { nodes: ['OPEN', 'ARTICULATE', 'REQUEST'].map((act) => ({ act, side: 'CUSTOMER', speaker: { name: cast.dana.name } })) },
    waitingFor: [{ agent: { name: cast.emil.name }, move: 'OFFER' }],
  });
});

test('where a Customer has not asked, the workflow opens as an offer of whoever takes the role, and once they ask as a request', async () => {
  const role = await Playing.creates(company, 'bram', { lines: [{ ...featureLine, customer: await person('dana') }] });
  await role.offeredTo(await person('emil'), 'bram');
  const { opened } = await role.does('emil', 'takeRole');
  expect(opened).toMatchObject([{ customer: { name: cast.dana.name }, cycle: { requestedAt: null, offeredAt: expect.any(String) as string } }]);

  expect(await role.does('dana', 'standBehindRole')).toMatchObject({ role: { lines: [{ backing: { speaker: { name: cast.dana.name } } }] } });
  await role.offeredTo(await person('fatima'), 'dana');
  expect((await role.does('fatima', 'takeRole')).opened).toMatchObject([{ cycle: { requestedAt: expect.any(String) as string, offeredAt: null } }]);

  await role.does('dana', 'standBackFromRole');
  await role.offeredTo(await person('chidi'), 'bram');
  expect((await role.does('chidi', 'takeRole')).opened).toMatchObject([{ cycle: { requestedAt: null } }]);
});

test('in a line that names no Customer, whoever offers the role is the Customer and asks by that', async () => {
  const role = await Playing.creates(company, 'olga', { lines: [featureLine] });
  await role.offeredTo(await person('emil'), 'olga');
  const { opened } = await role.does('emil', 'takeRole');
  expect(opened).toMatchObject([{ customer: { name: cast.olga.name }, cycle: { requestedAt: expect.any(String) as string } }]);
});

test('a group asks by the voice of whoever stood behind the line, as long as they speak for it', async () => {
  const board = await company.group('The Board', 'grace', 'ada');
  const role = await Playing.creates(company, 'grace', { keeper: board, lines: [{ ...featureLine, customer: board }] });
  expect(await role.read('ada', 'keeper { name } lines { customer { name } backing { speaker { name } } }')).toMatchObject({ keeper: { name: 'The Board' }, lines: [{ backing: { speaker: { name: cast.grace.name } } }] });
  await role.offeredTo(await person('emil'), 'grace');
  const { opened } = await role.does('emil', 'takeRole');
  const { workflow } = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { acts(first: 9) { nodes { act speaker { name } onBehalfOf { name } } } } }', { id: opened[0].id });
  expect(workflow.acts.nodes).toContainEqual({ act: 'REQUEST', speaker: { name: cast.grace.name }, onBehalfOf: { name: 'The Board' } });

  await role.offeredTo(await person('fatima'), 'grace');
  await company.does('olga', 'dismissRepresentative', 'MembershipInput', { group: board, member: await person('grace') }, 'agent { id }');
  expect((await role.does('fatima', 'takeRole')).opened).toMatchObject([{ cycle: { requestedAt: null, offeredAt: expect.any(String) as string } }]);
});

test('whoever leaves names a successor, who takes over by taking the role, and nothing opens twice', async () => {
  const role = await (await engineer()).offeredTo(await person('emil'), 'dana');
  const [{ id: workflow }] = (await role.does('emil', 'takeRole')).opened;
  await promises('emil', 'dana', workflow);
  const left = await role.does('emil', 'leaveRole', { successor: await person('fatima'), words: 'I go to payments.' });
  expect(left).toMatchObject({ role: { holderCount: 0 }, handedOver: [{ id: workflow, performer: { name: cast.emil.name }, handOvers: [{ successor: { name: cast.fatima.name } }] }], ended: [], left: [] });

  await role.offeredTo(await person('fatima'), 'dana');
  const taken = await role.does('fatima', 'takeRole');
  // A promise is its maker's own: under another Performer it is negotiated anew.
  expect(taken).toMatchObject({ opened: [], takenOver: [{ id: workflow, performer: { name: cast.fatima.name }, phase: 'NEGOTIATING', promise: { status: 'UNDER_RENEGOTIATION' } }] });
});

test('without a successor, what is talked about is declined, and a promise in force stays, with what may be done', async () => {
  const lines = [{ ...featureLine, customer: await person('dana') }, { ...featureLine, statement: 'Keep the build green', customer: await person('dana') }];
  const role = await (await engineer({ lines })).offeredTo(await person('emil'), 'dana');
  const [promised, talked] = (await role.does('emil', 'takeRole')).opened as { id: string }[];
  await promises('emil', 'dana', promised?.id ?? '');
  expect((await role.tries('emil', 'leaveRole')).userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['words'] }]);
  const left = await role.does('emil', 'leaveRole', { words: 'I go to payments.' });
  expect(left).toMatchObject({ handedOver: [], ended: [{ id: talked?.id, phase: 'CLOSED' }], left: [{ id: promised?.id, phase: 'EXECUTING' }] });
  expect(left.left[0].availableActs).toEqual(expect.arrayContaining([{ act: 'HAND_OVER' }, { act: 'REVOKE' }, { act: 'DELIVER' }]));
  const { concerns } = await company.asks('dana', '{ concerns(filter: { statuses: [OPEN] }) { nodes { id statement } } }');
  expect(concerns.nodes).toMatchObject([{ statement: 'Keep the build green' }]);

  // Whoever takes it next takes the same concern up.
  await role.offeredTo(await person('fatima'), 'dana');
  const { opened } = await role.does('fatima', 'takeRole');
  const { workflow } = await company.asks('dana', 'query($id: ID!) { workflow(id: $id) { concern { id } } }', { id: opened[1].id });
  expect(workflow.concern.id).toBe(concerns.nodes[0].id);
  expect((await company.asks('dana', '{ concerns(filter: { statuses: [OPEN] }) { nodes { id } } }')).concerns.nodes).toEqual([]);
});

test('whoever leaves ends all that is about one concern together, and it is open again once', async () => {
  const { id: first } = await company.says('dana', 'openWorkflow', { performer: await person('emil'), statement: featureLine.statement, window: { due: '2026-04-30' } });
  const { workflow: { concern } } = await company.asks('dana', 'query($id: ID!) { workflow(id: $id) { concern { id } } }', { id: first });
  const { id: second } = await company.says('dana', 'openWorkflow', { performer: await person('emil'), concern: concern.id, window: { due: '2026-06-30' } });
  const role = await (await engineer({ workflows: [{ workflow: first }, { workflow: second }] })).offeredTo(await person('emil'), 'dana');
  await role.does('emil', 'takeRole');
  const left = await role.does('emil', 'leaveRole', { words: 'I go to payments.' });
  expect((left.ended as { id: string }[]).map(({ id }) => id).sort()).toEqual([first, second].sort());
  expect((await company.asks('dana', '{ concerns(filter: { statuses: [OPEN] }) { nodes { id } } }')).concerns.nodes).toEqual([{ id: concern.id }]);
  await role.offeredTo(await person('fatima'), 'dana');
  const { opened } = await role.does('fatima', 'takeRole');
  expect(await company.asks('dana', 'query($id: ID!) { workflow(id: $id) { concern { id } } }', { id: opened[0].id })).toEqual({ workflow: { concern } });
});

test('an administrator lets somebody leave who has left, and hands over for them', async () => {
  const role = await (await engineer()).offeredTo(await person('emil'), 'dana');
  const [{ id: workflow }] = (await role.does('emil', 'takeRole')).opened;
  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: await person('emil') }, 'agent { id }');
  expect((await role.tries('dana', 'leaveRole', { agent: await person('emil') })).userErrors).toMatchObject([{ code: 'NOT_THE_SPEAKER' }]);
  const left = await role.does('olga', 'leaveRole', { agent: await person('emil'), successor: await person('fatima') });
  expect(left).toMatchObject({ role: { holderCount: 0 }, handedOver: [{ id: workflow, handOvers: [{ successor: { name: cast.fatima.name } }] }] });
});

test('who holds it, who held it, and what it promises, now and on any day', async () => {
  const role = await (await engineer()).offeredTo(await person('emil'), 'dana', { until: '2026-06-30' });
  const [{ id: workflow }] = (await role.does('emil', 'takeRole')).opened;
  await promises('emil', 'dana', workflow);
  const before = new Date(api.clock.now).toISOString();
  const holders = 'holders(first: 9, ended: true) { totalCount nodes { agent { name } until endedAt } } present: holders { nodes { agent { name } } } soleHolder { name }';
  const hisHolding = { agent: { name: cast.emil.name }, until: '2026-06-30T21:59:59.999Z', endedAt: null };
  expect(await role.read('ada', holders)).toEqual({ holders: { totalCount: 1, nodes: [hisHolding] }, present: { nodes: [{ agent: hisHolding.agent }] }, soleHolder: { name: cast.emil.name } });
  expect(await role.read('ada', 'workflows { totalCount nodes { id customer { name } promise { status } } }')).toEqual({ workflows: { totalCount: 1, nodes: [{ id: workflow, customer: { name: cast.dana.name }, promise: { status: 'IN_FORCE' } }] } });
  const alone = '{ promisesOnOneHolder { totalCount nodes { id } } }';
  expect(await company.asks('ada', alone)).toEqual({ promisesOnOneHolder: { totalCount: 1, nodes: [{ id: workflow }] } });

  api.clock.now += 60_000;
  await role.offeredTo(await person('fatima'), 'dana');
  await role.does('fatima', 'takeRole');
  expect(await company.asks('ada', alone)).toEqual({ promisesOnOneHolder: { totalCount: 0, nodes: [] } });
  expect(await role.read('ada', 'soleHolder { name } holderCount')).toEqual({ soleHolder: null, holderCount: 2 });
  const roles = async (who: 'emil' | 'fatima', asOf: string | null): Promise<unknown> => (await company.asks('ada', 'query($id: ID!, $asOf: When) { agent(id: $id, asOf: $asOf) { roles { role { id name } since endedAt } } }', { id: await person(who), asOf })).agent.roles;
  expect(await roles('fatima', null)).toMatchObject([{ role: { id: role.id }, endedAt: null }]);

  api.clock.now += 60_000;
  await role.does('emil', 'leaveRole', { successor: await person('fatima') });
  expect(await roles('emil', null)).toEqual([]);
  expect(await roles('emil', before)).toMatchObject([{ role: { id: role.id }, endedAt: null }]);
  expect(await role.read('ada', holders)).toMatchObject({ holders: { totalCount: 2, nodes: [{ agent: { name: cast.emil.name }, endedAt: new Date(api.clock.now).toISOString() }, { agent: { name: cast.fatima.name }, endedAt: null }] }, present: { nodes: [{ agent: { name: cast.fatima.name } }] } });
  expect(await role.read('ada', holders, before)).toMatchObject({ holders: { totalCount: 1, nodes: [hisHolding] }, soleHolder: { name: cast.emil.name } });
  const { acts } = await role.read('ada', 'acts(first: 20) { nodes { act about subject { id } said { path value } changed { path before after } } }');
  expect((acts.nodes as { act: string }[]).map(({ act }) => act)).toEqual(['CREATE_ROLE', 'OFFER_ROLE', 'TAKE_ROLE', 'OFFER_ROLE', 'TAKE_ROLE', 'LEAVE_ROLE']);
  expect(acts.nodes[0]).toMatchObject({ about: 'ROLE', subject: { id: role.id } });
});

test('a holding ends on its day, and can still be left after it', async () => {
  const role = await (await engineer()).offeredTo(await person('emil'), 'dana', { until: '2026-03-31' });
  await role.does('emil', 'takeRole');
  const now = api.clock.now;
  api.clock.now = Date.parse('2026-04-02T09:00:00Z');
  try {
    expect(await role.read('dana', 'holderCount soleHolder { name } holders { nodes { agent { name } } } past: holders(ended: true) { nodes { endedAt } }'))
      .toEqual({ holderCount: 0, soleHolder: null, holders: { nodes: [] }, past: { nodes: [{ endedAt: '2026-03-31T21:59:59.999Z' }] } });
    await role.offeredTo(await person('emil'), 'dana');
    expect((await role.does('emil', 'takeRole'))).toMatchObject({ opened: [], role: { holderCount: 1 } });
    await role.does('emil', 'leaveRole', { words: 'Enough.' });
    expect(await role.read('dana', 'holders(ended: true) { totalCount }')).toEqual({ holders: { totalCount: 2 } });
  } finally {
    api.clock.now = now;
  }
});

test('amending a role leaves what is under way, voids offers, and asks anew where a line says something else', async () => {
  const role = await (await engineer()).offeredTo(await person('emil'), 'dana');
  await role.does('emil', 'takeRole');
  await role.offeredTo(await person('fatima'), 'dana');
  const lines = [{ key: 'l1', ...featureLine, customer: await person('dana'), horizon: 'P6M' }, { ...featureLine, statement: 'Review what others build', customer: await person('bram') }];
  const { role: amended } = await role.does('dana', 'amendRole', { name: 'Senior engineer', lines });
  expect(amended).toMatchObject({ name: 'Senior engineer', offers: [], lines: [{ key: 'l1', horizon: 'P6M', backing: { speaker: { name: cast.dana.name } } }, { key: 'l2', backing: null }] });
  expect((await role.read('dana', 'workflows { nodes { cycle { window { horizon { duration } } } } }')).workflows.nodes).toEqual([{ cycle: { window: { horizon: { duration: 'P3M' } } } }]);
  expect((await role.tries('fatima', 'takeRole')).userErrors).toMatchObject([{ code: 'NOT_AVAILABLE' }]);

  // The keeper words a line of somebody else's anew: that Customer has not said so.
  const anew = [lines[0], { ...lines[1], key: 'l2' }];
  await role.does('bram', 'standBehindRole');
  expect((await role.does('dana', 'amendRole', { lines: anew, description: 'Who builds the product.' })).role.lines[1]).toMatchObject({ backing: { speaker: { name: cast.bram.name } } });
  expect((await role.does('dana', 'amendRole', { lines: [lines[0], { ...lines[1], key: 'l2', horizon: 'P1M' }] })).role.lines[1]).toMatchObject({ backing: null });
});

test('a role that is drawn from workflows has them as its own, and whoever performs one is asked for nothing more', async () => {
  const { id: workflow } = await company.says('dana', 'openWorkflow', { performer: await person('emil'), statement: 'Implement payments', window: { due: '2026-04-30' } });
  const role = await engineer({ workflows: [{ workflow, line: 1 }] });
  expect(await role.read('ada', 'workflows { nodes { id role { key } } }')).toEqual({ workflows: { nodes: [{ id: workflow, role: { key: 'l1' } }] } });
  await role.offeredTo(await person('emil'), 'dana');
  expect(await role.does('emil', 'takeRole')).toMatchObject({ opened: [], takenOver: [] });
});

test('a role that is retired is taken by nobody, and held until it is left', async () => {
  const role = await (await engineer()).offeredTo(await person('emil'), 'dana');
  await role.does('emil', 'takeRole');
  await role.offeredTo(await person('fatima'), 'dana');
  expect((await role.does('dana', 'retireRole')).role).toMatchObject({ status: 'RETIRED', offers: [], holderCount: 1 });
  expect((await role.tries('fatima', 'takeRole')).userErrors).toMatchObject([{ code: 'NOT_AVAILABLE', message: expect.stringContaining('the role is RETIRED') as string, instead: [{ act: 'LEAVE_ROLE', speaker: 'HOLDER_OR_ADMINISTRATOR' }] }]);
  expect((await role.does('emil', 'leaveRole', { words: 'It is over.' })).role).toMatchObject({ holderCount: 0 });
  expect(await company.asks('dana', '{ roles(filter: { statuses: [RETIRED] }) { totalCount nodes { id } } }')).toEqual({ roles: { totalCount: 1, nodes: [{ id: role.id }] } });
});

test('what is available of a role is what is accepted, and offers are found by whom they are made to', async () => {
  const role = await (await engineer()).offeredTo(await person('emil'), 'dana');
  const available = async (who: string): Promise<unknown> => (await role.read(who, 'availableActs')).availableActs;
  expect(await available('emil')).toEqual(['REFUSE_ROLE', 'TAKE_ROLE']);
  expect(await available('dana')).toEqual(['AMEND_ROLE', 'STAND_BACK_FROM_ROLE', 'OFFER_ROLE', 'TAKE_BACK_OFFER', 'RETIRE_ROLE']);
  expect(await available('olga')).toEqual(['OFFER_ROLE', 'TAKE_BACK_OFFER']);
  expect(await available('bram')).toEqual([]);
  const offered = async (): Promise<unknown> => (await company.asks('emil', 'query($me: ID!) { roles(filter: { offeredTo: $me }) { nodes { id } } }', { me: await person('emil') })).roles.nodes;
  expect(await offered()).toEqual([{ id: role.id }]);
  await role.does('emil', 'refuseRole');
  expect(await offered()).toEqual([]);
  await role.offeredTo(await person('emil'), 'dana');
  await role.does('olga', 'takeBackRoleOffer', { agent: await person('emil') });
  expect(await offered()).toEqual([]);
});

test('said twice with one key, taking a role opens its workflows once', async () => {
  const role = await (await engineer()).offeredTo(await person('emil'), 'dana');
  const input = { idempotencyKey: company.nextKey() };
  const [first, second] = [await role.does('emil', 'takeRole', input), await role.does('emil', 'takeRole', input)];
  expect(second).toEqual(first);
  expect((await role.read('dana', 'workflows { totalCount }')).workflows.totalCount).toBe(1);
});

/** What is wrong with how a workflow serves others. */
async function flagsOf(child: string): Promise<unknown> {
  return (await company.asks('fatima', 'query($id: ID!) { workflow(id: $id) { serves { flags { kind } } } }', { id: child })).workflow.serves;
}

test('whoever holds the role that a promise is of may have it served, in the place of whoever made it', async () => {
  const role = await (await engineer()).offeredTo(await person('emil'), 'dana');
  const [{ id: parent }] = (await role.does('emil', 'takeRole')).opened;
  await promises('emil', 'dana', parent);
  const child = (await company.says('fatima', 'openWorkflow', { performer: await person('chidi'), statement: 'Write the tests', window: { due: '2026-03-31' } })).id;
  const serve = { workflow: child, parent, contributions: [{ condition: 'c1' }] };
  expect((await company.triesTo('fatima', 'servePromise', serve)).userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['parent'], message: expect.stringContaining('holds the role') as string }]);
  await role.offeredTo(await person('fatima'), 'dana');
  await role.does('fatima', 'takeRole');
  await company.says('fatima', 'servePromise', serve);
  expect(await flagsOf(child)).toEqual([{ flags: [] }]);
  await role.does('fatima', 'leaveRole', { words: 'Enough.' });
  expect(await flagsOf(child)).toEqual([{ flags: [{ kind: 'PARTY_CHANGED' }] }]);
});

test('nobody stands in for a Performer by a role that the Performer does not hold', async () => {
  const { id: parent } = await company.says('dana', 'openWorkflow', { performer: await person('emil'), statement: 'Implement payments', window: { due: '2026-04-30' } });
  await company.says('dana', 'requestHelp', { workflow: parent });
  await promises('emil', 'dana', parent);
  const role = await (await engineer({ workflows: [{ workflow: parent }] })).offeredTo(await person('fatima'), 'dana');
  await role.does('fatima', 'takeRole');
  const child = (await company.says('fatima', 'openWorkflow', { performer: await person('chidi'), statement: 'Write the tests', window: { due: '2026-03-31' } })).id;
  const serve = { workflow: child, parent, contributions: [{ condition: 'c1' }] };
  expect((await company.triesTo('fatima', 'servePromise', serve)).userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['parent'] }]);
  await role.offeredTo(await person('emil'), 'dana');
  await role.does('emil', 'takeRole');
  await company.says('fatima', 'servePromise', serve);
  expect(await flagsOf(child)).toEqual([{ flags: [] }]);
  await role.does('emil', 'leaveRole', { words: 'To payments alone.' });
  expect(await flagsOf(child)).toEqual([{ flags: [{ kind: 'PARTY_CHANGED' }] }]);
});

test('what hangs on one holder does not tell whether, or by whom, anything is promised in what only its parties may see', async () => {
  const { id: hidden } = await company.says('dana', 'openWorkflow', { performer: await person('chidi'), statement: 'Something between two', window: { due: '2026-04-30' }, visibility: 'PARTIES' });
  const role = await (await engineer({ workflows: [{ workflow: hidden }] })).offeredTo(await person('emil'), 'dana');
  await role.does('emil', 'takeRole');
  const told = async (who: string): Promise<unknown> => (await company.asks(who, 'query($role: ID!) { promisesOnOneHolder(role: $role) { totalCount hiddenCount } }', { role: role.id })).promisesOnOneHolder;
  expect(await told('ada')).toEqual({ totalCount: 0, hiddenCount: 1 });
  await company.says('dana', 'requestHelp', { workflow: hidden });
  await promises('chidi', 'dana', hidden);
  expect(await told('ada')).toEqual({ totalCount: 0, hiddenCount: 1 });
  expect(await told('dana')).toEqual({ totalCount: 0, hiddenCount: 0 });
});

test('a line that is added later opens for whoever holds the role once it is offered to them again, and they take it', async () => {
  const mine = { ...featureLine, customer: await person('dana') };
  const role = await (await engineer()).offeredTo(await person('emil'), 'dana', { until: '2026-12-31' });
  const [{ id: first }] = (await role.does('emil', 'takeRole')).opened;
  expect((await role.tries('dana', 'offerRole', { agent: await person('emil') })).userErrors).toMatchObject([{ code: 'ALREADY_SO', field: ['agent'] }]);
  api.clock.now += 60_000;
  await role.does('dana', 'amendRole', { lines: [{ key: 'l1', ...mine }, { ...mine, statement: 'Keep the build green' }, { ...featureLine, statement: 'Review what others build', customer: await person('bram') }] });
  const holders = 'holders(ended: true) { totalCount nodes { since until endedAt addedLines { key } } }';
  const before = await role.read('ada', holders);
  expect(before.holders).toMatchObject({ totalCount: 1, nodes: [{ endedAt: null, addedLines: [{ key: 'l2' }, { key: 'l3' }] }] });

  expect((await role.tries('dana', 'offerRole', { agent: await person('emil'), until: '2026-06-30' })).userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['until'] }]);
  await role.offeredTo(await person('emil'), 'dana');
  expect(await role.read('emil', 'availableActs offers { until }')).toEqual({ availableActs: ['REFUSE_ROLE', 'TAKE_ROLE', 'LEAVE_ROLE'], offers: [{ until: '2026-12-31T22:59:59.999Z' }] });
  const { opened, role: taken } = await role.does('emil', 'takeRole');
  // As a request of Dana's, who words it herself, and as his offer to Bram, who has not asked. Nothing is promised.
  expect(opened).toMatchObject([
    { phase: 'LISTENING', objective: 'Keep the build green', role: { key: 'l2' }, customer: { name: cast.dana.name }, cycle: { requestedAt: expect.any(String) as string, offeredAt: null }, promise: null },
    { phase: 'LISTENING', objective: 'Review what others build', role: { key: 'l3' }, customer: { name: cast.bram.name }, cycle: { requestedAt: null, offeredAt: expect.any(String) as string }, promise: null },
  ]);
  expect(taken).toMatchObject({ holderCount: 1, offers: [] });
  expect((await role.read('ada', 'workflows { totalCount }')).workflows.totalCount).toBe(3);
  // He holds it as he did.
  expect((await role.read('ada', holders)).holders).toEqual({ totalCount: 1, nodes: [{ ...before.holders.nodes[0], addedLines: [] }] });
  expect((await role.tries('dana', 'offerRole', { agent: await person('emil') })).userErrors).toMatchObject([{ code: 'ALREADY_SO' }]);

  // Who took it when it was amended lacks nothing; and what Dana had from Emil and has ended she asks for anew.
  await role.offeredTo(await person('fatima'), 'dana');
  expect((await role.does('fatima', 'takeRole')).opened).toHaveLength(3);
  expect((await role.tries('bram', 'offerRole', { agent: await person('fatima') })).userErrors).toMatchObject([{ code: 'ALREADY_SO' }]);
  await company.says('emil', 'declineWorkflow', { workflow: first, words: 'Somebody else is on it.' });
  await role.offeredTo(await person('emil'), 'dana');
  expect((await role.does('emil', 'takeRole')).opened).toMatchObject([{ role: { key: 'l1' }, customer: { name: cast.dana.name } }]);
});

test('what others keep between them is not told by whether a holder may be offered the role again', async () => {
  const lines = [{ ...featureLine, customer: await person('dana') }, { ...featureLine, statement: 'Keep the build green', customer: await person('ada') }];
  const role = await (await Playing.creates(company, 'bram', { lines })).offeredTo(await person('emil'), 'bram');
  const [, adas] = (await role.does('emil', 'takeRole')).opened as { id: string }[];
  const tries = async (): Promise<unknown> => (await role.tries('bram', 'offerRole', { agent: await person('emil') })).userErrors;
  const before = await tries();
  expect(before).toMatchObject([{ code: 'ALREADY_SO' }]);
  await company.says('ada', 'setWorkflowVisibility', { workflow: adas?.id, visibility: 'PARTIES' });
  await company.says('emil', 'declineWorkflow', { workflow: adas?.id, words: 'Not now.' });
  expect(await tries()).toEqual(before);
});

test('whoever holds a role from before it was kept with which lines they took it lacks what was added since, and nothing else', async () => {
  const lines = [{ key: 'l1', ...featureLine, customer: await person('dana') }, { key: 'l2', ...featureLine, statement: 'Keep the build green', customer: await person('ada') }];
  const role = await (await Playing.creates(company, 'bram', { lines: lines.map(({ key: _, ...line }) => line) })).offeredTo(await person('emil'), 'bram');
  const [, adas] = (await role.does('emil', 'takeRole')).opened as { id: string }[];
  await company.says('emil', 'declineWorkflow', { workflow: adas?.id, words: 'Not now.' });
  const asBefore = async (): Promise<void> => {
    const untold = (label: string): string => `MATCH (n:${label}) WHERE n.state CONTAINS '"holders"' SET n.state = replace(n.state, ',"lines":["l1","l2"]', '')`;
    for (const label of ['Role {org: $org}', 'Act {org: $org}']) await api.database.runText(untold(label), { org: company.org });
    expect((await api.database.runText('MATCH (n:Role {org: $org}) RETURN n.state CONTAINS \'"lines":["l1"\' AS told', { org: company.org }))[0]?.told).toBe(false);
  };
  await asBefore();
  const added = async (): Promise<unknown> => (await role.read('ada', 'holders { nodes { addedLines { key } } }')).holders.nodes;
  expect(await added()).toEqual([{ addedLines: [] }]);
  expect((await role.tries('bram', 'offerRole', { agent: await person('emil') })).userErrors).toMatchObject([{ code: 'ALREADY_SO' }]);

  await role.does('bram', 'amendRole', { lines: [...lines, { ...featureLine, statement: 'Review what others build', customer: await person('chidi') }] });
  expect(await added()).toEqual([{ addedLines: [{ key: 'l3' }] }]);
  // The same where a version that keeps nothing of it was what amended the role.
  await asBefore();
  expect(await added()).toEqual([{ addedLines: [{ key: 'l3' }] }]);
  await role.offeredTo(await person('emil'), 'bram');
  // What Ada asked for once, and was declined, is not asked for in her name.
  expect((await role.does('emil', 'takeRole')).opened).toMatchObject([{ role: { key: 'l3' } }]);
  expect(await added()).toEqual([{ addedLines: [] }]);
});
