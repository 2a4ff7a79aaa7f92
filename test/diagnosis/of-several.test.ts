import { monday, openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { days, diagnosed, findings, objectives } from '../kit/diagnosing.js';
import { dayFromNow, dependsOn, workflowBetween } from '../kit/ties.js';
import type { Name } from '../kit/ties.js';

/* Findings that only several workflows show together: each with what nearly has it. */

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  api.clock.now = monday;
  company = await api.found();
});
afterAll(() => api.close());

type Until = 'LISTENING' | 'NEGOTIATING' | 'PROPOSED' | 'PROMISED';
const between = (customer: Name, performer: Name, statement: string, until: Until, horizon = 90): Promise<string> =>
  workflowBetween(company, { customer, performer, statement, due: dayFromNow(company, horizon), until });

test('everyone waits for one: much, of many, and far more than of others', async () => {
  const thresholds = { waits: 4, waitingPeople: 3, timesTheMean: 2 };
  // Three proposals by three wait for Ada; she has yet to ask for one thing more. Bram has as much to do, for Ada alone.
  for (const who of ['bram', 'chidi', 'dana'] as const) await between('ada', who, `From ${who}`, 'PROPOSED');
  for (const name of ['one', 'two', 'three', 'four']) await between('ada', 'bram', name, 'NEGOTIATING');
  expect(await findings(company, 'EVERYONE_WAITS_FOR_ONE', { thresholds })).toEqual([]);
  api.clock.now += 60_000;
  const fourth = await between('ada', 'emil', 'From emil', 'PROPOSED');
  const [found, ...others] = await findings(company, 'EVERYONE_WAITS_FOR_ONE', { thresholds: { ...thresholds, timesTheMean: 1 } });
  expect(others).toEqual([]);
  expect(found).toMatchObject({ agents: [{ name: 'Ada Moreau' }], measured: 4, unit: 'WAITS', workflowsCount: 4, next: [{ by: { name: 'Ada Moreau' }, act: 'PROPOSE' }, { by: { name: 'Ada Moreau' }, act: 'HAND_OVER', workflow: { id: fourth } }] });
  // Where others have as much to answer, nobody stands in the way.
  expect(await findings(company, 'EVERYONE_WAITS_FOR_ONE', { thresholds })).toEqual([]);
  // A promise that is not due yet keeps nobody waiting.
  for (const who of ['bram', 'chidi', 'dana', 'emil'] as const) await between(who, 'fatima', `For ${who}`, 'PROMISED', 20);
  expect((await findings(company, 'EVERYONE_WAITS_FOR_ONE', { thresholds: { ...thresholds, timesTheMean: 1 } })).map(({ agents }) => agents[0]?.name)).toEqual(['Ada Moreau']);
  days(company, 30);
  expect((await findings(company, 'EVERYONE_WAITS_FOR_ONE', { thresholds: { ...thresholds, timesTheMean: 1 } })).map(({ agents }) => agents[0]?.name).sort()).toEqual(['Ada Moreau', 'Fatima Haddad']);
});

test('a ring that nobody settles, since the last of it came to it', async () => {
  const [search, billing, chart] = [await between('ada', 'bram', 'Search', 'PROPOSED'), await between('dana', 'chidi', 'Billing', 'PROPOSED'), await between('dana', 'emil', 'Charts', 'PROPOSED')];
  await dependsOn(company, 'bram', { workflow: search, provider: billing, neededBy: dayFromNow(company, 60) });
  await dependsOn(company, 'emil', { workflow: chart, provider: search, neededBy: dayFromNow(company, 60) });
  days(company, 5);
  await dependsOn(company, 'chidi', { workflow: billing, provider: search, neededBy: dayFromNow(company, 50), kind: 'SOFT' });
  days(company, 13);
  expect(await findings(company, 'RING_NOBODY_SETTLES')).toEqual([]);
  days(company, 1);
  const [found, ...others] = await findings(company, 'RING_NOBODY_SETTLES');
  expect(others).toEqual([]);
  expect(objectives(found === undefined ? [] : [found])).toEqual(['Billing', 'Search']);
  expect(found).toMatchObject({ measured: 14, workflowsCount: 2, since: '2026-03-07T09:00:00.000Z', next: [{ act: 'OPEN_ROUND', workflow: null }] });
  expect(objectives(await findings(company, 'RING_NOBODY_SETTLES', { of: await company.person('bram') }))).toEqual(['Billing', 'Search']);
  expect(await findings(company, 'RING_NOBODY_SETTLES', { of: await company.person('emil') })).toEqual([]);
  await company.says('bram', 'withdrawFromNegotiation', { workflow: search });
  expect(await findings(company, 'RING_NOBODY_SETTLES')).toEqual([]);
});

