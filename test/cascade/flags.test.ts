import { openApi, simpleTerms } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { exported, forget, restored, sealed } from '../kit/exports.js';
import { dayFromNow, workflowBetween } from '../kit/ties.js';

let api: Api;
let company: Company;
let parent: string;
let child: string;

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  company = await api.found();
  parent = await workflowBetween(company, { customer: 'grace', performer: 'ada', statement: 'Make the Company Awesome', due: day(365), conditions: ['Customers recommend us', 'The company grows'] });
  child = await workflowBetween(company, { customer: 'ada', performer: 'bram', statement: 'Build Awesome Tech for the Company', due: day(300) });
  await company.says('ada', 'servePromise', { workflow: child, parent, share: '0.5', contributions: [{ condition: 'c1', contribution: '0.5' }, { condition: 'c2' }] });
});
afterAll(() => api.close());

const day = (days: number): string => dayFromNow(company, days);

interface Flag {
  readonly kind: string;
  readonly conditions: readonly string[];
  readonly says: string;
}

async function flags(of = child, who = 'chidi'): Promise<readonly Flag[]> {
  await company.person('chidi');
  const { workflow } = await company.asks(who, 'query($id: ID!) { workflow(id: $id) { serves { flags { kind conditions says } } } }', { id: of });
  return workflow.serves.flatMap((edge: { flags: readonly Flag[] }) => edge.flags);
}

/** Ada and Grace go back to Q2 and promise otherwise. */
async function renegotiates(terms: Readonly<Record<string, unknown>>): Promise<void> {
  await company.says('ada', 'renegotiatePromise', { workflow: parent, words: 'It is another now' });
  const { standingProposal } = await company.says('ada', 'proposeTerms', { workflow: parent, terms });
  await company.says('grace', 'agreeToProposal', { workflow: parent, proposal: standingProposal?.id });
}

const both = [{ key: 'c1', statement: 'Customers recommend us' }, { key: 'c2', statement: 'The company grows' }];
const flag = (kind: string, says: RegExp, conditions: readonly string[] = []): object => ({ kind, conditions, says: expect.stringMatching(says) as string });

test('an edge of which all holds has no flags', async () => {
  expect(await flags()).toEqual([]);
});

test('what it serves has been shortened', async () => {
  await renegotiates({ due: day(200), conditions: both });
  expect(await flags()).toEqual([flag('PARENT_SHORTENED', new RegExp(`due on ${day(300)}, and what it serves on ${day(200)}.*Renegotiate one of the two`))]);
  // While they talk about it, the promise that stands is what counts.
  await company.says('ada', 'renegotiatePromise', { workflow: parent, words: 'More time' });
  await company.says('ada', 'proposeTerms', { workflow: parent, terms: { due: day(340), conditions: both } });
  expect(await flags()).toMatchObject([{ kind: 'PARENT_SHORTENED' }]);
});

test('a condition that it serves is gone', async () => {
  await renegotiates({ due: day(365), conditions: [both[0], { statement: 'People stay' }] });
  expect(await flags()).toEqual([flag('CONDITION_GONE', /no longer has condition c2\. Name others, or let it no longer serve/, ['c2'])]);
  await company.says('ada', 'reweighServing', { workflow: child, parent, share: '0.5', contributions: [{ condition: 'c1', contribution: '0.5' }, { condition: 'c3' }] });
  expect(await flags()).toEqual([]);
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  ['is broken', () => company.says('ada', 'revokePromise', { workflow: parent, words: 'I cannot.' }), /is broken\. Ask whether this one is still needed/],
  ['was released', () => company.says('grace', 'releasePromise', { workflow: parent }), /was released\. Ask whether this one is still needed/],
  ['is closed', async () => {
    await company.says('grace', 'releasePromise', { workflow: parent });
    await company.says('grace', 'closeWorkflow', { workflow: parent });
  }, /is closed\. Let it serve another workflow, or release what is promised in it/],
])('what it serves %s', async (_, ends, says) => {
  await ends();
  expect(await flags()).toEqual([flag('PARENT_GONE', says)]);
});

test('what it serves was kept, which is no reason for a flag until it goes on without the condition', async () => {
  await company.says('ada', 'deliverResults', { workflow: parent });
  await company.says('grace', 'assessDelivery', { workflow: parent, outcomes: [{ condition: 'c1', outcome: 'MET' }, { condition: 'c2', outcome: 'MET' }], satisfaction: 5 });
  expect(await flags()).toEqual([]);
});

