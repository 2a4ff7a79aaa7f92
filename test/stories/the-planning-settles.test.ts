import { cast } from '../../src/demo/cast.js';
import type { CastName } from '../../src/demo/cast.js';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Planning, consents, proposed, proposes } from '../kit/planning.js';
import type { Talked, TalkedOf } from '../kit/planning.js';
import { dependsOn, workflowBetween } from '../kit/ties.js';

/*
 * The planning of the company: its workflows interlock, so they are settled together. It doesn't settle at first, and says
 * why; people talk, propose anew, and then it does.
 */
jest.setTimeout(300_000);

type Name = Exclude<CastName, 'olga'>;

let api: Api;
let company: Company;
let planning: Planning;
/** The three years that the CEO has promised to the Board. */
let whole: string;
const talked = new Map<string, Talked>();

const of = (name: string): Talked => {
  const found = talked.get(name);
  if (found === undefined) throw new Error(`nobody talks of ${name}`);
  return found;
};

beforeAll(async () => {
  api = await openApi();
  company = await api.found('Awesome Company');
  const board = { agent: await company.group('Board of Directors', 'grace', 'henrik'), voice: 'grace' } as const;
  whole = await workflowBetween(company, { customer: board, performer: 'ada', statement: 'Make the Company Awesome', due: '2028-12-31', conditions: ['Customers recommend us', 'The tech is awesome'] });
  const talks = async (name: string, customer: Name, performer: Name, due: string, statement: string, ...conditions: string[]): Promise<void> => {
    talked.set(name, await proposed(company, customer, performer, due, statement, conditions));
  };
  await talks('tech', 'ada', 'bram', '2026-12-31', 'Build Awesome Tech for the Company', 'It stays up', 'It is quick');
  await talks('feature', 'bram', 'chidi', '2026-05-31', 'Implement Awesome Feature', 'It is quick');
  await talks('product', 'ada', 'dana', '2026-10-31', 'Ship an Awesome Product', 'Customers pay', 'Customers find things');
  await talks('payments', 'dana', 'emil', '2026-09-30', 'Implement Part of Awesome Product: payments', 'Payments work');
  await talks('search', 'dana', 'fatima', '2026-08-15', 'Implement Part of Awesome Product: search', 'Search works');
  const serves = (who: Name, workflow: string, parent: string, ...conditions: string[]) => company.says(who, 'servePromise', { workflow, parent, contributions: conditions.map((condition) => ({ condition })) });
  await serves('ada', of('tech').id, whole, 'c2');
  await serves('ada', of('product').id, whole, 'c1');
  await serves('bram', of('feature').id, of('tech').id, 'c2');
  await serves('dana', of('payments').id, of('product').id, 'c1');
  await serves('dana', of('search').id, of('product').id, 'c2');
  // Search can't begin without the feature, and payments not without search.
  await dependsOn(company, 'fatima', { workflow: of('search').id, provider: of('feature').id, neededBy: '2026-04-30' });
  await dependsOn(company, 'emil', { workflow: of('payments').id, provider: of('search').id, neededBy: '2026-08-31' });
});
afterAll(() => api.close());

/** What is the matter, in short: the kind, and what it is about. */
function inShort(alignment: readonly TalkedOf[]): readonly string[] {
  const nameOf = (id: string): string => (id === whole ? 'whole' : ([...talked].find(([, one]) => one.id === id)?.[0] ?? id));
  return alignment.map(({ kind, workflows }) => `${kind} ${workflows.map(({ id }) => nameOf(id)).join(', ')}`).sort();
}

async function dependenciesOf(workflow: string): Promise<readonly { id: string; status: string }[]> {
  const found = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { neededFor { id status } } }', { id: workflow });
  return found.workflow.neededFor as { id: string; status: string }[];
}

test('the CEO convenes it, and everybody brings what they are party to', async () => {
  planning = await Planning.opens(company, 'ada', { name: 'The planning of 2026', window: { due: '2026-12-31' }, consentBy: '2026-03-31', workflows: [of('tech').id, of('product').id], agents: [await company.person('bram'), await company.person('dana')] });
  await planning.does('bram', 'addToPlanningRound', { workflows: [of('feature').id] });
  await planning.does('dana', 'addToPlanningRound', { workflows: [of('payments').id, of('search').id] });
  expect(await planning.read('fatima', 'status workflowCount convener { name } invited { name } workflows { totalCount nodes { id } } readiness { agent { name } ready openCount }')).toMatchObject({
    status: 'OPEN', workflowCount: 5, convener: { name: cast.ada.name }, invited: [{ name: cast.bram.name }, { name: cast.dana.name }], workflows: { totalCount: 5 },
    readiness: expect.arrayContaining([{ agent: { name: cast.ada.name }, ready: false, openCount: 2 }, { agent: { name: cast.fatima.name }, ready: true, openCount: 0 }]) as unknown,
  });
});

test('it does not settle, and says why, with who must talk to whom', async () => {
  for (const [who, name] of [['ada', 'tech'], ['bram', 'feature'], ['ada', 'product'], ['dana', 'search']] as const) await consents(company, who, of(name));
  const { misalignments, userErrors, round } = await planning.settles('ada');
  expect(round).toBeNull();
  expect(userErrors).toMatchObject([{ code: 'NOT_AVAILABLE', message: expect.stringContaining('nothing was promised') as string }]);
  expect(inShort(misalignments)).toEqual([
    'CONDITION_UNSERVED tech',
    'CONSENT_MISSING payments',
    'DEPENDENCY_NOT_ACKNOWLEDGED payments, search',
    'DEPENDENCY_NOT_ACKNOWLEDGED search, feature',
    'DEPENDENCY_TOO_LATE search, feature',
  ]);
  const late = misalignments.find(({ kind }) => kind === 'DEPENDENCY_TOO_LATE');
  expect(late).toMatchObject({
    __typename: 'DependencyTooLate', says: 'What is needed by 2026-04-30 is due on 2026-05-31.',
    talk: [{ one: { name: cast.fatima.name }, other: { name: cast.chidi.name }, workflow: { id: of('feature').id } }],
    waivableBy: [{ name: cast.dana.name }],
  });
  expect(late?.mends.map(({ kind, agent }) => [kind, agent.name])).toEqual([['PROPOSE_EARLIER', cast.chidi.name], ['PROPOSE_LATER', cast.fatima.name], ['STOP_DEPENDING', cast.fatima.name]]);
  expect(inShort(await planning.alignment('chidi'))).toEqual(inShort(misalignments));
});

