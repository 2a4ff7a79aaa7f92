import { globalId } from '../../src/domain/common/identifier.rules.js';
import { openApi, simpleTerms } from '../kit/api.js';
import type { Act, Api, Company } from '../kit/api.js';
import { dayFromNow, workflowBetween } from '../kit/ties.js';

let api: Api;
let company: Company;
/** What Ada promised Grace over a year, in two conditions. */
let parent: string;

beforeAll(async () => {
  api = await openApi();
});
async function begins(): Promise<void> {
  company = await api.found();
  parent = await workflowBetween(company, { customer: 'grace', performer: 'ada', statement: 'Make the Company Awesome', due: day(365), conditions: ['Customers recommend us', 'The company grows'] });
}
afterAll(() => api.close());

const day = (days: number): string => dayFromNow(company, days);
const nobody = globalId('Workflow', '0192a000-0000-7000-8000-000000000000');

/** What Ada is the Customer of, within the year. */
const child = (statement = 'Build Awesome Tech for the Company', until: 'LISTENING' | 'PROMISED' = 'LISTENING', due = day(300)): Promise<string> =>
  workflowBetween(company, { customer: 'ada', performer: 'bram', statement, due, until });

const serves = (workflow: string, more: Readonly<Record<string, unknown>> = {}, who = 'ada', mutation = 'servePromise'): Promise<Act> =>
  company.triesTo(who, mutation, { workflow, parent, contributions: [{ condition: 'c1' }], ...more });

async function servingsOf(workflow: string): Promise<unknown> {
  const { workflow: found } = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { root serves { parent { id } share conditions { key contribution } since act { act } } } }', { id: workflow });
  return found;
}

function expectRefused({ act, workflow, userErrors }: Act, code: string, field: readonly string[] | null, message: RegExp): void {
  expect({ act, workflow }).toEqual({ act: null, workflow: null });
  expect(userErrors).toEqual([expect.objectContaining({ code, field, message: expect.stringMatching(message) as string })]);
}

describe('a workflow serves another', () => {
  beforeEach(begins);

  test('in the conditions that its Customer names, by an act of theirs', async () => {
    const workflow = await child();
    const { act, userErrors } = await serves(workflow, { share: '0.50', contributions: [{ condition: 'c2', contribution: '0.250' }, { condition: 'c1' }] });
    expect([act?.act, userErrors]).toEqual(['SERVE', []]);
    expect(await servingsOf(workflow)).toEqual({ root: false, serves: [{ parent: { id: parent }, share: '0.5', conditions: [{ key: 'c2', contribution: '0.25' }, { key: 'c1', contribution: null }], since: expect.any(String) as string, act: { act: 'SERVE' } }] });
  });

  test('and more than one, and is then no root any more', async () => {
    const workflow = await child();
    const second = await workflowBetween(company, { customer: 'henrik', performer: 'ada', statement: 'Be kind', due: day(365) });
    await company.says('ada', 'declareRoot', { workflow });
    expect((await serves(workflow, { share: '0.4' })).userErrors).toEqual([]);
    expect((await serves(workflow, { parent: second, share: '0.6' })).userErrors).toEqual([]);
    expect(await servingsOf(workflow)).toMatchObject({ root: false, serves: [{ parent: { id: parent } }, { parent: { id: second } }] });
  });

  test('due on the same day, and over the same time', async () => {
    expect((await serves(await child('Ship an Awesome Product', 'PROMISED', day(365)))).userErrors).toEqual([]);
  });

  test('in a condition that is on the table and not promised yet', async () => {
    await company.says('ada', 'renegotiatePromise', { workflow: parent, words: 'There is more to it' });
    await company.says('ada', 'proposeTerms', { workflow: parent, terms: { due: day(365), conditions: [{ key: 'c1', statement: 'Customers recommend us' }, { statement: 'People stay' }] } });
    const workflow = await child();
    for (const condition of ['c1', 'c2', 'c3']) {
      expect((await serves(workflow, { contributions: [{ condition }] }, 'ada', condition === 'c1' ? 'servePromise' : 'reweighServing')).userErrors).toEqual([]);
    }
  });

  test('where a group performs there, and the Customer here is a member of it', async () => {
    const group = await company.group('Engineering', 'emil', 'bram');
    parent = await workflowBetween(company, { customer: 'ada', performer: { agent: group, voice: 'emil' }, statement: 'Build Awesome Tech for the Company', due: day(365) });
    const ofMember = await workflowBetween(company, { customer: 'bram', performer: 'chidi', statement: 'Implement Awesome Feature', due: day(90), until: 'LISTENING' });
    const ofGroup = await workflowBetween(company, { customer: { agent: group, voice: 'emil' }, performer: 'fatima', statement: 'Keep it up', due: day(90), until: 'LISTENING' });
    const ofAnother = await workflowBetween(company, { customer: 'dana', performer: 'chidi', statement: 'Ship an Awesome Product', due: day(90), until: 'LISTENING' });
    expect((await serves(ofMember, {}, 'bram')).userErrors).toEqual([]);
    expect((await serves(ofGroup, {}, 'emil')).userErrors).toEqual([]);
    expectRefused(await serves(ofAnother, {}, 'dana'), 'INVALID_INPUT', ['parent'], /There Engineering performs, or a member where that is a group; here the Customer is Dana Levi/);
  });
});