describe('a party has changed', () => {
  const changed = flag('PARTY_CHANGED', /Customer is no longer the Performer of what it serves, nor stands in their place/);

  test('here', async () => {
    await company.says('ada', 'handOverWorkflow', { workflow: child, successor: await company.person('dana') });
    await company.says('dana', 'takeOverWorkflow', { workflow: child });
    expect(await flags()).toEqual([changed]);
  });

  test('there', async () => {
    await company.says('ada', 'handOverWorkflow', { workflow: parent, successor: await company.person('dana') });
    await company.says('dana', 'takeOverWorkflow', { workflow: parent });
    expect(await flags()).toContainEqual(changed);
  });

  test('in a group, whose member the Customer no longer is', async () => {
    const group = await company.group('Engineering', 'emil', 'bram');
    const ofGroup = await workflowBetween(company, { customer: 'ada', performer: { agent: group, voice: 'emil' }, statement: 'Keep it up', due: day(300) });
    const ofMember = await workflowBetween(company, { customer: 'bram', performer: 'fatima', statement: 'Implement Awesome Feature', due: day(90) });
    await company.says('bram', 'servePromise', { workflow: ofMember, parent: ofGroup, contributions: [{ condition: 'c1' }] });
    expect(await flags(ofMember)).toEqual([]);
    await company.does('olga', 'removeMember', 'MembershipInput', { group, member: await company.person('bram') }, 'agent { id }');
    expect(await flags(ofMember)).toEqual([changed]);
  });
});

test('more than all of it was given, which only what comes out of a file can bring about', async () => {
  const other = await workflowBetween(company, { customer: 'ada', performer: 'dana', statement: 'Ship an Awesome Product', due: day(300) });
  const second = await workflowBetween(company, { customer: 'henrik', performer: 'ada', statement: 'Be kind', due: day(365) });
  await company.says('ada', 'servePromise', { workflow: other, parent, contributions: [{ condition: 'c1', contribution: '0.4' }] });
  await company.says('ada', 'servePromise', { workflow: child, parent: second, share: '0.25', contributions: [{ condition: 'c1' }] });
  const text = await exported(api.database, company.org);
  await forget(api.database, company.org);
  const lines = text.split('\n').slice(0, -2).map((line) => line.replace('"contribution":"0.4"', '"contribution":"0.6"').replace('"share":"0.25"', '"share":"0.75"'));
  await restored(api.database, sealed(lines));
  const overfull = flag('OVERCOMMITTED', /What contributes to c1 adds up to more than 1\. Give one of them less/, ['c1']);
  const stretched = flag('OVERCOMMITTED', /shares of this workflow add up to more than 1 over all that it serves\. Give one of them less/);
  expect(await flags()).toEqual([stretched, overfull, stretched]);
  expect(await flags(other)).toEqual([overfull]);
});

test('a child that is over can be held to nothing, so it has no flags', async () => {
  await company.says('grace', 'releasePromise', { workflow: parent });
  await company.says('ada', 'releasePromise', { workflow: child });
  expect(await flags()).toEqual([]);
});

test('nothing is flagged to one who may not see what is served, nor of the past', async () => {
  const then = new Date(api.clock.now).toISOString();
  api.clock.now += 60_000;
  await company.says('grace', 'releasePromise', { workflow: parent });
  const { workflow } = await company.asks('ada', 'query($id: ID!, $then: When!) { workflow(id: $id, asOf: $then) { serves { flags { kind } } } }', { id: child, then });
  expect(workflow.serves).toEqual([{ flags: [] }]);
  await company.says('grace', 'setWorkflowVisibility', { workflow: parent, visibility: 'PARTIES' });
  expect(await flags()).toEqual([]);
  expect(await flags(child, 'ada')).toMatchObject([{ kind: 'PARENT_GONE' }]);
});

test('each workflow of a list has its flags, in one question', async () => {
  const other = await workflowBetween(company, { customer: 'ada', performer: 'dana', statement: 'Ship an Awesome Product', due: day(300), until: 'NEGOTIATING' });
  await company.says('dana', 'proposeTerms', { workflow: other, terms: simpleTerms(day(250)) });
  await company.says('ada', 'servePromise', { workflow: other, parent, contributions: [{ condition: 'c1' }] });
  await renegotiates({ due: day(200), conditions: both });
  const { workflows } = await company.asks('ada', '{ workflows(first: 10, orderBy: OLDEST_FIRST) { nodes { objective serves { flags { kind } } } } }');
  const byObjective = Object.fromEntries(workflows.nodes.map((node: { objective: string; serves: unknown }) => [node.objective, node.serves]));
  expect(byObjective).toEqual({
    'Make the Company Awesome': [],
    'Build Awesome Tech for the Company': [{ flags: [{ kind: 'PARENT_SHORTENED' }] }],
    'Ship an Awesome Product': [{ flags: [{ kind: 'PARENT_SHORTENED' }] }],
  });
});
