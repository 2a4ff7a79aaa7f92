import { openApi, simpleTerms, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { atOnce, withPatience } from '../kit/crowd.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  company = await api.found();
  await company.person('ada');
  await company.person('bram');
});
afterAll(() => api.close());

const returned = 'act { act words onBehalfOf { name } } concern { id version statement status articulated holder { name } workflows { id } }';

interface Answer {
  readonly concern: { readonly id: string; readonly version: number; readonly status: string } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

function tries(who: string, mutation: string, input: Record<string, unknown>): Promise<Answer> {
  const types: Record<string, string> = { holdConcern: 'HoldConcernInput', restateConcern: 'RestateConcernInput' };
  return company.tries(who, mutation, types[mutation] ?? 'ConcernInput', input, returned) as Promise<Answer>;
}

async function does(who: string, mutation: string, input: Record<string, unknown>): Promise<NonNullable<Answer['concern']>> {
  const { concern, userErrors } = await tries(who, mutation, input);
  if (concern === null) throw new Error(`${who} could not ${mutation}: ${JSON.stringify(userErrors)}`);
  return concern;
}

const hold = (who = 'ada', input: Record<string, unknown> = {}) => does(who, 'holdConcern', { statement: 'Customers trust us', ...input });

async function concernOf(workflow: string): Promise<{ id: string; status: string; articulated: boolean; statement: string; holder: { name: string }; workflows: { id: string }[] }> {
  const { workflow: found } = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { concern { id status articulated statement holder { name } workflows { id } } } }', { id: workflow });
  return found.concern;
}

async function open(performer: string, input: Record<string, unknown>): Promise<string> {
  const { id } = await company.says('ada', 'openWorkflow', { performer, window: { due: '2026-12-31' }, ...input });
  return id;
}

describe('a concern held without a workflow', () => {
  test('is open, stated, and its holder\'s own', async () => {
    expect(await tries('ada', 'holdConcern', { statement: '  Customers trust us  ', words: 'It came up again' })).toMatchObject({
      act: { act: 'HOLD_CONCERN', words: 'It came up again', onBehalfOf: null },
      concern: { version: 1, statement: 'Customers trust us', status: 'OPEN', articulated: true, holder: { name: 'Ada Moreau' }, workflows: [] },
    });
  });

  test('is held for a group by who represents it, and by nobody else for another', async () => {
    const board = await company.group('Board of Directors', 'grace', 'henrik');
    expect(await tries('grace', 'holdConcern', { statement: 'Win a new market', holder: board })).toMatchObject({ act: { onBehalfOf: { name: 'Board of Directors' } }, concern: { holder: { name: 'Board of Directors' } } });
    expect(await tries('henrik', 'holdConcern', { statement: 'Win a new market', holder: board })).toMatchObject({ concern: null, userErrors: [{ code: 'NOT_THE_SPEAKER', field: ['holder'] }] });
    expect(await tries('ada', 'holdConcern', { statement: 'Bram works', holder: await company.person('bram') })).toMatchObject({ concern: null, userErrors: [{ code: 'NOT_THE_SPEAKER', field: ['holder'] }] });
  });

  test('is restated, dropped and reopened by its holder, each on the record with its words', async () => {
    const { id: concern } = await hold();
    expect(await does('ada', 'restateConcern', { concern, statement: 'Customers trust us with their data', words: 'Clearer' })).toMatchObject({ version: 2, statement: 'Customers trust us with their data', status: 'OPEN' });
    expect(await does('ada', 'dropConcern', { concern, words: 'Never mind' })).toMatchObject({ version: 3, status: 'DROPPED' });
    expect(await does('ada', 'reopenConcern', { concern })).toMatchObject({ version: 4, status: 'OPEN' });
    const { concern: found } = await company.asks('bram', 'query($id: ID!) { concern(id: $id) { acts { totalCount nodes { act words speaker { name } } } } }', { id: concern });
    expect(found.acts.nodes.map(({ act, words }: { act: string; words: string | null }) => [act, words])).toEqual([['HOLD_CONCERN', null], ['RESTATE_CONCERN', 'Clearer'], ['DROP_CONCERN', 'Never mind'], ['REOPEN_CONCERN', null]]);
  });

  test.each(['restateConcern', 'dropConcern', 'reopenConcern'])('%s is refused to everybody but its holder, an administrator too', async (mutation) => {
    const { id: concern } = await hold();
    for (const who of ['bram', 'olga']) {
      expect(await tries(who, mutation, { concern, ...(mutation === 'restateConcern' ? { statement: 'Mine now' } : {}) })).toMatchObject({ concern: null, userErrors: [{ code: 'NOT_THE_SPEAKER', field: ['concern'] }] });
    }
  });

  test('is not dropped twice, nor reopened while it is open', async () => {
    const { id: concern } = await hold();
    expect(await tries('ada', 'reopenConcern', { concern })).toMatchObject({ userErrors: [{ code: 'ALREADY_SO' }] });
    await does('ada', 'dropConcern', { concern });
    expect(await tries('ada', 'dropConcern', { concern })).toMatchObject({ userErrors: [{ code: 'ALREADY_SO' }] });
  });

  test('is refused without words of its own, and in another version than expected', async () => {
    expect(await tries('ada', 'holdConcern', { statement: ' ' })).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT', field: ['statement'] }] });
    expect(await tries('ada', 'holdConcern', { statement: 'x'.repeat(2_001) })).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT', field: ['statement'] }] });
    const { id: concern } = await hold();
    expect(await tries('ada', 'dropConcern', { concern, expectedVersion: 7 })).toMatchObject({ userErrors: [{ code: 'CONFLICT', currentVersion: 1 }] });
  });

  test('is dropped once by ten who try at once with one key', async () => {
    const { id: concern } = await hold();
    const answers = await atOnce(10, () => withPatience(() => tries('ada', 'dropConcern', { concern, idempotencyKey: 'drop it' })));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.concern).toMatchObject({ version: 2, status: 'DROPPED' });
  });
});

