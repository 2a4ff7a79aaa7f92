import { openApi } from '../kit/api.js';
import type { Act, Api, Company } from '../kit/api.js';
import { Planning, consents } from '../kit/planning.js';
import { dayFromNow, dependsOn, workflowBetween } from '../kit/ties.js';

/*
 * Two promises, each of which needs the other for its second condition alone. As long as that is optional in one of them
 * nobody waits in a ring; what makes it mandatory in both would close one, without a dependency being made.
 */

let api: Api;
let company: Company;
let tech: string;
let product: string;
const [techs, products] = ['Build Awesome Tech', 'Ship an Awesome Product'];

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  company = await api.found();
  tech = await workflowBetween(company, { customer: 'ada', performer: 'bram', statement: techs, due: day(300), until: 'NEGOTIATING' });
  product = await workflowBetween(company, { customer: 'ada', performer: 'dana', statement: products, due: day(300), until: 'NEGOTIATING' });
  await anew('bram', tech, false);
  await anew('dana', product, false);
});
afterAll(() => api.close());

const day = (days: number): string => dayFromNow(company, days);
type Who = 'ada' | 'bram' | 'dana';
const terms = (mandatory: boolean, known: boolean) => ({ due: day(300), conditions: [{ key: known ? 'c1' : null, statement: 'It works' }, { key: known ? 'c2' : null, statement: 'It is quick', mandatory }] });

/** The first terms of a workflow, or others with the same conditions. */
const anew = (who: Who, workflow: string, mandatory: boolean): Promise<Act> => company.triesTo(who, 'proposeTerms', { workflow, terms: terms(mandatory, false) });
const proposes = (who: Who, workflow: string, mandatory: boolean): Promise<Act> => company.triesTo(who, 'proposeTerms', { workflow, terms: terms(mandatory, true) });

async function needEachOther(): Promise<void> {
  await dependsOn(company, 'bram', { workflow: tech, condition: 'c2', provider: product, neededBy: day(300) });
  await dependsOn(company, 'dana', { workflow: product, condition: 'c2', provider: tech, neededBy: day(300) });
}

async function standing(workflow: string): Promise<{ version: number; standingProposal: { id: string; conditions: { mandatory: boolean }[] } | null; promise: { conditions: { mandatory: boolean }[] } | null }> {
  return (await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { version standingProposal { id conditions { mandatory } } promise { conditions { mandatory } } } }', { id: workflow })).workflow;
}

const agrees = async (workflow: string): Promise<Act> => company.triesTo('ada', 'agreeToProposal', { workflow, proposal: (await standing(workflow)).standingProposal?.id });

/** Each of the two says that the other may count on them. */
async function acknowledged(): Promise<void> {
  for (const [who, workflow] of [['bram', tech], ['dana', product]] as const) {
    const { workflow: found } = await company.asks(who, 'query($id: ID!) { workflow(id: $id) { neededFor { id } } }', { id: workflow });
    await company.says(who, 'acknowledgeDependency', { workflow, dependency: found.neededFor[0].id });
  }
}

/** Both are promised, and on the table again with a second condition that is to become mandatory. */
async function bothRenegotiated(): Promise<void> {
  for (const [who, workflow] of [['bram', tech], ['dana', product]] as const) {
    expect((await agrees(workflow)).userErrors).toEqual([]);
    await company.says(who, 'renegotiatePromise', { workflow, words: 'It has to be quick' });
    expect((await proposes(who, workflow, true)).userErrors).toEqual([]);
  }
}

function expectRing({ act, userErrors }: Act, code: string, field: readonly string[] | null, ...named: readonly string[]): void {
  expect(act).toBeNull();
  expect(userErrors).toEqual([expect.objectContaining({ code, field, message: expect.stringContaining([...named, named[0]].map((one) => `“${String(one)}” (c2)`).join(' needs ')) as string })]);
}

