import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { ndjson, wholeFile } from '../kit/records.js';

let api: Api;
let company: Company;

beforeAll(async () => { api = await openApi(); });
beforeEach(async () => { company = await api.found(); });
afterAll(() => api.close());

type Wish = Readonly<Record<string, unknown>>;
const terms = 'respondWithin checkInEvery assessWithin';
const sets = (wish: Wish, who = 'olga') => company.tries(who, 'setCustomershipDefaults', 'SetCustomershipDefaultsInput', wish, `organization { version customershipDefaults { upToDays terms { ${terms} } } } act { act words said { path value } }`);

const short = { upToDays: 30, respondWithin: 'PT4H', checkInEvery: 'P2D', assessWithin: 'P1D' };
const long = { respondWithin: 'P5D', checkInEvery: 'P14D', assessWithin: 'P7D' };
const { upToDays: _, ...shortTerms } = short; // eslint-disable-line @typescript-eslint/no-unused-vars -- what is left is meant

async function opened(due: string, more: Wish = {}): Promise<string> {
  await company.person('ada');
  return (await company.says('ada', 'openWorkflow', { performer: await company.person('bram'), statement: 'Build Awesome Tech', window: { due }, ...more })).id;
}

async function termsOf(workflow: string): Promise<unknown> {
  return (await company.asks('ada', `query($id: ID!) { workflow(id: $id) { dual { terms { ${terms} } } } }`, { id: workflow })).workflow.dual.terms;
}

test('until an administrator says otherwise they are the usual ones, by horizon', async () => {
  const { viewer } = await company.asks('olga', `{ viewer { organization { customershipDefaults { upToDays terms { ${terms} } } } } }`);
  expect(viewer.organization.customershipDefaults.map(({ upToDays }: { upToDays: number | null }) => upToDays)).toEqual([7, 31, 100, 370, null]);
  expect(await termsOf(await opened('2026-12-31'))).toEqual({ respondWithin: 'P7D', checkInEvery: 'P1M', assessWithin: 'P14D' });
});

test('said on the record, they are those of workflows that begin, and leave what stands as it is', async () => {
  const before = await opened('2026-12-31');
  const { organization, act } = await sets({ defaults: [short, long], words: 'We answer faster now' });
  expect(organization).toEqual({ version: 2, customershipDefaults: [{ upToDays: 30, terms: shortTerms }, { upToDays: null, terms: long }] });
  expect(act).toMatchObject({ act: 'SET_CUSTOMERSHIP_DEFAULTS', words: 'We answer faster now', said: expect.arrayContaining([{ path: 'defaults.0.upToDays', value: '30' }, { path: 'defaults.1.terms.respondWithin', value: 'P5D' }]) });
  expect(await termsOf(await opened('2026-03-20'))).toEqual(shortTerms);
  expect(await termsOf(await opened('2026-12-31'))).toEqual(long);
  expect(await termsOf(await opened('2026-12-31', { customership: { checkInEvery: 'P1D' } }))).toEqual({ ...long, checkInEvery: 'P1D' });
  expect(await termsOf(before)).toEqual({ respondWithin: 'P7D', checkInEvery: 'P1M', assessWithin: 'P14D' });
});

test('a cycle that is renewed has them, unless something else was agreed', async () => {
  const renewed = async (more: Wish): Promise<unknown> => {
    const workflow = await opened('2026-12-31', { ...more, request: true });
    await company.says('bram', 'offerHelp', { workflow });
    await company.says('ada', 'engageInWorkflow', { workflow });
    const { standingProposal } = await company.says('bram', 'proposeTerms', { workflow, terms: { due: '2026-11-30', conditions: [{ statement: 'It works' }] } });
    await company.says('ada', 'agreeToProposal', { workflow, proposal: standingProposal?.id });
    await company.says('bram', 'deliverResults', { workflow });
    await company.says('ada', 'assessDelivery', { workflow, outcomes: [{ condition: 'c1', outcome: 'MET' }], satisfaction: 5 });
    await sets({ defaults: [short, long] });
    await company.says('ada', 'renewWorkflow', { workflow, window: { due: '2027-12-31' } });
    return termsOf(workflow);
  };
  expect(await renewed({})).toEqual(long);
  expect(await renewed({ customership: { respondWithin: 'P9D' } })).toEqual({ respondWithin: 'P9D', checkInEvery: 'P14D', assessWithin: 'P7D' });
});

test('what comes in from elsewhere has them, where nothing is said of it there', async () => {
  await sets({ defaults: [long] });
  await company.does('olga', 'importRecords', 'ImportRecordsInput', { records: ndjson(wholeFile).trim().split('\n') }, 'report { workflows { added } }');
  const { workflows } = await company.asks('olga', `{ workflows { nodes { attested { source } customership { ${terms} } } } }`);
  expect(workflows.nodes).toMatchObject([{ customership: { assessWithin: 'P7D' } }]);
});

test('a role has them in its lines, where nothing else is said', async () => {
  await sets({ defaults: [long] });
  await company.person('ada');
  const { role } = await company.does('ada', 'createRole', 'CreateRoleInput', { name: 'Engineer', lines: [{ statement: 'Implement Awesome Feature', horizon: 'P3M' }] }, `role { lines { customership { ${terms} } } }`);
  expect(role.lines).toEqual([{ customership: long }]);
});

test.each<[string, Wish, readonly string[]]>([
  ['none at all', { defaults: [] }, ['defaults']],
  ['more than ten', { defaults: [...Array.from({ length: 10 }, (__, index) => ({ ...short, upToDays: index + 1 })), long] }, ['defaults']],
  ['a last one that ends', { defaults: [short] }, ['defaults', '0', 'upToDays']],
  ['one without an end before the last', { defaults: [long, long] }, ['defaults', '0', 'upToDays']],
  ['horizons that do not grow', { defaults: [short, { ...short, upToDays: 30 }, long] }, ['defaults', '1', 'upToDays']],
  ['no days', { defaults: [{ ...short, upToDays: 0 }, long] }, ['defaults', '0', 'upToDays']],
  ['a term that is left out', { defaults: [{ respondWithin: 'P5D', checkInEvery: 'P14D' }] }, ['defaults', '0', 'assessWithin']],
])('%s is refused', async (__, wish, field) => {
  const { organization, userErrors } = await sets(wish);
  expect([organization, userErrors]).toEqual([null, [expect.objectContaining({ code: 'INVALID_INPUT', field })]]);
});

test('to say it is refused to whoever is no administrator, twice, and to whoever decided on what has changed since', async () => {
  await company.person('ada');
  expect((await sets({ defaults: [long] }, 'ada')).userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
  await sets({ defaults: [long] });
  expect((await sets({ defaults: [long] })).userErrors).toMatchObject([{ code: 'ALREADY_SO' }]);
  expect((await sets({ defaults: [short, long], expectedVersion: 1 })).userErrors).toMatchObject([{ code: 'CONFLICT', currentVersion: 2 }]);
});