test('renegotiated at the last minute again: twice within a year, by whoever asked', async () => {
  const promises = [await between('ada', 'bram', 'First', 'PROMISED'), await between('dana', 'bram', 'Second', 'PROMISED')];
  const early = await between('ada', 'bram', 'Early', 'PROMISED');
  const renegotiates = async (who: Name, workflow: string): Promise<void> => {
    await company.says(who, 'renegotiatePromise', { workflow, words: 'Not yet' });
    const { standingProposal } = await company.says('bram', 'proposeTerms', { workflow, terms: { due: dayFromNow(company, 100), window: { due: dayFromNow(company, 100) }, conditions: [{ key: 'c1', statement: 'It works' }] } });
    await company.says(workflow === promises[1] ? 'dana' : 'ada', 'agreeToProposal', { workflow, proposal: standingProposal?.id });
  };
  days(company, 60);
  await renegotiates('bram', early);
  days(company, 24);
  await renegotiates('bram', String(promises[0]));
  expect(await findings(company, 'RENEGOTIATED_LAST_MINUTE_AGAIN')).toEqual([]);
  // By the other side, it is the other's.
  await renegotiates('dana', String(promises[1]));
  expect(await findings(company, 'RENEGOTIATED_LAST_MINUTE_AGAIN')).toEqual([]);
  days(company, 95);
  await renegotiates('bram', String(promises[0]));
  const [found, ...others] = await findings(company, 'RENEGOTIATED_LAST_MINUTE_AGAIN');
  expect(others).toEqual([]);
  expect(found).toMatchObject({ agents: [{ name: 'Bram Visser' }], measured: 2, unit: 'RENEGOTIATIONS', acts: [{ act: 'RENEGOTIATE' }, { act: 'RENEGOTIATE' }], workflows: [{ objective: 'First' }], next: [{ by: { name: 'Bram Visser' }, act: 'REPORT_PROGRESS' }] });
  expect(await findings(company, 'RENEGOTIATED_LAST_MINUTE_AGAIN', { of: await company.person('dana') })).toEqual([]);
  expect(await findings(company, 'RENEGOTIATED_LAST_MINUTE_AGAIN', { of: await company.person('bram') })).toHaveLength(1);
  // What lies further back than is looked at is forgiven.
  expect(await findings(company, 'RENEGOTIATED_LAST_MINUTE_AGAIN', { thresholds: { lastMinuteWithinDays: 60 } })).toEqual([]);
});

test('a concern with two Customers: in the same words, or one that was handed over by halves', async () => {
  await between('ada', 'bram', 'Know why newcomers leave', 'LISTENING');
  await between('ada', 'chidi', 'Know why newcomers leave', 'LISTENING');
  const other = await between('dana', 'fatima', 'Know why newcomers stay', 'LISTENING');
  expect(await findings(company, 'CONCERN_WITH_TWO_CUSTOMERS')).toEqual([]);
  days(company, 1);
  const same = await between('dana', 'emil', 'know, why Newcomers leave!', 'LISTENING');
  const [found, ...others] = await findings(company, 'CONCERN_WITH_TWO_CUSTOMERS');
  expect(others).toEqual([]);
  expect(found).toMatchObject({ measured: 2, unit: 'CUSTOMERS', since: '2026-03-03T09:00:00.000Z', workflowsCount: 3, next: [{ by: { name: 'Dana Levi' }, act: 'HAND_OVER', workflow: { id: same } }] });
  expect(found?.concerns.map(({ statement }) => statement).sort()).toEqual(['Know why newcomers leave', 'Know why newcomers leave', 'know, why Newcomers leave!']);
  expect(await findings(company, 'CONCERN_WITH_TWO_CUSTOMERS', { of: await company.person('fatima') })).toEqual([]);
  await company.says('dana', 'declineWorkflow', { workflow: same, words: 'You have asked already.' });
  expect(await findings(company, 'CONCERN_WITH_TWO_CUSTOMERS')).toEqual([]);
  // One concern, taken up with two Performers, of which one is handed over.
  const { workflow } = await company.asks('dana', 'query($id: ID!) { workflow(id: $id) { concern { id } } }', { id: other });
  await company.says('dana', 'openWorkflow', { performer: await company.person('emil'), concern: workflow.concern.id, window: { due: dayFromNow(company, 90) } });
  await company.says('dana', 'handOverWorkflow', { workflow: other, successor: await company.person('grace') });
  await company.says('grace', 'takeOverWorkflow', { workflow: other });
  expect((await findings(company, 'CONCERN_WITH_TWO_CUSTOMERS')).map(({ says, agents }) => [says, agents.map(({ name }) => name).sort()])).toEqual([['One concern has 2 Customers.', ['Dana Levi', 'Grace Okafor']]]);
});