describe('it is refused', () => {
  // Nothing is changed here, so all of it serves one test after the other.
  beforeAll(begins);

  test('to all but the Customer', async () => {
    const workflow = await child();
    expectRefused(await serves(workflow, {}, 'bram'), 'NOT_THE_SPEAKER', null, /only Ada Moreau \(Customer\) may say this/);
    expectRefused(await serves(workflow, {}, 'grace'), 'NOT_THE_SPEAKER', null, /you are no party/);
  });

  test('where what should be served is not there, or may not be seen', async () => {
    const workflow = await child();
    const hidden = await workflowBetween(company, { customer: 'henrik', performer: 'emil', statement: 'Be kind', due: day(365) });
    await company.says('henrik', 'setWorkflowVisibility', { workflow: hidden, visibility: 'PARTIES' });
    const [unknown, unseen, none] = [await serves(workflow, { parent: nobody }), await serves(workflow, { parent: hidden }), await serves(workflow, { parent: 'x' })];
    expectRefused(unknown, 'NOT_FOUND', ['parent'], /no workflow with this id, or you may not see it/);
    expect([unseen, none]).toEqual([unknown, unknown]);
  });

  test('of itself', async () => {
    const workflow = await child();
    expectRefused(await serves(workflow, { parent: workflow }), 'INVALID_INPUT', ['parent'], /does not serve itself/);
  });

  test('of one in which somebody else performs', async () => {
    const workflow = await child();
    const other = await workflowBetween(company, { customer: 'grace', performer: 'dana', statement: 'Be kind', due: day(365) });
    expectRefused(await serves(workflow, { parent: other }), 'INVALID_INPUT', ['parent'], /There Dana Levi performs, .* here the Customer is Ada Moreau/);
  });

  test('of one that has no conditions yet', async () => {
    const workflow = await child();
    const early = await workflowBetween(company, { customer: 'grace', performer: 'ada', statement: 'Be kind', due: day(365), until: 'NEGOTIATING' });
    expectRefused(await serves(workflow, { parent: early }), 'INVALID_INPUT', ['parent'], /neither a promise nor a proposal/);
  });

  test('in one that is closed itself', async () => {
    const workflow = await child();
    await company.says('ada', 'declineWorkflow', { workflow, words: 'Not now.' });
    expectRefused(await serves(workflow), 'NOT_AVAILABLE', null, /the workflow is CLOSED, and this act belongs to LISTENING/);
  });

  test('beyond the day, or the horizon, of what it serves', async () => {
    const late = await child('Build Awesome Tech for the Company', 'PROMISED', day(366));
    expectRefused(await serves(late), 'INVALID_INPUT', ['parent'], new RegExp(`it is due on ${day(366)}, and what it serves on ${day(365)}.*it reaches over 367 days, and what it serves over 366.*Propose other terms in one of the two first`));
    const { id: long } = await company.says('ada', 'openWorkflow', { performer: await company.person('bram'), statement: 'Remember', window: { starts: day(-30), due: day(360) } });
    expectRefused(await serves(long), 'INVALID_INPUT', ['parent'], /no later, and reaches no further, than what it serves: it reaches over 391 days, and what it serves over 366/);
  });

  test.each<[string, Readonly<Record<string, unknown>>, readonly string[], RegExp]>([
    ['without a condition', { contributions: [] }, ['contributions'], /at least one condition that it helps to keep: c1, c2/],
    ['of a condition that is not there', { contributions: [{ condition: 'c1' }, { condition: 'c9' }] }, ['contributions', '1', 'condition'], /no such condition. It has: c1, c2/],
    ['of one condition twice', { contributions: [{ condition: 'c1' }, { condition: 'c1' }] }, ['contributions', '1', 'condition'], /named twice/],
    ['with nothing of it', { share: '0' }, ['share'], /greater than 0 and at most 1/],
    ['with less than nothing', { share: '-0.5' }, ['share'], /greater than 0 and at most 1/],
    ['with more than all of it', { share: '1.000001' }, ['share'], /greater than 0 and at most 1/],
    ['with a contribution of nothing', { contributions: [{ condition: 'c1', contribution: '0.00' }] }, ['contributions', '0', 'contribution'], /greater than 0 and at most 1/],
    ['with a contribution of more than all', { contributions: [{ condition: 'c1', contribution: '2' }] }, ['contributions', '0', 'contribution'], /greater than 0 and at most 1/],
  ])('%s', async (_name, more, field, message) => {
    expectRefused(await serves(await child(), more), 'INVALID_INPUT', field, message);
  });
});

