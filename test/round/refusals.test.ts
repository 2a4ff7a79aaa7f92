import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Planning, consents, proposed } from '../kit/planning.js';
import type { Talked } from '../kit/planning.js';
import { unknownLike } from '../kit/schema-ids.js';

/* Whatever is refused of a planning round is refused with its reason, and nothing is written. */
jest.setTimeout(240_000);

let api: Api;
let company: Company;
/** Between Ada and Bram, in an open round that Ada convenes; and one between Chidi and Dana that is in none. */
let inIt: Talked;
let outside: Talked;
let planning: Planning;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  inIt = await proposed(company, 'ada', 'bram');
  outside = await proposed(company, 'chidi', 'dana');
  planning = await Planning.opens(company, 'ada', { workflows: [inIt.id] });
});
afterAll(() => api.close());

const counted = async (): Promise<unknown> => (await api.database.runText('MATCH (act:Act {org: $org}) WHERE act.id > \'\' RETURN count(*) AS acts', { org: company.org }))[0]?.acts;

/** The refusal of what somebody tries, after which there is no act more. */
async function refused(work: () => Promise<{ readonly act: unknown; readonly userErrors: readonly unknown[] }>): Promise<unknown> {
  const before = await counted();
  const { act, userErrors } = await work();
  expect(act).toBeNull();
  expect(await counted()).toBe(before);
  return userErrors[0];
}

const opens = (who: string, input: Record<string, unknown>) => (): Promise<{ act: unknown; userErrors: unknown[] }> =>
  company.tries(who, 'openPlanningRound', 'OpenPlanningRoundInput', { name: 'Another', window: { due: '2026-12-31' }, ...input }, 'act { id }') as Promise<{ act: unknown; userErrors: unknown[] }>;

test.each([
  ['without a name', () => ({ name: ' ' }), { code: 'INVALID_INPUT', field: ['name'] }],
  ['whose window ends before it starts', () => ({ window: { starts: '2026-12-31', due: '2026-06-30' } }), { code: 'INVALID_INPUT' }],
  ['with a deadline that has passed', () => ({ consentBy: '2025-12-31' }), { code: 'INVALID_INPUT', field: ['consentBy'] }],
  ['with a deadline after its window', () => ({ consentBy: '2027-01-31' }), { code: 'INVALID_INPUT', field: ['consentBy'] }],
  ['with a workflow twice', () => ({ workflows: [outside.id, outside.id] }), { code: 'INVALID_INPUT', field: ['workflows', '1'] }],
  ['with a workflow of another open round', () => ({ workflows: [inIt.id] }), { code: 'INVALID_INPUT', field: ['workflows', '0'] }],
  ['with a workflow that is not there', () => ({ workflows: [unknownLike(inIt.id, api.clock.now)] }), { code: 'NOT_FOUND', field: ['workflows', '0'] }],
  ['with an agent who is not there', () => ({ agents: [unknownLike(company.administrator, api.clock.now)] }), { code: 'NOT_FOUND' }],
])('no round is opened %s', async (_, input, refusal) => {
  expect(await refused(opens('ada', input()))).toMatchObject(refusal);
});

test('nobody convenes a round in the name of another', async () => {
  expect(await refused(opens('ada', { convener: await company.person('bram') }))).toMatchObject({ code: 'NOT_THE_SPEAKER', field: ['convener'] });
});

test.each([
  ['a stranger adds workflows', 'chidi', 'addToPlanningRound', () => ({ workflows: [outside.id] }), { code: 'NOT_THE_SPEAKER' }],
  ['a workflow is added twice', 'ada', 'addToPlanningRound', () => ({ workflows: [inIt.id] }), { code: 'ALREADY_SO' }],
  ['no workflow is named', 'ada', 'addToPlanningRound', () => ({ workflows: [] }), { code: 'INVALID_INPUT', field: ['workflows'] }],
  ['a stranger removes workflows', 'chidi', 'removeFromPlanningRound', () => ({ workflows: [inIt.id] }), { code: 'NOT_THE_SPEAKER' }],
  ['what is not in it is removed', 'ada', 'removeFromPlanningRound', () => ({ workflows: [outside.id] }), { code: 'INVALID_INPUT', field: ['workflows', '0'] }],
  ['a party invites', 'bram', 'inviteToPlanningRound', async () => ({ agents: [await company.person('chidi')] }), { code: 'NOT_THE_SPEAKER' }],
  ['a party moves the deadline', 'bram', 'moveRoundDeadline', () => ({ consentBy: '2026-06-30' }), { code: 'NOT_THE_SPEAKER' }],
  ['the deadline stays as it is', 'ada', 'moveRoundDeadline', () => ({ consentBy: null }), { code: 'ALREADY_SO' }],
  ['an administrator settles', 'olga', 'settlePlanningRound', () => ({}), { code: 'NOT_THE_SPEAKER' }],
  ['an administrator cancels what its convener is there for', 'olga', 'cancelPlanningRound', () => ({}), { code: 'NOT_THE_SPEAKER' }],
  ['what is not misaligned is waived', 'ada', 'waiveMisalignment', () => ({ misalignment: 'nothing' }), { code: 'NOT_FOUND', field: ['misalignment'] }],
  ['what nobody waived is taken back', 'ada', 'takeBackWaiver', () => ({ misalignment: 'nothing' }), { code: 'NOT_AVAILABLE' }],
  ['another version was expected', 'ada', 'cancelPlanningRound', () => ({ expectedVersion: 99 }), { code: 'CONFLICT', currentVersion: 1 }],
])('it is refused that %s', async (_, who, mutation, input, refusal) => {
  const given = await input();
  expect(await refused(() => planning.tries(who, mutation, given) as Promise<{ act: unknown; userErrors: unknown[] }>)).toMatchObject(refusal);
});