test('people talk, propose anew, and consent to that; what was not touched stands', async () => {
  for (const [who, provider] of [['chidi', 'feature'], ['fatima', 'search']] as const) {
    for (const { id } of await dependenciesOf(of(provider).id)) await company.says(who, 'acknowledgeDependency', { workflow: of(provider).id, dependency: id });
  }
  // Chidi has it done earlier, which takes Bram's consent again, and nobody else's.
  talked.set('feature', await proposes(company, 'chidi', of('feature').id, '2026-04-24', ['It is quick']));
  expect(inShort(await planning.alignment('ada'))).toEqual(['CONDITION_UNSERVED tech', 'CONSENT_MISSING feature', 'CONSENT_MISSING payments']);
  await consents(company, 'bram', of('feature'));
  await consents(company, 'dana', of('payments'));
  // Ada wants the product earlier: now it is Dana who may consent, and payments would come after what they serve.
  talked.set('product', await proposes(company, 'ada', of('product').id, '2026-08-31', ['Customers pay', 'Customers find things']));
  expect(inShort(await planning.alignment('ada'))).toEqual(['CONDITION_UNSERVED tech', 'CONSENT_MISSING product', 'OUTSIDE_PARENTS_WINDOW payments, product']);
  talked.set('payments', await proposes(company, 'emil', of('payments').id, '2026-08-31', ['Payments work']));
  await consents(company, 'dana', of('payments'));
  await consents(company, 'dana', of('product'));
  expect(inShort(await planning.alignment('ada'))).toEqual(['CONDITION_UNSERVED tech']);
});

test('what its Customer accepts as it is, on the record, is in the way of nothing; what its Performer keeps alone is not even the matter', async () => {
  const [unserved] = await planning.alignment('ada');
  expect(unserved).toMatchObject({ __typename: 'ConditionUnserved', waivableBy: [{ name: cast.ada.name }], waived: false });
  expect((await planning.tries('bram', 'waiveMisalignment', { misalignment: unserved?.id })).userErrors).toMatchObject([{ code: 'NOT_THE_SPEAKER' }]);
  await planning.does('ada', 'waiveMisalignment', { misalignment: unserved?.id, words: 'That will do.' });
  expect(await planning.read('ada', 'readyToSettle waivers { misalignment by { name } act { words } }')).toEqual({ readyToSettle: true, waivers: [{ misalignment: unserved?.id, by: { name: cast.ada.name }, act: { words: 'That will do.' } }] });
  await planning.does('ada', 'takeBackWaiver', { misalignment: unserved?.id });
  expect(await planning.read('ada', 'readyToSettle')).toEqual({ readyToSettle: false });
  await company.says('bram', 'markOwnConditions', { workflow: of('tech').id, conditions: ['c1'] });
  expect(await planning.alignment('ada')).toEqual([]);
  const { readyToSettle, readiness } = await planning.read('ada', 'readyToSettle readiness { ready }');
  expect([readyToSettle, ...readiness.map(({ ready }: { ready: boolean }) => ready)]).not.toContain(false);
});

test('then it settles: all is promised at one moment, by those who consented', async () => {
  const before = new Date(api.clock.now).toISOString();
  api.clock.now += 60_000;
  expect(await planning.settles('ada')).toMatchObject({ round: { status: 'SETTLED' }, misalignments: [], userErrors: [] });
  const made = new Set<string>();
  for (const { id } of talked.values()) {
    const { workflow } = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { phase planningRound { id } promise { status madeAt } } }', { id });
    expect(workflow).toMatchObject({ phase: 'EXECUTING', planningRound: null, promise: { status: 'IN_FORCE' } });
    made.add(workflow.promise.madeAt as string);
  }
  expect(made.size).toBe(1);
  // The past stays as it was.
  const was = await planning.read('ada', 'status workflows(first: 10) { nodes { phase consent { side } } } acts { nodes { act } }', before);
  expect(was).toMatchObject({ status: 'OPEN' });
  expect(was.workflows.nodes).toHaveLength(5);
  expect(was.workflows.nodes.map(({ phase, consent }: { phase: string; consent: { side: string } }) => `${phase} ${consent.side}`).sort()).toEqual([...Array.from({ length: 4 }, () => 'NEGOTIATING CUSTOMER'), 'NEGOTIATING PERFORMER']);
});

test('what changes later comes apart where it is tied, and nowhere else', async () => {
  expect(await planning.read('ada', 'misaligned { kind count waived }')).toEqual({ misaligned: [] });
  await company.says('chidi', 'renegotiatePromise', { workflow: of('feature').id, words: 'It is more than I thought.' });
  talked.set('feature', await proposes(company, 'chidi', of('feature').id, '2026-06-30', ['It is quick']));
  expect(inShort(await planning.alignment('ada'))).toEqual(['CONSENT_MISSING feature', 'DEPENDENCY_TOO_LATE search, feature']);
});