describe('terms that would close a ring are refused, with the ring named', () => {
  beforeEach(() => needEachOther());

  test('by whoever proposes them', async () => {
    expect((await proposes('bram', tech, true)).userErrors).toEqual([]);
    const { version } = await standing(product);
    expectRing(await proposes('dana', product, true), 'INVALID_INPUT', ['terms', 'conditions'], products, techs);
    expect(await standing(product)).toMatchObject({ version, standingProposal: { conditions: [{ mandatory: true }, { mandatory: false }] } });
    // The Customer who counters it is told the same.
    expectRing(await proposes('ada', product, true), 'INVALID_INPUT', ['terms', 'conditions'], products, techs);
  });

  test('though not where it was mandatory before, or becomes optional elsewhere first', async () => {
    await proposes('bram', tech, true);
    for (const turn of [1, 2]) expect([turn, (await proposes('bram', tech, true)).userErrors]).toEqual([turn, []]);
    await proposes('bram', tech, false);
    expect((await proposes('dana', product, true)).userErrors).toEqual([]);
    expectRing(await proposes('bram', tech, true), 'INVALID_INPUT', ['terms', 'conditions'], techs, products);
  });

  test('nor once what was needed is no longer needed, or no longer without condition', async () => {
    await proposes('bram', tech, true);
    const { workflow } = await company.asks('bram', 'query($id: ID!) { workflow(id: $id) { needs { id } } }', { id: tech });
    await company.says('bram', 'stopDependingOnPromise', { workflow: tech, dependency: workflow.needs[0].id });
    await dependsOn(company, 'bram', { workflow: tech, condition: 'c2', provider: product, neededBy: day(300), kind: 'SOFT' });
    expect((await proposes('dana', product, true)).userErrors).toEqual([]);
  });

  test('in a renegotiation, by whoever accepts the second of two that fitted when they were proposed', async () => {
    await bothRenegotiated();
    expect((await agrees(tech)).userErrors).toEqual([]);
    const refused = await agrees(product);
    expectRing(refused, 'NOT_AVAILABLE', null, products, techs);
    expect(refused.userErrors[0]?.instead).toEqual(expect.arrayContaining([{ act: 'PROPOSE', speaker: 'CUSTOMER' }, { act: 'PROPOSE', speaker: 'PERFORMER' }]));
    expect(refused.userErrors[0]?.instead).not.toContainEqual({ act: 'AGREE', speaker: 'CUSTOMER' });
    expect((await standing(product)).promise?.conditions).toEqual([{ mandatory: true }, { mandatory: false }]);
    expect((await proposes('dana', product, false)).userErrors).toEqual([]);
    expect((await agrees(product)).userErrors).toEqual([]);
  });

  test('by a Performer who would promise what the Customer asks for', async () => {
    await bothRenegotiated();
    expect((await proposes('ada', product, true)).userErrors).toEqual([]);
    expect((await agrees(tech)).userErrors).toEqual([]);
    expectRing(await company.triesTo('dana', 'makePromise', { workflow: product, proposal: (await standing(product)).standingProposal?.id }), 'NOT_AVAILABLE', null, products, techs);
  });

  test('of two that are said at the same moment one is refused', async () => {
    for (let turn = 0; turn < 3; turn++) {
      const said = await Promise.all([proposes('bram', tech, true), proposes('dana', product, true)]);
      expect(said.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['INVALID_INPUT']);
      await Promise.all([proposes('bram', tech, false), proposes('dana', product, false)]);
    }
    await bothRenegotiated();
    const accepted = await Promise.all([agrees(tech), agrees(product)]);
    expect(accepted.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['NOT_AVAILABLE']);
  });

  test('where only its parties may see a workflow of it, without its name', async () => {
    await proposes('bram', tech, true);
    await company.says('ada', 'setWorkflowVisibility', { workflow: tech, visibility: 'PARTIES' });
    expectRing(await proposes('dana', product, true), 'INVALID_INPUT', ['terms', 'conditions'], products, 'what only its parties may see');
  });

  test('when a round would be settled with both, where it is a misalignment that nobody waives', async () => {
    for (const workflow of [tech, product]) await agrees(workflow);
    const planning = await Planning.opens(company, 'ada', { workflows: [tech, product] });
    for (const [who, workflow] of [['bram', tech], ['dana', product]] as const) {
      await company.says(who, 'renegotiatePromise', { workflow, words: 'It has to be quick' });
      expect((await proposes(who, workflow, true)).userErrors).toEqual([]);
    }
    await acknowledged();
    for (const workflow of [tech, product]) await consents(company, 'ada', { id: workflow, proposal: (await standing(workflow)).standingProposal?.id ?? '' });
    const refused = await planning.settles('ada');
    expect(refused).toMatchObject({ round: null, userErrors: [{ code: 'NOT_AVAILABLE', message: expect.stringContaining('1 HARD_RING') as string }] });
    expect(refused.misalignments).toMatchObject([{ __typename: 'HardRing', kind: 'HARD_RING', waivableBy: [], talk: [expect.anything(), expect.anything()], mends: [{ kind: 'STOP_DEPENDING' }, { kind: 'STOP_DEPENDING' }] }]);
    const [ring] = refused.misalignments;
    const { userErrors } = await planning.tries('ada', 'waiveMisalignment', { misalignment: ring?.id });
    expect(userErrors).toHaveLength(1);
    expect((await standing(tech)).promise?.conditions).toEqual([{ mandatory: true }, { mandatory: false }]);
    // One of the two gives way, and it settles.
    expect((await proposes('dana', product, false)).userErrors).toEqual([]);
    await consents(company, 'ada', { id: product, proposal: (await standing(product)).standingProposal?.id ?? '' });
    expect(await planning.settles('ada')).toMatchObject({ round: { status: 'SETTLED' }, userErrors: [] });
    expect((await standing(tech)).promise?.conditions).toEqual([{ mandatory: true }, { mandatory: true }]);
  });
});