describe('a concern that a workflow is about', () => {
  test('is taken up by the workflow, and named by it', async () => {
    const { id: concern } = await hold();
    const workflow = await open(await company.person('bram'), { concern });
    expect(await concernOf(workflow)).toMatchObject({ id: concern, status: 'TAKEN_UP', workflows: [{ id: workflow }] });
  });

  test('is restated where it is negotiated, and not beside it', async () => {
    const { id: concern } = await hold();
    const workflow = await open(await company.person('bram'), { concern });
    expect(await tries('ada', 'restateConcern', { concern, statement: 'Other words' })).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT', field: ['concern'] }] });
    expect(await tries('ada', 'dropConcern', { concern })).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT', field: ['concern'] }] });
    await company.says('ada', 'articulateConcern', { workflow, statement: 'Other words' });
    expect(await concernOf(workflow)).toMatchObject({ statement: 'Other words' });
  });

  test('is open again when the workflow is declined', async () => {
    const workflow = await workflowIn(company, 'LISTENING');
    await company.says('bram', 'declineWorkflow', { workflow, words: 'No time' });
    expect(await concernOf(workflow)).toMatchObject({ status: 'OPEN', workflows: [{ id: workflow }] });
  });

  test('is settled when its promise was kept and the workflow closed, and may be reopened', async () => {
    const workflow = await workflowIn(company, 'CLOSED');
    const { id: concern, status } = await concernOf(workflow);
    expect(status).toBe('SETTLED');
    expect(await does('ada', 'reopenConcern', { concern })).toMatchObject({ status: 'OPEN' });
  });

  test('is taken up through all of the workflow, and through the next cycle', async () => {
    for (const phase of ['HEARD', 'NEGOTIATING', 'PROPOSED', 'EXECUTING', 'RENEGOTIATING', 'DELIVERED', 'REDEEMED'] as const) {
      expect([phase, (await concernOf(await workflowIn(company, phase))).status]).toEqual([phase, 'TAKEN_UP']);
    }
    const workflow = await workflowIn(company, 'REDEEMED');
    await company.says('ada', 'renewWorkflow', { workflow, window: { due: '2027-12-31' } });
    expect((await concernOf(workflow)).status).toBe('TAKEN_UP');
  });

  test('is settled when its promise was released, and open again when it was broken', async () => {
    for (const [mutation, who, status] of [['releasePromise', 'ada', 'SETTLED'], ['revokePromise', 'bram', 'OPEN']] as const) {
      const workflow = await workflowIn(company, 'EXECUTING');
      await company.says(who, mutation, { workflow, words: 'So it is' });
      await company.says('ada', 'assessDelivery', { workflow, satisfaction: 3 });
      await company.says('ada', 'closeWorkflow', { workflow });
      expect([mutation, (await concernOf(workflow)).status]).toEqual([mutation, status]);
    }
  });

  test('stays taken up until the last of its workflows is closed', async () => {
    const { id: concern } = await hold();
    const [bram, chidi] = [await company.person('bram'), await company.person('chidi')];
    const [first, second] = [await open(bram, { concern }), await open(chidi, { concern })];
    expect((await concernOf(first)).workflows.map(({ id }) => id).sort()).toEqual([first, second].sort());
    await company.says('bram', 'declineWorkflow', { workflow: first, words: 'No time' });
    expect((await concernOf(first)).status).toBe('TAKEN_UP');
    await company.says('chidi', 'declineWorkflow', { workflow: second, words: 'No time' });
    expect((await concernOf(first)).status).toBe('OPEN');
  });

  test('is no one else\'s to open a workflow about, and once dropped nobody\'s', async () => {
    const { id: concern } = await hold('bram');
    expect(await company.triesTo('ada', 'openWorkflow', { concern, performer: await company.person('bram'), window: { due: '2026-12-31' } })).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT', field: ['concern'] }] });
    await does('bram', 'dropConcern', { concern });
    expect(await company.triesTo('bram', 'openWorkflow', { concern, performer: await company.person('chidi'), window: { due: '2026-12-31' } })).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT', field: ['concern'] }] });
  });

  test('that only a Performer has put into words is the Customer\'s once articulated, and dropped when they part before', async () => {
    const ada = await company.person('ada');
    const offer = { customer: ada, statement: 'A faster pipeline', window: { due: '2026-12-31' } };
    const { id: parted } = await company.says('bram', 'openWorkflowWithOffer', offer);
    expect(await concernOf(parted)).toMatchObject({ articulated: false, holder: { name: 'Ada Moreau' }, status: 'TAKEN_UP' });
    await company.says('ada', 'declineWorkflow', { workflow: parted, words: 'We are fast enough' });
    expect((await concernOf(parted)).status).toBe('DROPPED');

    const { id: heard } = await company.says('bram', 'openWorkflowWithOffer', offer);
    await company.says('ada', 'articulateConcern', { workflow: heard, statement: 'A faster pipeline' });
    expect(await concernOf(heard)).toMatchObject({ articulated: true });
    await company.says('ada', 'declineWorkflow', { workflow: heard, words: 'On second thoughts' });
    expect((await concernOf(heard)).status).toBe('OPEN');
  });

  test('goes with the Customer\'s place to their successor', async () => {
    const workflow = await workflowIn(company, 'EXECUTING');
    const dana = await company.person('dana');
    await company.says('ada', 'handOverWorkflow', { workflow, successor: dana });
    expect((await concernOf(workflow)).holder.name).toBe('Ada Moreau');
    await company.says('dana', 'takeOverWorkflow', { workflow });
    expect((await concernOf(workflow)).holder.name).toBe('Dana Levi');
  });
});

test('open concerns are what nobody performs for', async () => {
  await hold('ada', { statement: 'Nobody does this' });
  const workflow = await workflowIn(company, 'NEGOTIATING');
  await company.says('bram', 'proposeTerms', { workflow, terms: simpleTerms('2026-11-30') });
  const { concerns } = await company.asks('bram', '{ concerns(filter: {statuses: [OPEN]}) { totalCount nodes { statement } } }');
  expect(concerns).toEqual({ totalCount: 1, nodes: [{ statement: 'Nobody does this' }] });
});