describe('it is refused after what was said before:', () => {
  beforeEach(begins);

  test('twice', async () => {
    const workflow = await child();
    await serves(workflow);
    expectRefused(await serves(workflow, { contributions: [{ condition: 'c2' }] }), 'ALREADY_SO', ['parent'], /serves that workflow already: change its weights, or end that/);
  });

  test('of one that is closed, or that has come to nothing', async () => {
    const workflow = await child();
    await company.says('ada', 'revokePromise', { workflow: parent, words: 'I cannot.' });
    expectRefused(await serves(workflow), 'INVALID_INPUT', ['parent'], /promise in that workflow has ended/);
    await company.says('grace', 'closeWorkflow', { workflow: parent });
    expectRefused(await serves(workflow), 'INVALID_INPUT', ['parent'], /That workflow is closed: serve one that is under way/);
  });

  test('for more than the others leave of the workflow, or of the condition', async () => {
    const [one, other] = [await child(), await child('Ship an Awesome Product')];
    const second = await workflowBetween(company, { customer: 'henrik', performer: 'ada', statement: 'Be kind', due: day(365) });
    await serves(one, { share: '0.7', contributions: [{ condition: 'c1', contribution: '0.8' }] });
    expectRefused(await serves(one, { parent: second, share: '0.31' }), 'INVALID_INPUT', ['share'], /the others leave 0\.3\. Give that or less, or leave it out/);
    expectRefused(await serves(other, { contributions: [{ condition: 'c1', contribution: '0.3' }] }), 'INVALID_INPUT', ['contributions', '0', 'contribution'], /condition c1 adds up to 1 at most: the others leave 0\.2/);
    expect((await serves(other, { contributions: [{ condition: 'c1', contribution: '0.2' }] })).userErrors).toEqual([]);
    expectRefused(await serves(await child('More'), { contributions: [{ condition: 'c1', contribution: '0.1' }] }), 'INVALID_INPUT', ['contributions', '0', 'contribution'], /the others leave nothing\. Leave it out, or give another one less first/);
    expect((await serves(one, { parent: second, share: '0.3' })).userErrors).toEqual([]);
  });

  test('to one who decided on an earlier version, and then nothing is written', async () => {
    const workflow = await child();
    const before = await api.database.runText('MATCH (act:Act {org: $org}) WHERE act.id > \'\' RETURN count(*) AS acts', { org: company.org });
    expectRefused(await serves(workflow, { expectedVersion: 7 }), 'CONFLICT', ['expectedVersion'], /you expected version 7/);
    expectRefused(await serves(workflow, { share: '3' }), 'INVALID_INPUT', ['share'], /./);
    expect(await api.database.runText('MATCH (act:Act {org: $org}) WHERE act.id > \'\' RETURN count(*) AS acts', { org: company.org })).toEqual(before);
    expect(await api.database.runText('MATCH (:Workflow {org: $org})-[tie:SERVES]->() RETURN count(*) AS ties', { org: company.org })).toEqual([{ ties: 0 }]);
  });
});

