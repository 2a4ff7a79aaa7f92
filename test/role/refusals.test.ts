import { openApi, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Playing, featureLine } from '../kit/role.js';
import { unknownLike } from '../kit/schema-ids.js';

/* Whatever is refused of a role is refused with its reason, and nothing is written. */
jest.setTimeout(240_000);

let api: Api;
let company: Company;
let ada: string;
let bram: string;
let dana: string;
let emil: string;
/** Bram keeps it; Dana stands behind the first line, Ada has not said anything of the second. Emil holds it; it is offered to nobody. */
let role: Playing;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  [ada, bram, dana, emil] = [await company.person('ada'), await company.person('bram'), await company.person('dana'), await company.person('emil')];
  await company.person('chidi');
  role = await Playing.creates(company, 'bram', { lines: [{ ...featureLine, customer: dana }, { ...featureLine, statement: 'Keep the build green', customer: ada }] });
  await role.does('dana', 'standBehindRole');
  await (await role.offeredTo(emil, 'bram')).does('emil', 'takeRole');
});
afterAll(() => api.close());

const counted = async (): Promise<unknown> => (await api.database.runText('MATCH (act:Act {org: $org}) RETURN count(*) AS acts', { org: company.org }))[0]?.acts;

/** The refusal of what somebody tries, after which there is no act more. */
async function refused(work: () => Promise<{ readonly act: unknown; readonly userErrors: readonly unknown[] }>): Promise<unknown> {
  const before = await counted();
  const { act, userErrors } = await work();
  expect(act).toBeNull();
  expect(await counted()).toBe(before);
  return userErrors[0];
}

const creates = (input: Record<string, unknown>) => (): Promise<{ act: unknown; userErrors: unknown[] }> =>
  company.tries('bram', 'createRole', 'CreateRoleInput', { name: 'Another', lines: [featureLine], ...input }, 'act { id }') as Promise<{ act: unknown; userErrors: unknown[] }>;

test.each([
  ['without a name', () => ({ name: ' ' }), { code: 'INVALID_INPUT', field: ['name'] }],
  ['without a line', () => ({ lines: [] }), { code: 'INVALID_INPUT', field: ['lines'] }],
  ['with 21 lines', () => ({ lines: Array.from({ length: 21 }, () => featureLine) }), { code: 'INVALID_INPUT', field: ['lines'] }],
  ['with a line that says nothing', () => ({ lines: [{ ...featureLine, statement: '' }] }), { code: 'INVALID_INPUT', field: ['lines', '0', 'statement'] }],
  ['with a key that nobody gave', () => ({ lines: [{ ...featureLine, key: 'l7' }] }), { code: 'INVALID_INPUT', field: ['lines', '0', 'key'] }],
  ['with conditions of which none is mandatory', () => ({ lines: [{ ...featureLine, conditions: [{ statement: 'It is quick', mandatory: false }] }] }), { code: 'INVALID_INPUT', field: ['lines', '0', 'conditions'] }],
  ['of a Customer who is not there', () => ({ lines: [{ ...featureLine, customer: unknownLike(ada, api.clock.now) }] }), { code: 'INVALID_INPUT', field: ['lines', '0', 'customer'] }],
  ['kept by somebody else', () => ({ keeper: ada }), { code: 'NOT_THE_SPEAKER', field: ['keeper'] }],
  ['drawn from a workflow that is not there', () => ({ workflows: [{ workflow: unknownLike(ada, api.clock.now) }] }), { code: 'NOT_FOUND', field: ['workflows', '0', 'workflow'] }],
])('no role is created %s', async (_, input, refusal) => {
  expect(await refused(creates(input()))).toMatchObject(refusal);
});

test('a role is drawn from no workflow twice, from none of another role, and into no line that it has not', async () => {
  const workflow = await workflowIn(company, 'LISTENING');
  expect(await refused(creates({ workflows: [{ workflow }, { workflow }] }))).toMatchObject({ code: 'INVALID_INPUT', field: ['workflows', '1', 'workflow'] });
  expect(await refused(creates({ workflows: [{ workflow, line: 2 }] }))).toMatchObject({ code: 'INVALID_INPUT', field: ['workflows', '0', 'line'] });
  await creates({ workflows: [{ workflow }] })();
  expect(await refused(creates({ workflows: [{ workflow }] }))).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('another role') as string });
});

test('a role is drawn from workflows of nobody who has no voice in it, be they seen by all', async () => {
  const workflow = await workflowIn(company, 'EXECUTING');
  const tries = (who: string): Promise<{ act: unknown; userErrors: unknown[] }> =>
    company.tries(who, 'createRole', 'CreateRoleInput', { name: 'Mine', lines: [featureLine], workflows: [{ workflow }] }, 'act { id }') as Promise<{ act: unknown; userErrors: unknown[] }>;
  expect(await refused(() => tries('chidi'))).toMatchObject({ code: 'NOT_THE_SPEAKER', field: ['workflows', '0', 'workflow'] });
  expect(await refused(() => tries('olga'))).toMatchObject({ code: 'NOT_THE_SPEAKER' });
  expect(await tries('ada')).toMatchObject({ userErrors: [] });
});

