import { globalId } from '../../src/domain/common/identifier.rules.js';
import { cast } from '../../src/demo/cast.js';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Planning, consents, proposed } from '../kit/planning.js';
import type { Talked } from '../kit/planning.js';

jest.setTimeout(240_000);

let api: Api;
let company: Company;

beforeAll(async () => { api = await openApi(); });
beforeEach(async () => { company = await api.found(); });
afterAll(() => api.close());

type Wish = Readonly<Record<string, unknown>>;
const organizationFields = 'organization { version capacity { promises percent percentEach } } act { act id words }';
const usual = (wish: Wish, who = 'olga') => company.tries(who, 'setUsualCapacity', 'SetUsualCapacityInput', wish, organizationFields);
const of = async (name: 'bram' | 'ada', wish: Wish, who = 'olga') => company.tries(who, 'setAgentCapacity', 'SetAgentCapacityInput', { agent: await company.person(name), ...wish }, 'agent { version capacity { promises percent } } act { act id words }');

/** Three workflows in which Bram has proposed to Ada, Chidi and Dana, consented to by each. */
async function threeOfBrams(): Promise<{ readonly planning: Planning; readonly talked: readonly Talked[] }> {
  const talked: Talked[] = [];
  for (const who of ['ada', 'chidi', 'dana'] as const) talked.push(await proposed(company, who, 'bram', '2026-11-30', `What ${who} needs`));
  const planning = await Planning.opens(company, 'ada', { workflows: talked.map(({ id }) => id) });
  for (const [index, who] of (['ada', 'chidi', 'dana'] as const).entries()) await consents(company, who, talked[index] as Talked);
  return { planning, talked };
}

const details = '... on Overloaded { agent { name } promises percent mostPromises mostPercent }';

test('an administrator says how much everybody can carry, and on the record', async () => {
  const { organization, act } = await usual({ promises: 5, percent: 80, percentEach: 20, words: 'Less is more' });
  expect([organization, act]).toMatchObject([{ version: 2, capacity: { promises: 5, percent: 80, percentEach: 20 } }, { act: 'SET_USUAL_CAPACITY', words: 'Less is more' }]);
  expect((await usual({ promises: 5 })).organization.capacity).toEqual({ promises: 5, percent: null, percentEach: null });
  expect((await company.asks('olga', '{ viewer { organization { capacity { promises percent percentEach } } } }')).viewer.organization.capacity).toEqual({ promises: 5, percent: null, percentEach: null });
  const { agent, act: said } = await of('bram', { promises: 2, words: 'He is new' });
  expect([agent.capacity, said.act]).toEqual([{ promises: 2, percent: null }, 'SET_CAPACITY']);
  const { agent: before } = await company.asks('olga', 'query($id: ID!, $asOf: When) { agent(id: $id, asOf: $asOf) { capacity { promises percent } } }', { id: await company.person('ada') });
  expect(before.capacity).toEqual({ promises: null, percent: null });
});

test.each<[string, Wish, string, readonly string[]]>([
  ['no promise at all', { promises: 0 }, 'INVALID_INPUT', ['promises']],
  ['more than anybody could', { promises: 1_001 }, 'INVALID_INPUT', ['promises']],
  ['more than all of their time', { percent: 101, percentEach: 5 }, 'INVALID_INPUT', ['percent']],
  ['promises that take no time', { percent: 50, percentEach: 0 }, 'INVALID_INPUT', ['percentEach']],
  ['a share of time that nothing takes anything of', { percent: 50 }, 'INVALID_INPUT', ['percentEach']],
])('%s is refused', async (_, wish, code, field) => {
  const { organization, userErrors } = await usual(wish);
  expect([organization, userErrors]).toEqual([null, [expect.objectContaining({ code, field })]]);
});

test('to say it is refused to whoever is no administrator, of nobody, and twice', async () => {
  await company.person('ada');
  expect((await usual({ promises: 5 }, 'ada')).userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
  expect((await of('bram', { promises: 5 }, 'ada')).userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
  expect((await usual({})).userErrors).toMatchObject([{ code: 'ALREADY_SO' }]);
  await of('bram', { promises: 5 });
  expect((await of('bram', { promises: 5 })).userErrors).toMatchObject([{ code: 'ALREADY_SO' }]);
  expect((await of('bram', { promises: 6, expectedVersion: 1 })).userErrors).toMatchObject([{ code: 'CONFLICT' }]);
  const nobody = globalId('Agent', '0192a000-0000-7000-8000-000000000000');
  expect((await company.tries('olga', 'setAgentCapacity', 'SetAgentCapacityInput', { agent: nobody, promises: 1 }, 'agent { id }')).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['agent'] }]);
});

