import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { dayFromNow, dependsOn, tiedCompany, workflowBetween } from '../kit/ties.js';

/* What has become of a plan, and of what hangs on what, between two moments. */
let api: Api;
let company: Company;
const workflows: Record<string, string> = {};
/** A moment, as clients write it. */
const moments: Record<string, string> = {};

jest.setTimeout(240_000);

const anHour = 3_600_000;

function remember(name: string): void {
  moments[name] = new Date(api.clock.now).toISOString();
  api.clock.now += anHour;
}

const onboardingsDue = (): string => dayFromNow(company, 200);

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  remember('nothing');
  for (const [name, performer] of [['payments', 'emil'], ['onboarding', 'fatima'], ['campaign', 'chidi']] as const) {
    workflows[name] = await workflowBetween(company, { customer: 'dana', performer, statement: name, due: dayFromNow(company, 200), until: 'PROPOSED' });
  }
  const first = await dependsOn(company, 'fatima', { workflow: workflows['onboarding'] as string, provider: workflows['payments'] as string, neededBy: dayFromNow(company, 150) });
  remember('planned');
  await company.says('emil', 'acknowledgeDependency', { workflow: workflows['payments'], dependency: first });
  await dependsOn(company, 'chidi', { workflow: workflows['campaign'] as string, provider: workflows['onboarding'] as string, neededBy: dayFromNow(company, 180) });
  remember('extended');
  await company.says('fatima', 'stopDependingOnPromise', { workflow: workflows['onboarding'], dependency: first });
  remember('freed');
});
afterAll(() => api.close());

const impactChanges = `query($of: [PlaceInput!]!, $from: When!, $until: When, $first: Int! = 20, $after: String) {
  impactChanges(of: $of, from: $from, until: $until) {
    countBefore countAfter isPartial because counts { appeared gone changed }
    changes(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { difference workflow { objective } before { distance kind never daysLate } after { distance kind never daysLate } } } } }`;

const planChanges = `query($of: [PlaceInput!], $from: When!, $until: When, $first: Int! = 100, $after: String) {
  planChanges(of: $of, from: $from, until: $until) {
    counts { subject counts { appeared gone changed } }
    changes(first: $first, after: $after) { totalCount hiddenCount pageInfo { hasNextPage endCursor }
      nodes { subject difference workflow { id objective } condition other { objective } dependency fields { field before after } } } } }`;

test('what hangs on a promise is compared with what hung on it then', async () => {
  const of = [{ id: workflows['payments'] }];
  const never = { kind: 'HARD', never: true, daysLate: null };
  const appeared = (distance: number, objective: string) => ({ difference: 'APPEARED', workflow: { objective }, before: null, after: { distance, ...never } });
  const { impactChanges: grown } = await company.asks('dana', impactChanges, { of, from: moments['planned'], until: moments['extended'] });
  expect(grown).toMatchObject({ countBefore: 1, countAfter: 2, isPartial: false, because: [], counts: { appeared: 1, gone: 0, changed: 0 }, changes: { totalCount: 1, nodes: [appeared(2, 'campaign')] } });
  const { impactChanges: freed } = await company.asks('dana', impactChanges, { of, from: moments['extended'] });
  expect(freed).toMatchObject({ countBefore: 2, countAfter: 0, counts: { appeared: 0, gone: 2, changed: 0 } });
  const { impactChanges: early } = await company.asks('dana', impactChanges, { of, from: moments['nothing'], until: moments['extended'] });
  expect(early.changes.nodes).toEqual(expect.arrayContaining([appeared(1, 'onboarding'), appeared(2, 'campaign')]));
});

test('all that an agent performs is what they performed at each of the two moments', async () => {
  const emil = await company.person('emil');
  const { impactChanges: found } = await company.asks('dana', impactChanges, { of: [{ id: emil }], from: moments['nothing'], until: moments['planned'] });
  expect(found).toMatchObject({ countBefore: 0, countAfter: 1, counts: { appeared: 1, gone: 0, changed: 0 } });
});

