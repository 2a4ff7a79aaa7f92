import { cast } from '../../src/demo/cast.js';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Planning, consents, proposed } from '../kit/planning.js';
import type { Talked } from '../kit/planning.js';
import { dependsOn } from '../kit/ties.js';

/*
 * Dana is promised a product by Chidi. It hangs on what Chidi was promised by Ada, which those two keep to themselves. If
 * it comes late, it is Dana who bears it: she has to be told that something does, and may accept it, and hears nothing else.
 */
jest.setTimeout(240_000);

let api: Api;
let company: Company;
let product: Talked;
let secret: Talked;
let planning: Planning;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  await company.person('fatima');
  product = await proposed(company, 'dana', 'chidi', '2026-10-31', 'Ship an Awesome Product');
  secret = await proposed(company, 'chidi', 'ada', '2026-11-30', 'hush, a reorganisation');
  await dependsOn(company, 'chidi', { workflow: product.id, provider: secret.id, neededBy: '2026-09-30' });
  await company.says('chidi', 'setWorkflowVisibility', { workflow: secret.id, visibility: 'PARTIES' });
  planning = await Planning.opens(company, 'dana', { workflows: [product.id] });
  await planning.does('dana', 'inviteToPlanningRound', { agents: [await company.person('chidi')] });
  await planning.does('chidi', 'addToPlanningRound', { workflows: [secret.id] });
  await consents(company, 'dana', product);
  await consents(company, 'chidi', secret);
});
afterAll(() => api.close());

const ends = '... on DependencyNotAcknowledged { dependent { id } provider { id objective } } ... on DependencyTooLate { dependent { id } provider { id objective } neededBy due }';
const alignment = `alignment { totalCount hiddenCount nodes { id kind says waived workflows { id } waivableBy { name } waivedBy { name } talk { one { name } other { name } } mends { kind agent { name } workflow { id } } ${ends} } }`;

test('whoever bears it is told what it is, in what is theirs, and nothing of the rest', async () => {
  const found = (await planning.read('dana', alignment)).alignment;
  const own = { workflows: [{ id: product.id }], dependent: { id: product.id }, provider: null, waivableBy: [{ name: cast.dana.name }], talk: [], waived: false };
  expect(found).toMatchObject({
    totalCount: 2, hiddenCount: 0,
    nodes: [
      { kind: 'DEPENDENCY_NOT_ACKNOWLEDGED', ...own, mends: [{ kind: 'STOP_DEPENDING', agent: { name: cast.chidi.name }, workflow: { id: product.id } }] },
      { kind: 'DEPENDENCY_TOO_LATE', ...own, says: 'What is needed by 2026-09-30 is due on 2026-11-30.', mends: [{ kind: 'PROPOSE_LATER' }, { kind: 'STOP_DEPENDING' }] },
    ],
  });
  const told = JSON.stringify(found);
  for (const hidden of [secret.id, 'hush', cast.ada.name]) expect(told).not.toContain(hidden);
});

test('whoever sees all of it is told all of it, and who is neither of them that there is more', async () => {
  expect((await planning.read('chidi', alignment)).alignment).toMatchObject({
    totalCount: 2, hiddenCount: 0,
    nodes: [{ provider: { id: secret.id }, talk: [{ one: { name: cast.chidi.name }, other: { name: cast.ada.name } }] }, { provider: { id: secret.id } }],
  });
  expect((await planning.read('fatima', `availableActs ${alignment}`))).toEqual({ availableActs: [], alignment: { totalCount: 0, hiddenCount: 2, nodes: [] } });
});

test('a settlement is refused with it, and it is waived by exactly the one to whom that is offered', async () => {
  const { misalignments, round } = await planning.settles('dana');
  expect(round).toBeNull();
  expect(misalignments.map(({ kind }) => kind)).toEqual(['DEPENDENCY_NOT_ACKNOWLEDGED', 'DEPENDENCY_TOO_LATE']);
  for (const [index, { id }] of misalignments.entries()) {
    for (const who of ['ada', 'chidi', 'fatima']) {
      expect((await planning.read(who, 'availableActs')).availableActs).not.toContain('WAIVE');
      expect((await planning.tries(who, 'waiveMisalignment', { misalignment: id })).userErrors).toMatchObject([{ code: 'NOT_THE_SPEAKER' }]);
    }
    expect((await planning.read('dana', 'availableActs')).availableActs).toContain('WAIVE');
    await planning.does('dana', 'waiveMisalignment', { misalignment: id });
    expect((await planning.read('dana', 'waivers { misalignment by { name } }')).waivers).toHaveLength(index + 1);
  }
  expect((await planning.read('dana', 'availableActs')).availableActs).not.toContain('WAIVE');
});

test('that it was waived is told to who is told of it, and to nobody else', async () => {
  expect((await planning.read('dana', 'alignment { nodes { waived waivedBy { name } } }')).alignment.nodes).toEqual([1, 2].map(() => ({ waived: true, waivedBy: [{ name: cast.dana.name }] })));
  expect((await planning.read('chidi', 'waivers { by { name } }')).waivers).toHaveLength(2);
  expect((await planning.read('fatima', 'waivers { by { name } } misaligned { count waived }'))).toEqual({ waivers: [], misaligned: [{ count: 1, waived: 1 }, { count: 1, waived: 1 }] });
});

test('it settles then', async () => {
  expect(await planning.settles('dana')).toMatchObject({ round: { status: 'SETTLED' }, userErrors: [] });
});
