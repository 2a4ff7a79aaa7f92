import { openApi, simpleTerms } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { dayFromNow, workflowBetween } from '../kit/ties.js';

/* Questions about what hangs together: a small product, negotiated by people who need each other. */
let api: Api;
let company: Company;
const workflows: Record<string, string> = {};

jest.setTimeout(240_000);

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  const terms = { payments: '2027-03-31', onboarding: '2027-05-31', campaign: '2027-07-31' };
  for (const [name, who] of [['payments', 'emil'], ['onboarding', 'fatima'], ['campaign', 'chidi']] as const) {
    const { id } = await company.says('dana', 'openWorkflow', { performer: await company.person(who), statement: name, window: { due: '2027-10-31' }, request: true }).catch(async () => {
      await company.person('dana');
      return company.says('dana', 'openWorkflow', { performer: await company.person(who), statement: name, window: { due: '2027-10-31' }, request: true });
    });
    workflows[name] = id;
    await company.says(who, 'offerHelp', { workflow: id });
    await company.says('dana', 'engageInWorkflow', { workflow: id });
    await company.says(who, 'proposeTerms', { workflow: id, terms: simpleTerms(terms[name], 'First of all', 'And then') });
  }
  await company.says('fatima', 'dependOnPromise', { workflow: workflows['onboarding'], provider: workflows['payments'], neededBy: '2027-04-10' });
  await company.says('chidi', 'dependOnPromise', { workflow: workflows['campaign'], provider: workflows['onboarding'], needs: 'c1', neededBy: '2027-06-30' });
});
afterAll(() => api.close());

test('a ring of hard conditions is refused, with the whole ring named', async () => {
  const { userErrors } = await company.triesTo('emil', 'dependOnPromise', { workflow: workflows['payments'], provider: workflows['campaign'], neededBy: '2027-03-01' });
  expect(userErrors).toEqual([{
    code: 'INVALID_INPUT', field: ['provider'], currentVersion: null, instead: [],
    message: 'This would close a ring, in which each waits for the next and none can begin: “payments” needs “campaign” needs “onboarding” needs “payments”. Make one of these soft, narrow one to a condition, or do without it.',
  }]);
});

test('nor is one made by two distant dependencies that are said at the same moment', async () => {
  const day = (days: number): string => dayFromNow(company, days);
  const ring: string[] = [];
  const people = ['emil', 'fatima', 'chidi', 'bram'] as const;
  for (const performer of people) ring.push(await workflowBetween(company, { customer: 'ada', performer, statement: `what ${performer} does`, due: day(200), until: 'PROPOSED' }));
  const needs = (who: number, what: number) => ({ workflow: ring[who], provider: ring[what], neededBy: day(150) });
  await company.says('emil', 'dependOnPromise', needs(0, 1));
  await company.says('chidi', 'dependOnPromise', needs(2, 3));
  const said = await Promise.all([company.triesTo('fatima', 'dependOnPromise', needs(1, 2)), company.triesTo('bram', 'dependOnPromise', needs(3, 0))]);
  const refusals = said.flatMap(({ userErrors }) => userErrors);
  expect(refusals).toMatchObject([{ code: 'INVALID_INPUT', field: ['provider'] }]);
  for (const performer of people) expect(refusals[0]?.message).toContain(`“what ${performer} does”`);
});

test('what is soft closes no ring, and hangs them together while they negotiate', async () => {
  await company.says('emil', 'dependOnPromise', { workflow: workflows['payments'], provider: workflows['campaign'], kind: 'SOFT', neededBy: '2027-03-01' });
  const { interlockGroups } = await company.asks('olga', '{ interlockGroups { totalCount nodes { size workflows { objective } } } }');
  expect(interlockGroups).toMatchObject({ totalCount: 1, nodes: [{ size: 3 }] });
  expect(interlockGroups.nodes[0].workflows.map(({ objective }: { objective: string }) => objective).sort()).toEqual(['campaign', 'onboarding', 'payments']);
});

test('two promises may need one condition of each other, as long as the conditions form no ring', async () => {
  // The campaign needs the first condition of onboarding; so the second may need the campaign, and the first may not.
  const needs = (condition: string) => ({ workflow: workflows['onboarding'], condition, provider: workflows['campaign'], needs: 'c1', neededBy: '2027-05-20' });
  const { needs: [, made] } = (await company.says('fatima', 'dependOnPromise', needs('c2')).then(() => company.asks('fatima', 'query($id: ID!) { workflow(id: $id) { needs { id } } }', { id: workflows['onboarding'] }))).workflow;
  const { userErrors } = await company.triesTo('fatima', 'dependOnPromise', needs('c1'));
  expect(userErrors).toMatchObject([{ field: ['provider'], message: expect.stringContaining('“onboarding” (c1) needs “campaign” needs “onboarding” (c1)') as string }]);
  await company.says('fatima', 'stopDependingOnPromise', { workflow: workflows['onboarding'], dependency: made.id });
});