describe('it goes on serving, weighed anew', () => {
  beforeEach(begins);

  const reweighs = (workflow: string, more: Readonly<Record<string, unknown>>, who = 'ada') => serves(workflow, more, who, 'reweighServing');

  test('with what it had itself to give again, and without asking what cannot be mended here', async () => {
    const workflow = await child('Build Awesome Tech for the Company', 'PROMISED');
    await serves(workflow, { share: '1', contributions: [{ condition: 'c1', contribution: '1' }] });
    expect((await reweighs(workflow, { share: '0.9', contributions: [{ condition: 'c1', contribution: '0.95' }, { condition: 'c2', contribution: '1' }] })).act?.act).toBe('REWEIGH_SERVING');
    // What it serves is due earlier now, which is flagged, and is no reason to leave a wrong weight.
    await company.says('ada', 'renegotiatePromise', { workflow: parent, words: 'Sooner' });
    const { standingProposal } = await company.says('ada', 'proposeTerms', { workflow: parent, terms: { due: day(100), conditions: [{ key: 'c1', statement: 'Customers recommend us' }, { key: 'c2', statement: 'The company grows' }] } });
    await company.says('grace', 'agreeToProposal', { workflow: parent, proposal: standingProposal?.id });
    expect((await reweighs(workflow, { share: '0.2' })).userErrors).toEqual([]);
    expect(await servingsOf(workflow)).toMatchObject({ serves: [{ share: '0.2', conditions: [{ key: 'c1', contribution: null }], act: { act: 'SERVE' } }] });
  });

  test('refused where it serves nothing, or not that, or in just this way already', async () => {
    const workflow = await child();
    expectRefused(await reweighs(workflow, {}), 'NOT_AVAILABLE', null, /it serves nothing/);
    await serves(workflow, { share: '0.5', contributions: [{ condition: 'c1', contribution: '0.5' }, { condition: 'c2' }] });
    const other = await workflowBetween(company, { customer: 'henrik', performer: 'ada', statement: 'Be kind', due: day(365) });
    expectRefused(await reweighs(workflow, { parent: other }), 'NOT_FOUND', ['parent'], /does not serve that workflow/);
    expectRefused(await reweighs(workflow, { parent: nobody }), 'NOT_FOUND', ['parent'], /./);
    expectRefused(await reweighs(workflow, { share: '0.50', contributions: [{ condition: 'c2' }, { condition: 'c1', contribution: '0.5' }] }), 'ALREADY_SO', null, /in just this way already/);
    expectRefused(await reweighs(workflow, { share: '7' }), 'INVALID_INPUT', ['share'], /greater than 0/);
    expectRefused(await reweighs(workflow, { contributions: [{ condition: 'c9' }] }), 'INVALID_INPUT', ['contributions', '0', 'condition'], /no such condition/);
    expectRefused(await reweighs(workflow, {}, 'bram'), 'NOT_THE_SPEAKER', null, /only Ada Moreau/);
  });
});

describe('it no longer serves', () => {
  beforeEach(begins);

  const stops = (workflow: string, more: Readonly<Record<string, unknown>> = {}, who = 'ada') => company.triesTo(who, 'stopServingPromise', { workflow, parent, ...more });

  test('by an act that stays on the record; what it gave is free for others', async () => {
    const [one, other] = [await child(), await child('Ship an Awesome Product')];
    await serves(one, { contributions: [{ condition: 'c1', contribution: '1' }] });
    expect((await stops(one)).act?.act).toBe('STOP_SERVING');
    expect(await servingsOf(one)).toEqual({ root: false, serves: [] });
    expect((await serves(other, { contributions: [{ condition: 'c1', contribution: '1' }] })).userErrors).toEqual([]);
    const { workflow } = await company.asks('bram', 'query($id: ID!) { workflow(id: $id) { acts(first: 50) { nodes { act changed { path before after } } } } }', { id: one });
    const [said, ended] = workflow.acts.nodes.slice(-2);
    expect([said.act, ended.act]).toEqual(['SERVE', 'STOP_SERVING']);
    expect(said.changed).toEqual(expect.arrayContaining([{ path: 'cascade.serves.0.parent', before: null, after: parent }, { path: 'cascade.serves.0.contributions.0.contribution', before: null, after: '1' }]));
    expect(ended.changed).toEqual(expect.arrayContaining([{ path: 'cascade.serves.0.parent', before: parent, after: null }]));
  });

  test('what its Customer may not see any more can be let go of too', async () => {
    const workflow = await child();
    await serves(workflow);
    await company.says('grace', 'setWorkflowVisibility', { workflow: parent, visibility: 'PARTIES' });
    await company.says('ada', 'handOverWorkflow', { workflow, successor: await company.person('dana') });
    await company.says('dana', 'takeOverWorkflow', { workflow });
    const { act, userErrors } = await company.tries('dana', 'stopServingPromise', 'StopServingPromiseInput', { workflow, parent }, 'act { act said { path value } changed { path before after } }');
    expect(userErrors).toEqual([]);
    expect(JSON.stringify(act)).not.toContain(parent);
  });

  test('refused where it serves nothing, or not that, or by another', async () => {
    const workflow = await child();
    expectRefused(await stops(workflow), 'NOT_AVAILABLE', null, /it serves nothing/);
    await serves(workflow);
    expectRefused(await stops(workflow, { parent: nobody }), 'NOT_FOUND', ['parent'], /does not serve that workflow/);
    expectRefused(await stops(workflow, { parent: 'x' }), 'NOT_FOUND', ['parent'], /does not serve that workflow/);
    expectRefused(await stops(workflow, {}, 'grace'), 'NOT_THE_SPEAKER', null, /./);
  });
});

