import { openApi, simpleTerms, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Listener } from '../kit/listener.js';

jest.setTimeout(240_000);

let api: Api;
let company: Company;
const listeners: Listener[] = [];

const ofWorkflow = 'subscription($workflow: ID!, $after: String) { workflowChanged(workflow: $workflow, after: $after) { id cursor kind acts { act sequence speaker { name } } workflow { version phase } } }';
const ofMoves = 'subscription($after: String) { myMovesChanged(after: $after) { id cursor kind acts { act } workflow { id phase } waits { move side } } }';
const ofOrganization = 'subscription($after: String) { organizationChanged(after: $after) { id cursor kind acts { act about } workflow { id } isPartial } }';

async function listens(subject: string, query: string, variables: Record<string, unknown> = {}, from: Company = company): Promise<Listener> {
  const listener = await Listener.of(from, subject, query, variables);
  listeners.push(listener);
  return listener;
}

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  company = await api.found();
  api.mind(company);
  await api.settled(company);
});
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.leave()));
});
afterAll(() => api.close());

test('whoever listens to a workflow hears where it stands, and then each act in it, once and in order', async () => {
  const workflow = await workflowIn(company, 'NEGOTIATING');
  await api.settled(company);
  const listener = await listens('bram', ofWorkflow, { workflow });
  expect(listener.heard[0]).toMatchObject({ kind: 'OPENED', acts: [], workflow: { phase: 'NEGOTIATING' } });
  const { standingProposal } = await company.says('bram', 'proposeTerms', { workflow, terms: simpleTerms('2026-11-30') });
  await company.says('ada', 'agreeToProposal', { workflow, proposal: standingProposal?.id });
  await company.says('bram', 'deliverResults', { workflow });
  await listener.until((heard) => heard.length >= 4);
  expect(listener.acts).toEqual(['PROPOSE', 'AGREE', 'DELIVER']);
  expect(listener.heard[3]).toMatchObject({ kind: 'HAPPENED', acts: [{ speaker: { name: 'Bram Visser' } }], workflow: { phase: 'ASSESSING' } });
});

test('one who was away hears all that they missed, from their last cursor on', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  await api.settled(company);
  const first = await listens('ada', ofWorkflow, { workflow });
  await company.says('bram', 'remarkOnWorkflow', { workflow, words: 'One' });
  await first.until((heard) => heard.length >= 2);
  await first.leave();
  for (const words of ['Two', 'Three', 'Four']) await company.says('bram', 'remarkOnWorkflow', { workflow, words });
  const again = await listens('ada', ofWorkflow, { workflow, after: first.lastCursor });
  await again.until((heard) => heard.length >= 4);
  const known = Number(first.heard[1]?.acts[0].sequence);
  expect(again.heard.flatMap(({ acts }) => acts as { sequence: number }[]).map(({ sequence }) => sequence - known)).toEqual([1, 2, 3]);
  expect(again.acts).toEqual(['REMARK', 'REMARK', 'REMARK']);
});

test('a cursor of another organisation, of another time, or of nobody is refused', async () => {
  const workflow = await workflowIn(company, 'LISTENING');
  const other = await api.found();
  const elsewhere = await listens('olga', ofOrganization, {}, other);
  const foreign = await listens('ada', ofWorkflow, { workflow, after: elsewhere.lastCursor });
  expect(foreign.errors).toMatchObject([{ extensions: { code: 'CURSOR_EXPIRED' } }]);
  const here = await listens('ada', ofWorkflow, { workflow });
  const [version, epoch] = JSON.parse(Buffer.from(here.lastCursor, 'base64url').toString()) as [number, string];
  const ahead = Buffer.from(JSON.stringify([version, epoch, 1_000_000, null])).toString('base64url');
  expect((await listens('ada', ofWorkflow, { workflow, after: ahead })).errors).toMatchObject([{ extensions: { code: 'CURSOR_EXPIRED' } }]);
  for (const after of ['', 'x', 'bnVsbA', 'a'.repeat(10_000), Buffer.from('[1,"x",-1,null]').toString('base64url')]) {
    expect((await listens('ada', ofWorkflow, { workflow, after })).errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: ['after'] } }]);
  }
});

test('events that have been forgotten are not passed over in silence', async () => {
  const listener = await listens('olga', ofOrganization);
  await company.person('ada');
  await listener.until((heard) => heard.length >= 2);
  const early = String(listener.heard[0]?.cursor);
  await api.database.runText("MATCH (e:Event {org: $org}) WITH e ORDER BY e.number DESC LIMIT 1 MATCH (o:Outbox {org: $org, id: 'outbox'}) SET o.floor = e.number", { org: company.org });
  expect((await listens('olga', ofOrganization, { after: early })).errors).toMatchObject([{ extensions: { code: 'CURSOR_EXPIRED' } }]);
  expect((await listens('olga', ofOrganization, { after: listener.lastCursor })).heard).toMatchObject([{ kind: 'OPENED' }]);
});