test('the shortest way between two promises says what leads there', async () => {
  const query = 'query($from: PlaceInput!, $to: PlaceInput!) { path(from: $from, to: $to, direction: PROVIDERS) { direction path { length steps { workflow { objective } kind needs } } } }';
  expect(await company.asks('dana', query, { from: { id: workflows['campaign'] }, to: { id: workflows['payments'] } })).toEqual({
    path: { direction: 'PROVIDERS', path: { length: 2, steps: [{ workflow: { objective: 'onboarding' }, kind: 'HARD', needs: 'c1' }, { workflow: { objective: 'payments' }, kind: 'HARD', needs: null }] } },
  });
  expect(await company.asks('dana', query, { from: { id: workflows['campaign'] }, to: { id: workflows['campaign'] } })).toEqual({ path: expect.anything() as unknown });
});

test('the critical path adds up the slack', async () => {
  const { criticalPath } = await company.asks('dana', 'query($under: PlaceInput!) { criticalPath(under: $under) { totalSlackDays ring steps { workflow { objective } slackDays totalSlackDays } } }', { under: { id: workflows['campaign'] } });
  expect(criticalPath).toEqual({
    totalSlackDays: 40, ring: false,
    steps: [{ workflow: { objective: 'onboarding' }, slackDays: 30, totalSlackDays: 30 }, { workflow: { objective: 'payments' }, slackDays: 10, totalSlackDays: 40 }],
  });
});

test('what would follow, and who would have to talk, is told without writing anything', async () => {
  const query = `query($suppose: [SuppositionInput!]!) { whatIf(suppose: $suppose) {
    lateCount late { workflow { objective } daysLateBefore daysLateAfter supposed } relieved { daysLateAfter } relievedCount atRisk { objective } atRiskCount
    backToNegotiation { customer { name } performer { name } workflows { objective } workflowsCount } backToNegotiationCount isPartial } }`;
  const before = await company.asks('dana', '{ workflows { nodes { version } } }');
  const { whatIf } = await company.asks('dana', query, { suppose: [{ id: workflows['payments'], due: '2027-04-30' }] });
  expect(whatIf).toMatchObject({ isPartial: false, late: expect.arrayContaining([expect.objectContaining({ workflow: { objective: 'onboarding' }, daysLateBefore: 0, daysLateAfter: 20, supposed: false })]) as unknown });
  expect(whatIf.backToNegotiation).toContainEqual({ customer: { name: 'Dana Levi' }, performer: { name: 'Fatima Haddad' }, workflows: [{ objective: 'onboarding' }], workflowsCount: 1 });
  // No list of an answer looks whole where it isn't: each is counted.
  for (const list of ['late', 'relieved', 'atRisk', 'backToNegotiation']) expect([list, whatIf[`${list}Count`]]).toEqual([list, whatIf[list].length]);
  const { whatIf: gone } = await company.asks('dana', query, { suppose: [{ id: workflows['payments'], revoked: true }] });
  expect(gone.late).toContainEqual({ workflow: { objective: 'campaign' }, daysLateBefore: 0, daysLateAfter: null, supposed: false });
  expect(await company.asks('dana', '{ workflows { nodes { version } } }')).toEqual(before);
});

test('what would be due earlier may need something later than that', async () => {
  const query = `query($suppose: [SuppositionInput!]!) { whatIf(suppose: $suppose) {
    lateCount squeezed { dependent { objective } provider { objective } needs neededBy days } squeezedCount rings { ring { workflow { id } } } } }`;
  const { whatIf } = await company.asks('dana', query, { suppose: [{ id: workflows['onboarding'], due: '2027-03-20' }] });
  expect(whatIf).toMatchObject({ lateCount: 0, squeezedCount: 1, rings: [], squeezed: [{ dependent: { objective: 'onboarding' }, provider: { objective: 'payments' }, needs: null, days: 21 }] });
});

test.each([
  ['nothing', {}],
  ['two things at once', { due: '2027-04-30', daysLate: 3 }],
])('supposing %s is refused', async (_, supposed) => {
  const { errors } = await company.ask('dana', 'query($suppose: [SuppositionInput!]!) { whatIf(suppose: $suppose) { lateCount } }', { suppose: [{ id: workflows['payments'], ...supposed }] });
  expect(errors?.[0]).toMatchObject({ message: 'Suppose one of another due, days late, or that it is revoked.', extensions: { code: 'INVALID_INPUT' } });
});