test('what is proposed outside of a round is in the way of nothing in it, and is refused when it is accepted after it', async () => {
  await needEachOther();
  await acknowledged();
  await bothRenegotiated();
  const planning = await Planning.opens(company, 'ada', { workflows: [tech] });
  await consents(company, 'ada', { id: tech, proposal: (await standing(tech)).standingProposal?.id ?? '' });
  expect(await planning.settles('ada')).toMatchObject({ round: { status: 'SETTLED' }, userErrors: [] });
  expectRing(await agrees(product), 'NOT_AVAILABLE', null, products, techs);
});

test('terms that were put off in a round are in the way of nothing in it either', async () => {
  await needEachOther();
  await acknowledged();
  await bothRenegotiated();
  const planning = await Planning.opens(company, 'ada', { workflows: [tech, product] });
  await consents(company, 'ada', { id: tech, proposal: (await standing(tech)).standingProposal?.id ?? '' });
  await company.says('dana', 'deferWorkflow', { workflow: product, until: day(30) });
  expect(await planning.settles('ada')).toMatchObject({ round: { status: 'SETTLED' }, userErrors: [] });
  expectRing(await agrees(product), 'NOT_AVAILABLE', null, products, techs);
});

test('a dependency is judged by the promise that is renegotiated too, since that stays in force', async () => {
  await proposes('bram', tech, true);
  await dependsOn(company, 'dana', { workflow: product, provider: tech, neededBy: day(300) });
  await agrees(tech);
  await company.says('bram', 'renegotiatePromise', { workflow: tech, words: 'It need not be quick' });
  expect((await proposes('bram', tech, false)).userErrors).toEqual([]);
  const wish = { workflow: tech, condition: 'c2', provider: product, neededBy: day(300) };
  const { act, userErrors } = await company.triesTo('bram', 'dependOnPromise', wish);
  expect([act, userErrors]).toEqual([null, [expect.objectContaining({ code: 'INVALID_INPUT', field: ['provider'], message: expect.stringContaining(`“${techs}” (c2) needs “${products}” needs “${techs}” (c2)`) as string })]]);
  await agrees(tech);
  await company.says('bram', 'renegotiatePromise', { workflow: tech, words: 'Now it needs something' });
  expect((await company.triesTo('bram', 'dependOnPromise', wish)).userErrors).toEqual([]);
});

test('what was refused is not acknowledged after all where that would close a ring', async () => {
  const refused = await dependsOn(company, 'dana', { workflow: product, provider: tech, neededBy: day(300) });
  await company.says('bram', 'refuseDependency', { workflow: tech, dependency: refused, words: 'Not by then.' });
  const needed = await dependsOn(company, 'bram', { workflow: tech, provider: product, neededBy: day(300) });
  const acknowledges = (): Promise<Act> => company.triesTo('bram', 'acknowledgeDependency', { workflow: tech, dependency: refused });
  const { act, userErrors } = await acknowledges();
  expect([act, userErrors]).toEqual([null, [expect.objectContaining({ code: 'INVALID_INPUT', field: ['dependency'], message: expect.stringContaining(`“${techs}” needs “${products}” needs “${techs}”`) as string })]]);
  await company.says('bram', 'stopDependingOnPromise', { workflow: tech, dependency: needed });
  expect((await acknowledges()).userErrors).toEqual([]);
});

test('terms that could close none cost no more round trips, whatever hangs on them', async () => {
  const cost = async (who: Who, workflow: string): Promise<number> => {
    await proposes(who, workflow, true);
    await proposes(who, workflow, false);
    const before = api.database.roundTrips;
    expect((await proposes(who, workflow, true)).userErrors).toEqual([]);
    return api.database.roundTrips - before;
  };
  const alone = await cost('bram', tech);
  await proposes('bram', tech, false);
  await dependsOn(company, 'bram', { workflow: tech, condition: 'c1', provider: product, neededBy: day(300) });
  expect(await cost('bram', tech)).toBe(alone);
  await dependsOn(company, 'bram', { workflow: tech, condition: 'c2', provider: product, neededBy: day(300) });
  expect(await cost('bram', tech)).toBe(alone);
  expect(await cost('dana', product)).toBe(alone);
});