test('a cursor of a history that a restored backup took back is refused, although as much has happened since', async () => {
  const listener = await listens('olga', ofOrganization);
  await company.person('ada');
  await listener.until((heard) => heard.length >= 2);
  // The same number is another event's now.
  await api.database.runText('MATCH (event:Event {org: $org}) WITH event ORDER BY event.number DESC LIMIT 1 SET event.id = randomUUID()', { org: company.org });
  expect((await listens('olga', ofOrganization, { after: listener.lastCursor })).errors).toMatchObject([{ extensions: { code: 'CURSOR_EXPIRED' } }]);
  const anew = await listens('olga', ofOrganization);
  expect((await listens('olga', ofOrganization, { after: anew.lastCursor })).heard).toMatchObject([{ kind: 'OPENED' }]);
});

test('a workflow that is not there, or is another organisation\'s, is listened to by nobody', async () => {
  const workflow = await workflowIn(company, 'LISTENING');
  const other = await api.found();
  for (const [from, id] of [[other, workflow], [company, 'V29ya2Zsb3c6eA'], [company, 'x']] as const) {
    const listener = await listens('olga', ofWorkflow, { workflow: id }, from);
    expect(listener.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  }
});

test('nothing of one organisation is heard in another', async () => {
  const other = await api.found();
  api.mind(other);
  await api.settled(other);
  const listener = await listens('olga', ofOrganization, {}, other);
  await workflowIn(company, 'EXECUTING');
  await other.person('bram');
  await listener.until((heard) => heard.length >= 2);
  expect(listener.acts).toEqual(['CREATE_AGENT']);
});

test('whoever is waited for hears of it, and hears when they no longer are', async () => {
  const workflow = await workflowIn(company, 'NEGOTIATING');
  const [bram, chidi] = [await listens('bram', ofMoves), await (async () => { await company.person('chidi'); await api.settled(company); return listens('chidi', ofMoves); })()];
  await company.says('ada', 'proposeTerms', { workflow, terms: simpleTerms('2026-11-30') });
  await bram.until((heard) => heard.some(({ acts }) => (acts as { act: string }[]).some(({ act }) => act === 'PROPOSE')));
  expect(bram.heard.at(-1)).toMatchObject({ workflow: { id: workflow }, waits: [{ move: 'ANSWER_PROPOSAL', side: 'PERFORMER' }] });
  await company.says('bram', 'proposeTerms', { workflow, terms: simpleTerms('2026-11-29') });
  await bram.until((heard) => (heard.at(-1)?.waits as unknown[]).length === 0);
  expect(chidi.heard.filter(({ kind }) => kind === 'HAPPENED')).toEqual([]);
});

test('one who comes to represent a group hears that its moves are theirs, and hears them from then on', async () => {
  const board = await company.group('The Board', 'grace', 'henrik');
  const performer = await company.person('ada');
  const { id: workflow } = await company.says('grace', 'openWorkflow', { customer: board, performer, statement: 'Make the Company Awesome', window: { due: '2028-12-31' } });
  const henrik = await listens('henrik', ofMoves);
  await company.does('olga', 'nameRepresentative', 'MembershipInput', { group: board, member: await company.person('henrik') }, 'agent { id }');
  await henrik.until((heard) => heard.some(({ kind, workflow: about }) => kind === 'HAPPENED' && about === null));
  await company.says('ada', 'offerHelp', { workflow });
  await henrik.until((heard) => heard.at(-1)?.workflow?.id === workflow);
  expect(henrik.heard.at(-1)?.waits).toMatchObject([{ move: 'REQUEST', side: 'CUSTOMER' }]);
});

test('a check-in that falls due is told when its day comes, although nobody said anything', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  const ada = await listens('ada', ofMoves);
  api.clock.now += 200 * 24 * 60 * 60 * 1_000;
  try {
    await ada.until((heard) => heard.at(-1)?.kind === 'CAME_DUE');
    expect(ada.heard.at(-1)).toMatchObject({ acts: [], workflow: { id: workflow }, waits: [{ move: 'CHECK_IN', side: 'CUSTOMER' }] });
  } finally {
    api.clock.now -= 200 * 24 * 60 * 60 * 1_000;
  }
});

test('one who is deactivated hears no more, from the next event on', async () => {
  await company.person('ada');
  await api.settled(company);
  const listener = await listens('ada', ofOrganization);
  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: await company.person('ada') }, 'agent { id }');
  await listener.untilOver();
  expect(listener.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect(listener.acts).toEqual([]);
});

test('what is kept between the parties is told to them alone, and whoever listened before hears that it is gone', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  await company.person('dana');
  await api.settled(company);
  const query = 'subscription($workflow: ID!) { workflowChanged(workflow: $workflow) { kind acts { act } workflow { objective } } }';
  const [bram, dana, danaOfAll] = [await listens('bram', query, { workflow }), await listens('dana', query, { workflow }), await listens('dana', ofOrganization)];
  await company.says('ada', 'setWorkflowVisibility', { workflow, visibility: 'PARTIES' });
  await dana.untilOver();
  expect(dana.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  await company.says('bram', 'remarkOnWorkflow', { workflow, words: 'Between us' });
  await bram.until((heard) => heard.length >= 3);
  // What everybody may see comes after it, and is the first that she hears.
  await company.person('emil');
  await danaOfAll.until((heard) => heard.length >= 2);
  expect(bram.acts).toEqual(['SET_VISIBILITY', 'REMARK']);
  expect(danaOfAll.acts).toEqual(['CREATE_AGENT']);
});