test('a round in which somebody would carry more than that is not settled, until they accept it or have less to carry', async () => {
  const { planning, talked } = await threeOfBrams();
  expect(await planning.alignment('ada')).toEqual([]);
  await usual({ promises: 2 });
  const [overload, ...others] = await planning.alignment('ada', details);
  expect(others).toEqual([]);
  expect(overload).toMatchObject({
    __typename: 'Overloaded', kind: 'OVERLOADED', agent: { name: cast.bram.name }, promises: 3, percent: 0, mostPromises: 2, mostPercent: null, waivableBy: [{ name: cast.bram.name }],
    says: '3 promises at once; they can carry 2.',
  });
  expect(overload?.talk.map(({ other }) => other.name).sort()).toEqual([cast.ada.name, cast.chidi.name, cast.dana.name].sort());
  expect(overload?.workflows.map(({ id }) => id).sort()).toEqual(talked.map(({ id }) => id).sort());
  expect(await planning.settles('ada')).toMatchObject({ round: null, misalignments: [{ kind: 'OVERLOADED' }], userErrors: [{ code: 'NOT_AVAILABLE', message: expect.stringContaining('1 OVERLOADED') as string }] });
  expect((await planning.tries('ada', 'waiveMisalignment', { misalignment: overload?.id })).userErrors).toHaveLength(1);
  await planning.does('bram', 'waiveMisalignment', { misalignment: overload?.id });
  // Who accepted three has not accepted three where only one can be carried.
  await of('bram', { promises: 1 });
  expect(await planning.alignment('ada', details)).toMatchObject([{ waived: false, mostPromises: 1 }]);
  await of('bram', { promises: null });
  expect(await planning.alignment('ada', details)).toMatchObject([{ waived: true, mostPromises: 2 }]);
  expect(await planning.settles('ada')).toMatchObject({ round: { status: 'SETTLED' }, userErrors: [] });
});

test('time is counted where an organisation says how much of it a promise takes', async () => {
  const { planning } = await threeOfBrams();
  await usual({ percent: 100, percentEach: 40 });
  expect(await planning.alignment('ada', details)).toMatchObject([{ promises: 3, percent: 120, mostPromises: null, mostPercent: 100 }]);
  await of('bram', { percent: 100, promises: 3 });
  await usual({ percentEach: 30 });
  expect(await planning.alignment('ada', details)).toEqual([]);
  expect(await planning.settles('ada')).toMatchObject({ round: { status: 'SETTLED' } });
});

test('what they have promised outside of the round is carried too, and told to those who may see it', async () => {
  const before = await proposed(company, 'emil', 'bram', '2026-10-31', 'What Emil needs');
  await company.says('emil', 'agreeToProposal', { workflow: before.id, proposal: before.proposal });
  const { planning, talked } = await threeOfBrams();
  await of('bram', { promises: 3 });
  const [overload] = await planning.alignment('ada', details);
  expect(overload).toMatchObject({ kind: 'OVERLOADED', promises: 4, mostPromises: 3 });
  expect(overload?.workflows.map(({ id }) => id).sort()).toEqual([before.id, ...talked.map(({ id }) => id)].sort());
  // It can only be mended in the round.
  expect(overload?.mends.map(({ workflow }) => workflow.id)).not.toContain(before.id);
  await company.says('emil', 'setWorkflowVisibility', { workflow: before.id, visibility: 'PARTIES' });
  expect(await planning.alignment('ada')).toEqual([]);
  expect(await planning.read('ada', 'readyToSettle misaligned { kind count } alignment(first: 5) { hiddenCount }')).toEqual({ readyToSettle: false, misaligned: [{ kind: 'OVERLOADED', count: 1 }], alignment: { hiddenCount: 1 } });
  expect(await planning.alignment('bram')).toMatchObject([{ kind: 'OVERLOADED' }]);
  await company.says('emil', 'releasePromise', { workflow: before.id });
  expect(await planning.settles('ada')).toMatchObject({ round: { status: 'SETTLED' } });
});