test('a plan says what appeared in it, what is gone, and what is otherwise, field by field', async () => {
  const { planChanges: found } = await company.asks('dana', planChanges, { from: moments['planned'], until: moments['extended'] });
  expect(found.changes.nodes.map(({ subject, difference, workflow, other }: Record<string, { objective: string }>) => [subject, difference, workflow?.objective, other?.objective])).toEqual(expect.arrayContaining([
    ['DEPENDENCY', 'CHANGED', 'onboarding', 'payments'], ['DEPENDENCY', 'APPEARED', 'campaign', 'onboarding'],
  ]));
  expect(found.changes).toMatchObject({ totalCount: 2, hiddenCount: 0 });
  expect(found.changes.nodes.find(({ difference }: { difference: string }) => difference === 'CHANGED').fields).toEqual([{ field: 'status', before: 'ASSERTED', after: 'ACKNOWLEDGED' }]);
  const { planChanges: since } = await company.asks('dana', planChanges, { of: [{ id: workflows['onboarding'] }], from: moments['extended'] });
  expect(since.counts).toContainEqual({ subject: 'DEPENDENCY', counts: { appeared: 0, gone: 1, changed: 0 } });
  expect(since.changes.nodes).toMatchObject([{ subject: 'DEPENDENCY', difference: 'GONE', workflow: { objective: 'onboarding' } }]);
  const { planChanges: whole } = await company.asks('dana', planChanges, { from: moments['nothing'], until: moments['planned'] });
  const born = whole.changes.nodes.filter(({ subject }: { subject: string }) => subject === 'WORKFLOW');
  expect(born.length).toBe(3);
  expect(born[0].fields).toContainEqual({ field: 'customer', before: null, after: await company.person('dana') });
});

test('one who may not see a workflow is told how many changes there are besides, and none of them', async () => {
  const secret = await company.says('dana', 'openWorkflow', { performer: await company.person('emil'), statement: 'a secret', window: { due: onboardingsDue() }, visibility: 'PARTIES' });
  api.clock.now += anHour;
  const asked = { from: moments['freed'] };
  const [seen, unseen] = [await company.asks('dana', planChanges, asked), await company.asks('chidi', planChanges, asked)];
  expect(seen.planChanges.changes).toMatchObject({ totalCount: 1, hiddenCount: 0, nodes: [{ subject: 'WORKFLOW', difference: 'APPEARED' }] });
  expect(unseen.planChanges).toMatchObject({ changes: { totalCount: 0, hiddenCount: 1, nodes: [] } });
  for (const query of [planChanges, impactChanges]) {
    const hidden = await company.asks('chidi', query, { ...asked, of: [{ id: secret.id }] });
    expect(Object.values(hidden)).toEqual([null]);
  }
});

test('what begins at somebody, or at a concern, of whom there is more than one may see does not look whole', async () => {
  const emil = await company.person('emil');
  const { workflow } = await company.asks('dana', 'query($id: ID!) { workflow(id: $id) { concern { id } } }', { id: workflows['payments'] });
  const whole = (who: 'chidi' | 'dana', id: string, from: string): Promise<unknown> =>
    company.asks(who, 'query($of: [PlaceInput!]!, $from: When!) { planChanges(of: $of, from: $from) { isPartial because } impactChanges(of: $of, from: $from) { isPartial because } }', { of: [{ id }], from: moments[from] })
      .then((found: Record<string, unknown>) => found);
  const both = (answer: object): object => ({ planChanges: answer, impactChanges: answer });
  const [all, notAll] = [both({ isPartial: false, because: [] }), both({ isPartial: true, because: ['STARTS_UNSEEN'] })];
  // Emil performs a secret since the test before.
  expect(await whole('chidi', emil, 'freed')).toEqual(notAll);
  expect(await whole('dana', emil, 'freed')).toEqual(all);
  expect(await whole('chidi', workflow.concern.id, 'freed')).toEqual(all);
  await company.says('dana', 'openWorkflow', { performer: emil, concern: workflow.concern.id, window: { due: onboardingsDue() }, visibility: 'PARTIES' });
  api.clock.now += anHour;
  expect(await whole('chidi', workflow.concern.id, 'freed')).toEqual(notAll);
  expect(await whole('dana', workflow.concern.id, 'freed')).toEqual(all);
  // Between two moments before it there was no more.
  const { planChanges: before } = await company.asks('chidi', 'query($of: [PlaceInput!], $from: When!, $until: When) { planChanges(of: $of, from: $from, until: $until) { isPartial because } }', { of: [{ id: workflow.concern.id }], from: moments['planned'], until: moments['freed'] });
  expect(before).toEqual({ isPartial: false, because: [] });
  const { planChanges: everything } = await company.asks('chidi', 'query($from: When!) { planChanges(from: $from) { isPartial because changes { hiddenCount } } }', { from: moments['freed'] });
  expect(everything).toEqual({ isPartial: false, because: [], changes: { hiddenCount: 2 } });
});