describe('roots, and conditions that somebody keeps alone', () => {
  beforeEach(begins);

  test('a root is declared by the Customer, where it serves nothing, and taken back', async () => {
    const says = (mutation: string, who = 'grace', workflow = parent) => company.triesTo(who, mutation, { workflow });
    expectRefused(await says('takeBackRoot'), 'NOT_AVAILABLE', null, /it is not declared a root/);
    expectRefused(await says('declareRoot', 'ada'), 'NOT_THE_SPEAKER', null, /only Grace Okafor \(Customer\)/);
    expect((await says('declareRoot')).act?.act).toBe('DECLARE_ROOT');
    expectRefused(await says('declareRoot'), 'NOT_AVAILABLE', null, /it is declared a root already/);
    expect(await servingsOf(parent)).toEqual({ root: true, serves: [] });
    expectRefused(await says('takeBackRoot', 'ada'), 'NOT_THE_SPEAKER', null, /./);
    expect((await says('takeBackRoot')).act?.act).toBe('TAKE_BACK_ROOT');
    expect(await servingsOf(parent)).toEqual({ root: false, serves: [] });
    const workflow = await child();
    await serves(workflow);
    expectRefused(await says('declareRoot', 'ada', workflow), 'NOT_AVAILABLE', null, /it serves another workflow: end that first/);
  });

  test('the Performer says which conditions are their own: all of them, in the order of the promise', async () => {
    const marks = (conditions: readonly string[], who = 'ada', workflow = parent) => company.triesTo(who, 'markOwnConditions', { workflow, conditions });
    const own = async () => (await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { ownConditions } }', { id: parent })).workflow.ownConditions as string[];
    expect((await marks(['c2', 'c1'])).act?.act).toBe('MARK_OWN');
    expect(await own()).toEqual(['c1', 'c2']);
    expectRefused(await marks(['c1', 'c2']), 'ALREADY_SO', null, /marked so already/);
    expectRefused(await marks(['c1', 'c9']), 'INVALID_INPUT', ['conditions', '1'], /no such condition here. There are: c1, c2/);
    expectRefused(await marks(['c1', 'c1']), 'INVALID_INPUT', ['conditions', '1'], /named twice/);
    expectRefused(await marks(['c1'], 'grace'), 'NOT_THE_SPEAKER', null, /only Ada Moreau \(Performer\)/);
    expect((await marks([])).userErrors).toEqual([]);
    expect(await own()).toEqual([]);
    const early = await workflowBetween(company, { customer: 'grace', performer: 'ada', statement: 'Be kind', due: day(365), until: 'NEGOTIATING' });
    expectRefused(await marks(['c1'], 'ada', early), 'NOT_AVAILABLE', null, /no conditions have been proposed or promised yet/);
    await company.says('ada', 'proposeTerms', { workflow: early, terms: simpleTerms(day(300)) });
    expect((await marks(['c1'], 'ada', early)).userErrors).toEqual([]);
  });
});
