import { momentOf } from '../../src/domain/common/moment.rules.js';
import { aDay, monday, openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { dayFromNow, workflowBetween } from '../kit/ties.js';
import type { Name } from '../kit/ties.js';

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

const document = 'query($of: ID, $first: Int, $after: String) { explicitness(of: $of) { agent { name } explicitCount implicitCount share implicit(first: $first, after: $after) { nodes { objective } totalCount hiddenCount pageInfo { hasNextPage endCursor } } } }';
const told = async (of: string | null = null, who = 'olga', page: object = {}) => (await company.asks(who, document, { of, first: 20, ...page })).explicitness;
const notices = async (customer: Name, performer: Name, statement: string, visibility = 'ORGANIZATION'): Promise<string> => {
  api.clock.now += 60_000;
  const [holder, doer] = [await company.person(customer), await company.person(performer)];
  return (await company.says(customer, 'noticeWorkflow', { customer: holder, performer: doer, statement, visibility, window: { due: dayFromNow(company, 300) } })).id;
};

test('says how much has been said aloud, of the organisation, a group and somebody, and what has not', async () => {
  const team = await company.group('Engineering', 'bram', 'chidi');
  await notices('ada', 'bram', 'Runs the platform');
  const mentoring = await notices('bram', 'chidi', 'Answers at night');
  await notices('ada', 'dana', 'Runs the product');
  await workflowBetween(company, { customer: 'ada', performer: 'bram', statement: 'Build Awesome Tech for the Company', due: dayFromNow(company, 300), until: 'LISTENING' });
  expect(await told()).toMatchObject({ agent: null, explicitCount: 1, implicitCount: 3, share: 0.25, implicit: { nodes: [{ objective: 'Runs the platform' }, { objective: 'Answers at night' }, { objective: 'Runs the product' }], totalCount: 3, hiddenCount: 0 } });
  expect(await told(await company.person('dana'))).toMatchObject({ agent: { name: 'Dana Levi' }, explicitCount: 0, implicitCount: 1, share: 0 });
  // What two of a group do with each other counts once.
  expect(await told(team)).toMatchObject({ agent: { name: 'Engineering' }, explicitCount: 1, implicitCount: 2, implicit: { nodes: [{ objective: 'Runs the platform' }, { objective: 'Answers at night' }] } });
  await company.says('bram', 'articulateConcern', { workflow: mentoring, statement: 'Somebody answers when the platform calls at night' });
  expect(await told()).toMatchObject({ explicitCount: 2, implicitCount: 2, share: 0.5 });
  await company.says('chidi', 'declineWorkflow', { workflow: mentoring, words: 'Not me.' });
  expect(await told()).toMatchObject({ explicitCount: 1, implicitCount: 2 });
  expect(await told(await company.person('fatima'))).toMatchObject({ explicitCount: 0, implicitCount: 0, share: null, implicit: { nodes: [] } });
});

test('is read page by page, and keeps to itself what only others may see', async () => {
  for (const name of ['one', 'two', 'three']) await notices('ada', 'bram', name);
  await notices('ada', 'bram', 'secret', 'PARTIES');
  const pages: string[] = [];
  for (let after: string | null = null; ; ) {
    const { implicit } = await told(null, 'olga', { first: 2, after });
    expect(implicit).toMatchObject({ totalCount: 3, hiddenCount: 1 });
    pages.push(...implicit.nodes.map(({ objective }: { objective: string }) => objective));
    if (implicit.pageInfo.hasNextPage !== true) break;
    after = implicit.pageInfo.endCursor;
  }
  expect(pages).toEqual(['one', 'two', 'three']);
  expect(await told(null, 'ada')).toMatchObject({ implicitCount: 4, implicit: { hiddenCount: 0 } });
});

describe('the past of it', () => {
  const ofThePast = 'query($of: ID, $asOf: When, $first: Int, $after: String) { explicitness(of: $of, asOf: $asOf) { agent { name } asOf explicitCount implicitCount share isPartial implicit(first: $first, after: $after) { nodes { objective asOf customer { name } performer { name } } totalCount hiddenCount pageInfo { hasNextPage endCursor } } } }';
  const toldThen = async (asOf: string | null, of: string | null = null, who = 'olga', page: object = {}) => (await company.asks(who, ofThePast, { asOf, of, first: 20, ...page })).explicitness;
  const trendDocument = 'query($of: ID, $from: When!, $to: When, $step: Duration!) { explicitnessTrend(of: $of, from: $from, to: $to, step: $step) { agent { name } points { at explicitCount implicitCount share } isPartial } }';
  const trend = async (asked: object, who = 'olga') => (await company.asks(who, trendDocument, { step: 'PT24H', ...asked })).explicitnessTrend;

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see Answer
  const withoutCursor = ({ implicit, ...told }: any): any => ({ ...told, implicit: { ...implicit, pageInfo: { hasNextPage: implicit.pageInfo.hasNextPage } } });

  test('is at every moment what was told at that moment: of the organisation, a group with whoever belonged to it then, and somebody', async () => {
    const people = ['ada', 'bram', 'chidi', 'dana', 'emil'] as const;
    for (const who of people) await company.person(who);
    const team = await company.group('Engineering', 'bram', 'chidi');
    const empty = await company.group('Design', 'emil');
    const asked: readonly (string | null)[] = [null, team, empty, ...(await Promise.all(people.map((who) => company.person(who))))];
    let [platform, nights, product] = ['', '', ''];
    const imported = { source: 'payroll', text: 'person,manager,title,since\nDana Levi,Grace Okafor,Product owner,2025-11-01\n' };
    /** What is said on each of some days. */
    const story: Readonly<Record<number, () => Promise<unknown>>> = {
      1: async () => { platform = await notices('ada', 'bram', 'Runs the platform'); },
      2: async () => { nights = await notices('bram', 'chidi', 'Answers at night'); },
      3: async () => { product = await notices('ada', 'dana', 'Runs the product'); },
      4: () => workflowBetween(company, { customer: 'ada', performer: 'bram', statement: 'Build Awesome Tech for the Company', due: dayFromNow(company, 300) }),
      5: () => company.says('bram', 'articulateConcern', { workflow: nights, statement: 'Somebody answers when the platform calls at night' }),
      6: async () => company.does('olga', 'addMember', 'MembershipInput', { group: team, member: await company.person('dana') }, 'agent { id }'),
      // Two acts of one day: who performs changes, and what was implicit is spoken, or is over.
      7: async () => { await company.says('dana', 'handOverWorkflow', { workflow: product, successor: await company.person('emil') }); await company.says('emil', 'takeOverWorkflow', { workflow: product }); },
      8: () => company.says('chidi', 'declineWorkflow', { workflow: nights, words: 'Not me.' }),
      9: async () => company.does('olga', 'removeMember', 'MembershipInput', { group: team, member: await company.person('chidi') }, 'agent { id }'),
      10: () => company.does('olga', 'importRecords', 'ImportRecordsInput', { table: imported }, 'report { workflows { added } }'),
      11: () => company.says('bram', 'offerHelp', { workflow: platform }),
      12: () => notices('emil', 'dana', 'Draws the screens'),
    };
    const known = new Map<string | null, Record<string, unknown>[]>(asked.map((of) => [of, []]));
    const from = momentOf(api.clock.now + aDay);
    for (let day = 1; day <= 14; day++) {
      api.clock.now = Date.parse(from) + (day - 1) * aDay;
      for (const of of asked) known.get(of)?.push(await told(of));
      // What is said at a moment is known a moment later.
      api.clock.now += 1_000;
      await story[day]?.();
    }
    const to = momentOf(Date.parse(from) + 13 * aDay);
    for (const of of asked) {
      const then = known.get(of) ?? [];
      const { agent, points, isPartial } = await trend({ from, to, of });
      expect({ of, agent, isPartial }).toEqual({ of, agent: then[0]?.['agent'], isPartial: false });
      expect(points).toEqual(then.map(({ explicitCount, implicitCount, share }, index) => ({ at: momentOf(Date.parse(from) + index * aDay), explicitCount, implicitCount, share })));
      for (const [index, one] of then.entries()) {
        const asOf = points[index].at;
        const shown = await toldThen(asOf, of);
        // A cursor belongs to the question it came of.
        expect(withoutCursor(shown)).toMatchObject({ ...withoutCursor(one), asOf, isPartial: false });
        for (const node of shown.implicit.nodes) expect(node.asOf).toBe(asOf);
      }
    }
    // What was told changed, and never the same of all.
    expect(new Set([null, team].map((of) => JSON.stringify(known.get(of)?.map(({ explicitCount, implicitCount }) => [explicitCount, implicitCount])))).size).toBe(2);
    expect((known.get(null) ?? []).map(({ implicitCount }) => implicitCount)).toEqual([0, 1, 2, 3, 3, 2, 2, 2, 2, 2, 3, 2, 3, 3]);
    // Whoever performed then is who is shown.
    expect(await toldThen(points7(from), await company.person('dana'))).toMatchObject({ implicit: { nodes: [{ objective: 'Runs the product', performer: { name: 'Dana Levi' } }] } });
  });

  const points7 = (from: string): string => momentOf(Date.parse(from) + 6 * aDay);

  test('is read page by page, and of nobody who was not there yet', async () => {
    for (const name of ['one', 'two', 'three']) await notices('ada', 'bram', name);
    await notices('ada', 'bram', 'secret', 'PARTIES');
    api.clock.now += aDay;
    const asOf = momentOf(api.clock.now);
    api.clock.now += aDay;
    await notices('ada', 'bram', 'four');
    await notices('ada', 'bram', 'secret too', 'PARTIES');
    const grace = await company.person('grace');
    const pages: string[] = [];
    for (const [of, known] of [[null, 3], [await company.person('ada'), 3]] as const) {
      for (let after: string | null = null; ; ) {
        const { implicit } = await toldThen(asOf, of, 'olga', { first: 2, after });
        expect(implicit).toMatchObject({ totalCount: known, hiddenCount: 1 });
        pages.push(...implicit.nodes.map(({ objective }: { objective: string }) => objective));
        if (implicit.pageInfo.hasNextPage !== true) break;
        after = implicit.pageInfo.endCursor;
      }
    }
    expect(pages).toEqual(['one', 'two', 'three', 'one', 'two', 'three']);
    expect(await toldThen(asOf, null, 'ada')).toMatchObject({ implicitCount: 4, implicit: { hiddenCount: 0 } });
    expect(await toldThen(asOf, grace)).toBeNull();
    expect(await toldThen('2020-01-01')).toMatchObject({ explicitCount: 0, implicitCount: 0, share: null, implicit: { nodes: [], hiddenCount: 0 } });
    const { points } = await trend({ from: asOf, of: grace });
    expect(points).toMatchObject([{ implicitCount: 0, share: null }, { implicitCount: 0, share: null }]);
  });

  test('is read page by page as of today, whose end lies ahead, while time goes by', async () => {
    for (const name of ['one', 'two', 'three']) await notices('ada', 'bram', name);
    const pages: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      api.clock.now += 1_000;
      const { implicit } = await toldThen(momentOf(api.clock.now).slice(0, 10), null, 'olga', { first: 1, after });
      pages.push(...implicit.nodes.map(({ objective }: { objective: string }) => objective));
      ({ endCursor: after, hasNextPage: more } = implicit.pageInfo);
    }
    expect(pages).toEqual(['one', 'two', 'three']);
  });

  test('refuses a cursor whose place is no moment', async () => {
    for (const name of ['one', 'two']) await notices('ada', 'bram', name);
    api.clock.now += aDay;
    for (const asOf of [null, momentOf(api.clock.now)]) {
      const { implicit } = await toldThen(asOf, null, 'olga', { first: 1 });
      const parts = JSON.parse(Buffer.from(implicit.pageInfo.endCursor, 'base64url').toString('utf8')) as unknown[];
      const forged = Buffer.from(JSON.stringify(parts.with(2, 'long ago'))).toString('base64url');
      const { errors } = await company.ask('olga', ofThePast, { asOf, of: null, first: 1, after: forged });
      expect(errors?.map(({ message }) => message)).toEqual(['This cursor is not of this list: use the endCursor of a page with the same filter and order.']);
    }
  });

  test('is shown to whoever may see it now', async () => {
    const workflow = await notices('ada', 'bram', 'Between us');
    api.clock.now += aDay;
    const from = momentOf(api.clock.now);
    const counts = async (who: string): Promise<unknown> => [(await trend({ from }, who)).points[0].implicitCount, (await trend({ from, of: await company.person('ada') }, who)).points[0].implicitCount, (await toldThen(from, null, who)).implicitCount];
    expect(await counts('olga')).toEqual([1, 1, 1]);
    api.clock.now += 1_000;
    await company.says('ada', 'setWorkflowVisibility', { workflow, visibility: 'PARTIES' });
    expect(await counts('olga')).toEqual([0, 0, 0]);
    expect(await counts('ada')).toEqual([1, 1, 1]);
  });

  test('refuses more moments than it tells of, and an end before its beginning', async () => {
    api.clock.now += 60 * aDay;
    const refused = async (asked: object) => (await company.ask('olga', trendDocument, { step: 'P1D', ...asked })).errors?.map(({ message }) => message);
    expect(await refused({ from: '2026-03-02' })).toEqual(['That is more than 24 moments: take longer steps, or a shorter time.']);
    expect(await refused({ from: '2026-04-02', to: '2026-03-02' })).toEqual(['The last moment lies before the first.']);
  });
});