test('page by page, all of the changes between two moments of a tied company come once, and are as many as there are edges now', async () => {
  const tied = await api.found('A tied company');
  const start = new Date(api.clock.now).toISOString();
  api.clock.now += anHour;
  await tiedCompany(tied);
  api.clock.now += anHour;
  const { planChanges: whole } = await tied.asks('olga', planChanges, { from: start, first: 100 });
  const rows: unknown[] = [];
  const pageAfter = async (after: string | null): Promise<string | null> => {
    const { planChanges: { changes } } = await tied.asks('olga', planChanges, { from: start, first: 7, after });
    rows.push(...(changes.nodes as unknown[]));
    return changes.pageInfo.hasNextPage === true ? (changes.pageInfo.endCursor as string) : null;
  };
  for (let after = await pageAfter(null); after !== null; after = await pageAfter(after));
  expect(rows.length).toBeGreaterThan(20);
  expect(rows).toEqual(whole.changes.nodes);
  // All that there is has appeared since: as many edges as the workflows say themselves.
  const { workflows: { nodes } } = await tied.asks('olga', '{ workflows(first: 100) { nodes { serves { share } needs { id } } } }');
  const count = (subject: string): unknown => whole.counts.find((one: { subject: string }) => one.subject === subject)?.counts;
  const sum = (edges: 'serves' | 'needs'): number => nodes.reduce((total: number, one: Record<string, unknown[]>) => total + (one[edges]?.length ?? 0), 0);
  expect(count('SERVICE')).toEqual({ appeared: sum('serves'), gone: 0, changed: 0 });
  expect(count('DEPENDENCY')).toEqual({ appeared: sum('needs'), gone: 0, changed: 0 });
  expect(count('WORKFLOW')).toEqual({ appeared: nodes.length, gone: 0, changed: 0 });
});

test.each([
  ['a moment that is not before the other', { from: () => moments['extended'], until: () => moments['planned'] }, 'Compare a moment that has passed with a later one.'],
  ['a moment that lies ahead', { from: () => dayFromNow(company, 10), until: () => null }, 'Compare a moment that has passed with a later one.'],
])('%s is refused', async (_, { from, until }, message) => {
  for (const query of [planChanges, impactChanges]) {
    const { errors } = await company.ask('dana', query, { of: [{ id: workflows['payments'] }], from: from(), until: until() });
    expect(errors?.[0]).toMatchObject({ message, extensions: { code: 'INVALID_INPUT' } });
  }
});

test('a cursor of another comparison is refused', async () => {
  const { planChanges: { changes } } = await company.asks('dana', planChanges, { from: moments['nothing'], until: moments['planned'], first: 1 });
  const { errors } = await company.ask('dana', planChanges, { from: moments['nothing'], until: moments['extended'], after: changes.pageInfo.endCursor });
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT', field: ['after'] } });
});
