import { monday, openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { days, diagnosed } from '../kit/diagnosing.js';
import { dayFromNow, dependsOn, workflowBetween } from '../kit/ties.js';
import type { Name } from '../kit/ties.js';
import { momentOf } from '../../src/domain/common/moment.rules.js';
import { standingKinds, trendKinds } from '../../src/domain/diagnosis/trend.rules.js';
import type { TrendKind } from '../../src/domain/diagnosis/trend.rules.js';

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

const document = 'query($kind: DiagnosisTrendKind!, $from: When!, $to: When, $step: Duration!, $of: ID, $thresholds: DiagnosisThresholdsInput) { diagnosisTrend(kind: $kind, from: $from, to: $to, step: $step, of: $of, thresholds: $thresholds) { kind points { at count } isPartial } }';
const trend = async (asked: object, who = 'olga') => (await company.asks(who, document, { step: 'PT120H', ...asked })).diagnosisTrend as { readonly points: readonly { readonly at: string; readonly count: number }[]; readonly isPartial: boolean };

/**
 * Lets a story be said, a part of it every five days, and holds each trend of it to what a diagnosis told at each of these moments.
 * @param scopes of whom it is asked: null for the organisation
 */
async function toldAsDiagnosed(kinds: readonly TrendKind[], story: Readonly<Record<number, () => Promise<unknown>>>, steps: number, { thresholds = {}, scopes = [null] }: { readonly thresholds?: object; readonly scopes?: readonly (string | null)[] } = {}): Promise<{ readonly from: string; readonly to: string }> {
  const asked = scopes.flatMap((of) => kinds.map((kind) => ({ of, kind, numbers: [] as number[] })));
  const from = momentOf(api.clock.now + 5 * 86_400_000);
  for (let step = 1; step <= steps; step++) {
    days(company, 5);
    for (const of of scopes) {
      const { counts } = await diagnosed(company, { of, thresholds, kinds });
      for (const one of asked) if (one.of === of) one.numbers.push(counts.find(({ kind }) => kind === one.kind)?.count ?? -1);
    }
    // What is said at a moment is known a moment later.
    api.clock.now += 1_000;
    await story[step]?.();
    api.clock.now -= 1_000;
  }
  const to = momentOf(api.clock.now);
  api.clock.now += 10_000;
  for (const { of, kind, numbers } of asked) {
    const { points, isPartial } = await trend({ kind, of, thresholds, from, to });
    expect({ kind, of, counts: points.map(({ count }) => count), isPartial }).toEqual({ kind, of, counts: numbers, isPartial: false });
    if (of === null) expect(new Set(numbers).size).toBeGreaterThan(1);
  }
  return { from, to };
}

test('tells of every moment what a diagnosis told at that moment', async () => {
  const between = (statement: string, until: 'LISTENING' | 'NEGOTIATING' | 'PROPOSED' | 'PROMISED', horizon = 90): Promise<string> =>
    workflowBetween(company, { customer: 'ada', performer: 'bram', statement, due: dayFromNow(company, horizon), until });
  const counter = (workflow: string, who: string): Promise<unknown> => company.says(who, 'proposeTerms', { workflow, terms: { due: dayFromNow(company, 60), conditions: [{ key: 'c1', statement: 'It works' }] } });
  const [listening, talking, promised, delivered, spoken] = [
    await between('Listening', 'LISTENING'), await between('Talking', 'PROPOSED'), await between('Promised', 'PROMISED'), await between('Delivered', 'PROMISED'),
    (await company.says('ada', 'noticeWorkflow', { customer: await company.person('ada'), performer: await company.person('bram'), statement: 'Unspoken', window: { due: dayFromNow(company, 200) } })).id,
  ];
  const imported = { source: 'payroll', text: 'person,manager,title,since\nDana Levi,Grace Okafor,Product owner,2025-11-01\n' };
  /** What is said on some of the days, five apart. */
  const story: Readonly<Record<number, () => Promise<unknown>>> = {
    1: () => company.says('bram', 'deliverResults', { workflow: delivered }),
    2: () => company.says('ada', 'remarkOnWorkflow', { workflow: listening, words: 'Still thinking.' }),
    3: async () => { for (const who of ['ada', 'bram', 'ada', 'bram']) await counter(talking, who); },
    4: () => company.says('ada', 'withdrawFromNegotiation', { workflow: talking }),
    5: () => company.does('olga', 'importRecords', 'ImportRecordsInput', { table: imported }, 'report { workflows { added } }'),
    6: () => company.says('ada', 'checkIn', { workflow: promised }),
    7: () => company.says('ada', 'articulateConcern', { workflow: spoken, statement: 'Spoken' }),
    8: () => company.says('ada', 'assessDelivery', { workflow: delivered, outcomes: [{ condition: 'c1', outcome: 'MET' }], satisfaction: 4 }),
    9: () => company.says('ada', 'declareRoot', { workflow: promised }),
    10: () => company.says('ada', 'deferWorkflow', { workflow: listening, until: dayFromNow(company, 7), words: 'Next week.' }),
    12: () => company.says('bram', 'declineWorkflow', { workflow: listening, words: 'No.' }),
  };
  const { from, to } = await toldAsDiagnosed(standingKinds, story, 14);
  const ofDana = await trend({ kind: 'EXECUTING_WITHOUT_A_PROMISE', from, to, of: await company.person('dana') });
  expect(ofDana.points.map(({ count }) => count)).toEqual(Array.from({ length: 14 }, () => 0));
});

test('tells so of what only several workflows show, whoever performs by now, and whatever was answered since', async () => {
  const between = (customer: Name, performer: Name, statement: string, until: 'PROPOSED' | 'PROMISED', horizon: number): Promise<string> =>
    workflowBetween(company, { customer, performer, statement, due: dayFromNow(company, horizon), until });
  const renegotiates = async (who: Name, customer: Name, performer: Name, workflow: string): Promise<void> => {
    await company.says(who, 'renegotiatePromise', { workflow, words: 'Not yet' });
    const due = dayFromNow(company, 100);
    const { standingProposal } = await company.says(performer, 'proposeTerms', { workflow, terms: { due, window: { due }, conditions: [{ key: 'c1', statement: 'It works' }] } });
    await company.says(customer, 'agreeToProposal', { workflow, proposal: standingProposal?.id });
  };
  const changesHands = async (who: Name, successor: Name, workflow: string): Promise<void> => {
    await company.says(who, 'handOverWorkflow', { workflow, successor: await company.person(successor) });
    await company.says(successor, 'takeOverWorkflow', { workflow });
  };
  const [search, billing] = [await between('ada', 'bram', 'Search', 'PROPOSED', 200), await between('dana', 'chidi', 'Billing', 'PROPOSED', 200)];
  const [short, other, long] = [await between('ada', 'bram', 'Short', 'PROMISED', 20), await between('ada', 'emil', 'Other', 'PROMISED', 25), await between('dana', 'bram', 'Long', 'PROMISED', 360)];
  await dependsOn(company, 'bram', { workflow: search, provider: billing, neededBy: dayFromNow(company, 60) });
  let needed = '';
  const story: Readonly<Record<number, () => Promise<unknown>>> = {
    1: async () => { needed = await dependsOn(company, 'chidi', { workflow: billing, provider: search, neededBy: dayFromNow(company, 50), kind: 'SOFT' }); },
    3: () => renegotiates('ada', 'ada', 'bram', short),
    4: () => renegotiates('ada', 'ada', 'emil', other),
    5: () => company.says('bram', 'refuseDependency', { workflow: search, dependency: needed, words: 'I cannot.' }),
    // From now on one of the two renegotiations is the successor's.
    6: () => changesHands('ada', 'fatima', other),
    7: () => company.says('bram', 'acknowledgeDependency', { workflow: search, dependency: needed }),
    8: () => changesHands('bram', 'grace', long),
    9: () => between('fatima', 'emil', 'A week', 'PROMISED', 6),
    10: () => company.says('chidi', 'stopDependingOnPromise', { workflow: billing, dependency: needed }),
    12: () => renegotiates('fatima', 'fatima', 'emil', other),
  };
  const thresholds = { horizons: 2, ringDays: 8, lastMinuteTimes: 2, lastMinuteShare: 0.9, lastMinuteWithinDays: 45 };
  const several = trendKinds.filter((kind) => !(standingKinds as readonly string[]).includes(kind));
  await toldAsDiagnosed(several, story, 15, { thresholds, scopes: [null, await company.person('bram'), await company.person('emil'), await company.person('dana')] });
});

test('tells of somebody what they asked for at the last minute, who has handed over all of it since', async () => {
  const due = dayFromNow(company, 20);
  const renegotiated = async (statement: string, who: Name): Promise<string> => {
    const workflow = await workflowBetween(company, { customer: 'ada', performer: 'bram', statement, due });
    await company.says(who, 'renegotiatePromise', { workflow, words: 'Not yet' });
    const later = dayFromNow(company, 100);
    const { standingProposal } = await company.says('bram', 'proposeTerms', { workflow, terms: { due: later, window: { due: later }, conditions: [{ key: 'c1', statement: 'It works' }] } });
    await company.says('ada', 'agreeToProposal', { workflow, proposal: standingProposal?.id });
    return workflow;
  };
  const asked = [await renegotiated('Search', 'ada'), await renegotiated('Billing', 'ada')];
  const promised = [await renegotiated('Mail', 'bram'), await renegotiated('Logs', 'bram')];
  days(company, 1);
  const then = momentOf(api.clock.now);
  days(company, 1);
  const handOver = async (who: Name, successor: Name, workflow: string): Promise<void> => {
    await company.says(who, 'handOverWorkflow', { workflow, successor: await company.person(successor) });
    await company.says(successor, 'takeOverWorkflow', { workflow });
  };
  for (const workflow of [...asked, ...promised]) await handOver('bram', 'grace', workflow);
  for (const workflow of [...asked, ...promised]) await handOver('ada', 'fatima', workflow);
  days(company, 1);
  const thresholds = { lastMinuteTimes: 2, lastMinuteShare: 1, lastMinuteWithinDays: 45 };
  const count = async (of: Name | null): Promise<unknown> =>
    (await trend({ kind: 'RENEGOTIATED_LAST_MINUTE_AGAIN', thresholds, from: then, to: then, of: of === null ? null : await company.person(of) })).points.map(({ count }) => count);
  expect(await count(null)).toEqual([2]);
  expect([await count('ada'), await count('bram'), await count('fatima'), await count('grace')]).toEqual([[1], [1], [0], [0]]);
});

test('refuses more moments than it tells of, and an end before its beginning', async () => {
  days(company, 60);
  const refused = async (asked: object) => (await company.ask('olga', document, { kind: 'LISTENING_TOO_LONG', ...asked })).errors?.map(({ message }) => message);
  expect(await refused({ from: '2026-03-02', step: 'P1D' })).toEqual(['That is more than 24 moments: take longer steps, or a shorter time.']);
  expect(await refused({ from: '2026-04-02', to: '2026-03-02', step: 'P1D' })).toEqual(['The last moment lies before the first.']);
});

test('shows nobody the past of what only others may see', async () => {
  const workflow = await workflowBetween(company, { customer: 'ada', performer: 'bram', statement: 'Between us', due: dayFromNow(company, 90), until: 'LISTENING' });
  days(company, 30);
  const asked = { kind: 'LISTENING_TOO_LONG', from: momentOf(api.clock.now - 1_000), step: 'P1D' };
  expect((await trend(asked)).points).toMatchObject([{ count: 1 }]);
  await company.says('ada', 'setWorkflowVisibility', { workflow, visibility: 'PARTIES' });
  expect((await trend(asked)).points).toMatchObject([{ count: 0 }]);
  expect((await trend(asked, 'ada')).points).toMatchObject([{ count: 1 }]);
});