test('a missing consent cannot be waived: it has to be mended', async () => {
  const [missing] = await planning.alignment('ada');
  expect(missing).toMatchObject({ kind: 'CONSENT_MISSING', waivableBy: [] });
  expect(await refused(() => planning.tries('ada', 'waiveMisalignment', { misalignment: missing?.id }) as Promise<{ act: unknown; userErrors: unknown[] }>)).toMatchObject({ code: 'NOT_AVAILABLE', message: expect.stringContaining('it has to be mended') as string });
});

test('consenting belongs to a round, and to the side that did not write the proposal', async () => {
  expect(await refused(() => company.triesTo('chidi', 'consentToProposal', { workflow: outside.id, proposal: outside.proposal }))).toMatchObject({ code: 'NOT_AVAILABLE', message: expect.stringContaining('agree or promise instead') as string });
  expect(await refused(() => company.triesTo('bram', 'consentToProposal', { workflow: inIt.id, proposal: inIt.proposal }))).toMatchObject({ code: 'NOT_AVAILABLE', message: expect.stringContaining('of the other side') as string });
  expect(await refused(() => company.triesTo('dana', 'consentToProposal', { workflow: inIt.id, proposal: inIt.proposal }))).toMatchObject({ code: 'NOT_THE_SPEAKER' });
});

test('a settlement in which nothing would be promised is none', async () => {
  const alone = await proposed(company, 'ada', 'bram');
  const empty = await Planning.opens(company, 'ada');
  expect((await empty.settles('ada')).userErrors).toMatchObject([{ code: 'NOT_AVAILABLE', message: expect.stringContaining('no workflow') as string }]);
  await empty.does('ada', 'addToPlanningRound', { workflows: [alone.id] });
  await company.says('bram', 'deferWorkflow', { workflow: alone.id, until: '2026-06-30' });
  expect((await empty.settles('ada')).userErrors).toMatchObject([{ code: 'NOT_AVAILABLE', message: expect.stringContaining('no consent stands') as string }]);
});

test('nobody is settled with who has left, whatever they consented to', async () => {
  const talk = await proposed(company, 'ada', 'fatima');
  const round = await Planning.opens(company, 'ada', { workflows: [talk.id] });
  await consents(company, 'ada', talk);
  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: await company.person('fatima') }, 'agent { id }');
  expect(await round.settles('ada')).toMatchObject({ round: null, misalignments: [{ kind: 'UNDECIDED', mends: [{ kind: 'HAND_OVER' }] }] });
});

test('a settlement that takes longer than an operation may is told what to do, and has promised nothing', async () => {
  const hasty = await openApi({ operationTimeout: 1_000 });
  const found = await hasty.found();
  const talk = await proposed(found, 'ada', 'bram');
  const round = await Planning.opens(found, 'ada', { workflows: [talk.id] });
  await consents(found, 'ada', talk);
  const { errors } = await hasty.database.holdingLock(`MATCH (n:Organization {org: '${found.org}'}) SET n.lock = 'held'`, () =>
    found.ask('ada', 'mutation($round: ID!) { settlePlanningRound(input: { round: $round }) { round { status } } }', { round: round.id }));
  expect(errors).toMatchObject([{ message: expect.stringContaining('settle it in two') as string, extensions: { code: 'TIMEOUT' } }]);
  expect(await round.read('ada', 'status')).toEqual({ status: 'OPEN' });
  await hasty.close();
});