test.each([
  ['a stranger amends it', 'chidi', 'amendRole', () => ({ name: 'Mine' }), { code: 'NOT_THE_SPEAKER', message: expect.stringContaining('Bram') as string }],
  ['an administrator amends what its keeper is there for', 'olga', 'amendRole', () => ({ name: 'Ours' }), { code: 'NOT_THE_SPEAKER' }],
  ['nothing is amended', 'bram', 'amendRole', () => ({ name: 'Engineer' }), { code: 'ALREADY_SO' }],
  ['a line is named twice', 'bram', 'amendRole', () => ({ lines: [{ ...featureLine, key: 'l1' }, { ...featureLine, key: 'l1' }] }), { code: 'INVALID_INPUT', field: ['lines', '1', 'key'] }],
  ['somebody stands behind the line of another', 'dana', 'standBehindRole', () => ({ lines: ['l2'] }), { code: 'NOT_THE_SPEAKER' }],
  ['somebody stands behind it twice', 'dana', 'standBehindRole', () => ({ lines: ['l1'] }), { code: 'ALREADY_SO' }],
  ['somebody stands behind a line that is not there', 'dana', 'standBehindRole', () => ({ lines: ['l1', 'l9'] }), { code: 'INVALID_INPUT', field: ['lines', '1'] }],
  ['somebody stands back from what they never said', 'ada', 'standBackFromRole', () => ({}), { code: 'ALREADY_SO' }],
  ['a stranger offers it', 'chidi', 'offerRole', () => ({ agent: bram }), { code: 'NOT_THE_SPEAKER' }],
  ['it is offered to who holds it', 'bram', 'offerRole', () => ({ agent: emil }), { code: 'ALREADY_SO', field: ['agent'] }],
  ['it is offered to a Customer of it', 'bram', 'offerRole', () => ({ agent: ada }), { code: 'INVALID_INPUT', field: ['agent'] }],
  ['it is offered to nobody', 'bram', 'offerRole', () => ({ agent: unknownLike(ada, api.clock.now) }), { code: 'NOT_FOUND', field: ['agent'] }],
  ['it is offered until a day that has passed', 'bram', 'offerRole', () => ({ agent: bram, until: '2026-01-31' }), { code: 'INVALID_INPUT', field: ['until'] }],
  ['it is offered in the name of another', 'bram', 'offerRole', () => ({ agent: bram, by: dana }), { code: 'NOT_THE_SPEAKER', field: ['by'] }],
  ['what is offered to nobody is taken', 'bram', 'takeRole', () => ({}), { code: 'NOT_AVAILABLE' }],
  ['what is offered to nobody is refused', 'bram', 'refuseRole', () => ({}), { code: 'NOT_AVAILABLE' }],
  ['an offer is taken back that was not made', 'bram', 'takeBackRoleOffer', () => ({ agent: bram }), { code: 'NOT_AVAILABLE' }],
  ['somebody leaves who does not hold it', 'chidi', 'leaveRole', () => ({ words: 'Farewell.' }), { code: 'NOT_THE_SPEAKER' }],
  ['somebody is made to leave', 'olga', 'leaveRole', () => ({ agent: emil }), { code: 'NOT_THE_SPEAKER' }],
  ['somebody leaves it to themselves', 'emil', 'leaveRole', () => ({ successor: emil }), { code: 'INVALID_INPUT', field: ['successor'] }],
  ['somebody leaves it to nobody', 'emil', 'leaveRole', () => ({ successor: unknownLike(ada, api.clock.now) }), { code: 'NOT_FOUND', field: ['successor'] }],
  ['a stranger retires it', 'dana', 'retireRole', () => ({}), { code: 'NOT_THE_SPEAKER' }],
  ['it is offered as it was before', 'bram', 'offerRole', () => ({ agent: bram, expectedVersion: 1 }), { code: 'CONFLICT', field: ['expectedVersion'] }],
  ['another version was expected', 'bram', 'retireRole', () => ({ expectedVersion: 99 }), { code: 'CONFLICT', field: ['expectedVersion'] }],
])('%s, and is refused', async (_, who, mutation, input, refusal) => {
  expect(await refused(() => role.tries(who, mutation, input()) as Promise<{ act: unknown; userErrors: unknown[] }>)).toMatchObject(refusal);
});

test('nobody stands behind words that were put in the place of those they read, nor says no version at all', async () => {
  const lines = [{ ...featureLine, customer: dana }];
  const other = await Playing.creates(company, 'bram', { lines });
  const { version } = await other.read('dana', 'version');
  await other.does('bram', 'amendRole', { lines: [{ ...lines[0], key: 'l1', statement: 'Give Bram whatever he likes' }] });
  expect(await refused(() => other.tries('dana', 'standBehindRole', { expectedVersion: version }))).toMatchObject({ code: 'CONFLICT', currentVersion: 2 });
  await expect(other.tries('dana', 'standBehindRole', { expectedVersion: undefined })).rejects.toThrow('expectedVersion');
  await expect(other.tries('bram', 'offerRole', { agent: emil, expectedVersion: undefined })).rejects.toThrow('expectedVersion');
});

test('what is offered to one is taken by nobody else, nor after its Customer has left', async () => {
  const other = await Playing.creates(company, 'bram', { lines: [{ ...featureLine, customer: await company.agent('gus', { kind: 'PERSON', name: 'Gus' }) }] });
  await other.offeredTo(emil, 'bram');
  expect(await refused(() => other.tries('chidi', 'takeRole'))).toMatchObject({ code: 'NOT_THE_SPEAKER' });
  expect(await refused(() => other.tries('bram', 'takeRole', { agent: emil }))).toMatchObject({ code: 'NOT_THE_SPEAKER' });
  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: await company.agent('gus', {}) }, 'agent { id }');
  expect(await refused(() => other.tries('emil', 'takeRole'))).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('Gus') as string });
  expect(await refused(() => other.tries('bram', 'offerRole', { agent: emil }))).toMatchObject({ code: 'ALREADY_SO' });
});