test('too many horizons: a fourth one', async () => {
  await between('ada', 'bram', 'A week', 'PROMISED', 6);
  await between('ada', 'bram', 'A month', 'PROMISED', 29);
  await between('ada', 'bram', 'A quarter', 'PROMISED', 90);
  await between('ada', 'bram', 'Another quarter', 'PROMISED', 89);
  await between('ada', 'bram', 'Years, and not promised', 'PROPOSED', 800);
  expect(await findings(company, 'TOO_MANY_HORIZONS')).toEqual([]);
  days(company, 1);
  await between('dana', 'bram', 'A year', 'PROMISED', 360);
  const [found, ...others] = await findings(company, 'TOO_MANY_HORIZONS');
  expect(others).toEqual([]);
  expect(found).toMatchObject({ agents: [{ name: 'Bram Visser' }], measured: 4, since: '2026-03-03T09:00:00.000Z', workflowsCount: 5, says: 'They keep promises on 4 horizons at once: WEEK 1, MONTH 1, QUARTER 2, YEAR 1.' });
  expect(await findings(company, 'TOO_MANY_HORIZONS', { of: await company.person('bram') })).toEqual([found]);
  expect(await findings(company, 'TOO_MANY_HORIZONS', { of: await company.person('dana') })).toEqual([]);
});

test('parties that never change places: five workflows, and the same one asks in each', async () => {
  for (const name of ['one', 'two', 'three', 'four']) await between('ada', 'bram', name, 'LISTENING');
  for (const name of ['one', 'two', 'three', 'four', 'five']) await between('dana', 'chidi', name, 'LISTENING');
  await between('chidi', 'dana', 'What I need for it', 'LISTENING');
  const board = { agent: await company.group('Board of Directors', 'grace'), voice: 'grace' } as const;
  for (const name of ['one', 'two', 'three', 'four', 'five']) await workflowBetween(company, { customer: board, performer: 'ada', statement: name, due: dayFromNow(company, 90), until: 'LISTENING' });
  expect(await findings(company, 'PARTIES_NEVER_CHANGE_PLACES')).toEqual([]);
  await between('ada', 'bram', 'five', 'LISTENING');
  const [found, ...others] = await findings(company, 'PARTIES_NEVER_CHANGE_PLACES');
  expect(others).toEqual([]);
  expect(found).toMatchObject({ agents: [{ name: 'Ada Moreau' }, { name: 'Bram Visser' }], measured: 5, weight: 0.1, next: [{ by: { name: 'Bram Visser' }, act: 'OPEN', workflow: null }] });
});

describe('A diagnosis', () => {
  test('is of the organisation, of a group with its members, or of somebody', async () => {
    const team = await company.group('Engineering', 'bram', 'chidi');
    await between('ada', 'chidi', 'For engineering', 'LISTENING');
    await between('ada', 'dana', 'For the product', 'LISTENING');
    days(company, 20);
    const kinds = ['LISTENING_TOO_LONG'];
    const { viewer } = await company.asks('olga', '{ viewer { organization { id } } }');
    expect(objectives(await findings(company, 'LISTENING_TOO_LONG', { of: viewer.organization.id }))).toEqual(['For engineering', 'For the product']);
    const ofTeam = await diagnosed(company, { kinds, of: team });
    expect([ofTeam.agent, objectives(ofTeam.findings.nodes)]).toEqual([{ name: 'Engineering' }, ['For engineering']]);
    expect(objectives(await findings(company, 'LISTENING_TOO_LONG', { of: await company.person('bram') }))).toEqual([]);
    expect(await company.asks('olga', '{ diagnosis(of: "nobody") { at } explicitness(of: "nobody") { share } diagnosisTrend(of: "nobody", kind: CUSTOMER_SILENT, from: "2026-03-02") { isPartial } }')).toEqual({ diagnosis: null, explicitness: null, diagnosisTrend: null });
  });

  test('comes the heaviest first, page by page, judged at the moment of the first, and is counted by kind', async () => {
    for (const name of ['a', 'b', 'c']) await between('ada', 'bram', name, 'LISTENING');
    days(company, 5);
    for (const name of ['d', 'e']) await between('dana', 'chidi', name, 'PROPOSED');
    days(company, 20);
    const kinds = ['LISTENING_TOO_LONG', 'NEGOTIATING_IN_CIRCLES', 'SERVES_NOTHING'];
    const whole = await diagnosed(company, { kinds });
    expect(whole.findings.nodes.map(({ weight }) => weight)).toEqual([...whole.findings.nodes].map(({ weight }) => weight).sort((one, other) => other - one));
    expect(whole.counts).toEqual([
      { kind: 'LISTENING_TOO_LONG', count: 3, weight: expect.any(Number), isPartial: false }, { kind: 'NEGOTIATING_IN_CIRCLES', count: 2, weight: expect.any(Number), isPartial: false }, { kind: 'SERVES_NOTHING', count: 0, weight: 0, isPartial: false },
    ]);
    expect(whole.counts[0]?.weight).toBeCloseTo(whole.findings.nodes.filter(({ kind }) => kind === 'LISTENING_TOO_LONG').reduce((sum, { weight }) => sum + weight, 0));
    const pages: string[] = [];
    for (let after: string | null = null; ; ) {
      const { findings: page } = await diagnosed(company, { kinds, first: 2, after });
      pages.push(...page.nodes.map(({ workflows }) => workflows[0]?.objective ?? ''));
      // A day later all of them weigh more, and nothing is told twice.
      days(company, 1);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(pages).toEqual(whole.findings.nodes.map(({ workflows }) => workflows[0]?.objective));
  });

  test('goes by other thresholds where it is told to, and refuses what is none', async () => {
    await between('ada', 'bram', 'For a quarter', 'LISTENING');
    days(company, 3);
    expect(await findings(company, 'LISTENING_TOO_LONG')).toEqual([]);
    expect(await findings(company, 'LISTENING_TOO_LONG', { thresholds: { listeningDays: 2, listeningShare: 0.02 } })).toHaveLength(1);
    const { errors } = await company.ask('olga', '{ diagnosis(thresholds: { proposals: 1 }) { at } }');
    expect(errors).toMatchObject([{ message: 'Give a whole number from 2 to 10000.', extensions: { code: 'INVALID_INPUT', field: ['thresholds', 'proposals'] } }]);
  });

  test('goes by what an administrator has set for the organisation, until they set it otherwise', async () => {
    await between('ada', 'bram', 'For a quarter', 'LISTENING');
    days(company, 3);
    const sets = (who: string, thresholds: object, more: object = {}) => company.tries(who, 'setDiagnosisThresholds', 'SetDiagnosisThresholdsInput', { thresholds, ...more }, 'organization { version diagnosisThresholds { listeningDays proposals } } act { act words }');
    expect(await sets('olga', { listeningDays: 2, listeningShare: 0.02 }, { words: 'We decide quickly.' })).toMatchObject({ organization: { version: 2, diagnosisThresholds: { listeningDays: 2, proposals: 5 } }, act: { act: 'SET_DIAGNOSIS_THRESHOLDS', words: 'We decide quickly.' }, userErrors: [] });
    expect(await findings(company, 'LISTENING_TOO_LONG')).toHaveLength(1);
    expect(await findings(company, 'LISTENING_TOO_LONG', { thresholds: { listeningDays: 4 } })).toEqual([]);
    expect((await sets('olga', { listeningDays: 2, listeningShare: 0.02 })).userErrors).toMatchObject([{ code: 'ALREADY_SO' }]);
    expect((await sets('olga', { listeningDays: 0 })).userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['thresholds', 'listeningDays'] }]);
    expect((await sets('olga', {}, { expectedVersion: 1 })).userErrors).toMatchObject([{ code: 'CONFLICT', currentVersion: 2 }]);
    expect((await sets('ada', {})).userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await sets('olga', {})).organization.diagnosisThresholds).toEqual({ listeningDays: 7, proposals: 5 });
    expect(await findings(company, 'LISTENING_TOO_LONG')).toEqual([]);
  });

  test('shows nobody what only others may see, in a finding, a count or a measure', async () => {
    const thresholds = { waits: 2, waitingPeople: 1, timesTheMean: 1, sidedWorkflows: 2, horizons: 2, ringDays: 1 };
    const secret = async (statement: string, until: Until, horizon = 90): Promise<string> => {
      const workflow = await between('ada', 'bram', statement, until, horizon);
      await company.says('ada', 'setWorkflowVisibility', { workflow, visibility: 'PARTIES' });
      return workflow;
    };
    await secret('Listening', 'LISTENING');
    const [one, other] = [await secret('Ring', 'PROPOSED'), await secret('Ring', 'PROPOSED')];
    await dependsOn(company, 'bram', { workflow: one, provider: other, neededBy: dayFromNow(company, 50) });
    await dependsOn(company, 'bram', { workflow: other, provider: one, neededBy: dayFromNow(company, 50), kind: 'SOFT' });
    await secret('Promised', 'PROMISED', 90);
    await secret('Promised for long', 'PROMISED', 360);
    await company.says('bram', 'deliverResults', { workflow: await secret('Delivered', 'PROMISED') });
    days(company, 80);
    const own = await diagnosed(company, { thresholds }, 'ada');
    expect(new Set(own.findings.nodes.map(({ kind }) => kind)).size).toBeGreaterThan(7);
    expect(own.findings.hiddenCount).toBe(0);
    const others = await diagnosed(company, { thresholds }, 'olga');
    expect(others.findings).toMatchObject({ nodes: [], totalCount: 0, hiddenCount: 6 });
    expect(others.counts.filter(({ count }) => count > 0)).toEqual([]);
  });
});
