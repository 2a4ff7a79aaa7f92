import { millisecondsOf, momentOf } from '../../src/domain/common/moment.rules.js';
import { globalId } from '../../src/domain/common/identifier.rules.js';
import { aDay, openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { dayFromNow, workflowBetween } from '../kit/ties.js';
import { playTwoTables } from '../kit/two-tables.js';
import type { TwoTables } from '../kit/two-tables.js';

/*
 * The two tables of "Planning" as chains: why a promise exists, and to whom it is owed in the end; what was promised so that
 * a promise can be kept.
 */
let api: Api;
let company: Company;
let tables: TwoTables;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  tables = await playTwoTables(company);
}, 240_000);
afterAll(() => api.close());

interface Station {
  readonly distance: number;
  readonly workflow: {
    readonly objective: string;
    readonly customer: { readonly name: string };
    readonly performer: { readonly name: string };
    readonly phase: string;
    readonly promise: { readonly status: string; readonly horizon: { readonly duration: string } } | null;
  };
}

interface Chain {
  readonly nodes: readonly Station[];
  readonly totalCount: number;
  readonly hiddenCount: number;
  readonly isPartial: boolean;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const document = `query($of: ID!, $direction: ChainDirection!, $condition: String, $depth: Int, $asOf: When, $first: Int, $after: String) {
  chain(of: $of, direction: $direction, condition: $condition, depth: $depth, asOf: $asOf, first: $first, after: $after) {
    nodes { distance workflow { objective customer { name } performer { name } phase promise { status horizon { duration } } } }
    totalCount hiddenCount isPartial pageInfo { hasNextPage endCursor }
  }
}`;

async function chain(of: string, direction: 'UP' | 'DOWN', more: Readonly<Record<string, unknown>> = {}, who = 'chidi', where = company): Promise<Chain> {
  return (await where.asks(who, document, { of, direction, first: 50, ...more })).chain as Chain;
}

/** What a chain holds; its cursors are its own. */
const held = ({ nodes, totalCount, hiddenCount }: Chain): unknown => ({ nodes, totalCount, hiddenCount });

const titles = ({ nodes }: Chain): readonly string[] => nodes.map(({ distance, workflow }) => `${String(distance)} ${workflow.objective}`);
const table = ({ nodes }: Chain): readonly string[] =>
  nodes.map(({ workflow: { promise, customer, performer, objective } }) => `${promise?.horizon.duration ?? ''} | ${customer.name} | ${performer.name} | ${objective}`);

describe('the first table', () => {
  test('is the way from the engineer’s three months up to what the Board is owed in three years', async () => {
    const found = await chain(tables.feature, 'UP');
    expect(table(found)).toEqual([
      'P1Y | Ada Moreau | Bram Visser | Build Awesome Tech for the Company',
      'P3Y | Board of Directors | Ada Moreau | Make the Company Awesome',
    ]);
    expect(found.nodes.map(({ distance, workflow: { phase, promise } }) => [distance, phase, promise?.status])).toEqual([[1, 'EXECUTING', 'IN_FORCE'], [2, 'EXECUTING', 'IN_FORCE']]);
    expect(found).toMatchObject({ totalCount: 2, hiddenCount: 0, pageInfo: { hasNextPage: false } });
  });

  test('is the way down, too', async () => {
    expect(table(await chain(tables.tech, 'DOWN'))).toEqual(['P3M | Bram Visser | Chidi Adeyemi | Implement Awesome Feature']);
  });
});

describe('the second table', () => {
  test('is what was promised to the Product Owner, so that she can keep her own promise of the same year', async () => {
    expect(table(await chain(tables.product, 'DOWN'))).toEqual([
      'P1Y | Dana Levi | Emil Novak | Implement Part of Awesome Product: payments',
      'P1Y | Dana Levi | Fatima Haddad | Implement Part of Awesome Product: onboarding',
    ]);
    expect(table(await chain(tables.onboarding, 'UP'))).toEqual(['P1Y | Ada Moreau | Dana Levi | Ship an Awesome Product', 'P3Y | Board of Directors | Ada Moreau | Make the Company Awesome']);
  });

  test('each edge says in which conditions, for how much, since when, and by which act', async () => {
    const { workflow } = await company.asks('emil', `query($id: ID!) { workflow(id: $id) { root serves {
      child { id } parent { objective } share conditions { key statement contribution } since flags { kind } act { act speaker { name } }
    } } }`, { id: tables.payments });
    expect(workflow).toEqual({ root: false, serves: [{
      child: { id: tables.payments }, parent: { objective: 'Ship an Awesome Product' }, share: '1', conditions: [{ key: 'c1', statement: 'It is on the market', contribution: '0.5' }],
      since: tables.said, flags: [], act: { act: 'SERVE', speaker: { name: 'Dana Levi' } },
    }] });
  });
});

describe('the whole company', () => {
  test('hangs together below what the Board is owed, the nearest first', async () => {
    const found = await chain(tables.whole, 'DOWN');
    expect(titles(found)).toEqual([
      '1 Build Awesome Tech for the Company', '1 Ship an Awesome Product',
      '2 Implement Awesome Feature', '2 Implement Part of Awesome Product: payments', '2 Implement Part of Awesome Product: onboarding',
    ]);
    expect(found.totalCount).toBe(5);
    expect(titles(await chain(tables.whole, 'UP'))).toEqual([]);
  });

  test('is read page by page, and no page skips or repeats anything', async () => {
    const whole = titles(await chain(tables.whole, 'DOWN'));
    for (const first of [1, 2, 3, 5]) {
      const pages: Chain[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const page: Chain = await chain(tables.whole, 'DOWN', { first, after });
        pages.push(page);
        ({ endCursor: after, hasNextPage: more } = page.pageInfo);
      }
      expect(pages.flatMap(titles)).toEqual(whole);
      expect(pages.map(({ totalCount }) => totalCount)).toEqual(pages.map(() => 5));
      expect(pages).toHaveLength(Math.ceil(5 / first));
    }
  });

  test('is read page by page as of today, whose end lies ahead, while time goes by', async () => {
    const pages: Chain[] = [];
    const today = new Date(api.clock.now).toISOString().slice(0, 10);
    for (let after: string | null = null, more = true; more; ) {
      api.clock.now += 1_000;
      const page: Chain = await chain(tables.whole, 'DOWN', { first: 2, after, asOf: today });
      pages.push(page);
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
    }
    expect(pages.flatMap(titles)).toEqual(titles(await chain(tables.whole, 'DOWN')));
  });

  test('is followed no further than asked for, and says that it goes on', async () => {
    const near = await chain(tables.whole, 'DOWN', { depth: 1 });
    const askedSo = [[tables.whole, 'DOWN', 1], [tables.whole, 'DOWN', 2], [tables.whole, 'DOWN', null], [tables.feature, 'UP', 1], [tables.feature, 'UP', 2]] as const;
    const partial = await Promise.all(askedSo.map(async ([of, direction, depth]) => (await chain(of, direction, depth === null ? {} : { depth, first: 1 })).isPartial));
    expect(partial).toEqual([true, false, false, true, false]);
    expect((await chain(await company.person('emil'), 'UP', { depth: 1 })).isPartial).toBe(true);
    expect((await chain(tables.whole, 'DOWN', { depth: 1, asOf: '2026-01-01' })).isPartial).toBe(false);
    expect([titles(near), near.totalCount]).toEqual([['1 Build Awesome Tech for the Company', '1 Ship an Awesome Product'], 2]);
  });

  test('is asked of a promise as of its workflow', async () => {
    const { workflow } = await company.asks('chidi', 'query($id: ID!) { workflow(id: $id) { promise { id } } }', { id: tables.product });
    expect(held(await chain(workflow.promise.id, 'DOWN'))).toEqual(held(await chain(tables.product, 'DOWN')));
    expect(held(await chain(workflow.promise.id, 'UP'))).toEqual(held(await chain(tables.product, 'UP')));
  });

  test('is asked of one condition: what was promised so that this one can be met', async () => {
    expect(titles(await chain(tables.whole, 'DOWN', { condition: 'c2' }))).toEqual(['1 Ship an Awesome Product', '2 Implement Part of Awesome Product: payments', '2 Implement Part of Awesome Product: onboarding']);
    expect(titles(await chain(tables.product, 'DOWN', { condition: 'c1' }))).toEqual(['1 Implement Part of Awesome Product: payments']);
    expect(titles(await chain(tables.product, 'DOWN', { condition: 'c9' }))).toEqual([]);
    expect(held(await chain(tables.feature, 'UP', { condition: 'c1' }))).toEqual(held(await chain(tables.feature, 'UP')));
  });

  test('is asked of an agent: why they do all that they do, and what all that they want rests on', async () => {
    expect(titles(await chain(await company.person('bram'), 'UP'))).toEqual(['1 Make the Company Awesome']);
    expect(titles(await chain(await company.person('emil'), 'UP'))).toEqual(['1 Ship an Awesome Product', '2 Make the Company Awesome']);
    expect(titles(await chain(await company.person('dana'), 'DOWN'))).toEqual([]);
    expect(titles(await chain(await company.person('ada'), 'DOWN'))).toEqual(['1 Implement Awesome Feature', '1 Implement Part of Awesome Product: payments', '1 Implement Part of Awesome Product: onboarding']);
    expect(titles(await chain(tables.board, 'DOWN'))).toEqual(titles(await chain(tables.whole, 'DOWN')));
  });
});

test('a workflow that is reached by several ways is there once, at its least distance', async () => {
  const other = await api.found();
  const all = await playTwoTables(other);
  api.clock.now += aDay;
  const search = await workflowBetween(other, { customer: 'ada', performer: 'bram', statement: 'Search for everybody', due: dayFromNow(other, 300) });
  await other.says('bram', 'reweighServing', { workflow: all.feature, parent: all.tech, share: '0.5', contributions: [{ condition: 'c2', contribution: '0.5' }] });
  await other.says('bram', 'servePromise', { workflow: all.feature, parent: search, share: '0.5', contributions: [{ condition: 'c1' }] });
  await other.says('ada', 'servePromise', { workflow: search, parent: all.whole, contributions: [{ condition: 'c1' }] });
  const down = titles(await chain(all.whole, 'DOWN', {}, 'chidi', other));
  expect(down.filter((one) => one.endsWith('Implement Awesome Feature'))).toEqual(['2 Implement Awesome Feature']);
  expect(titles(await chain(all.feature, 'UP', {}, 'chidi', other))).toEqual(['1 Build Awesome Tech for the Company', '1 Search for everybody', '2 Make the Company Awesome']);
});

describe('as it stood', () => {
  test('before anybody said what serves what, there was no chain; after, there is', async () => {
    const said = millisecondsOf(tables.said);
    expect(titles(await chain(tables.whole, 'DOWN', { asOf: momentOf(said - 1) }))).toEqual([]);
    const then = await chain(tables.whole, 'DOWN', { asOf: tables.said });
    expect(held(then)).toEqual(held(await chain(tables.whole, 'DOWN')));
    expect(held(await chain(tables.feature, 'UP', { asOf: tables.said }))).toEqual(held(await chain(tables.feature, 'UP')));
  });

  test('what has ended is still there on a day on which it stood, with the people and the state of that day', async () => {
    const other = await api.found();
    const all = await playTwoTables(other);
    const then = momentOf(api.clock.now);
    const [before, ofAda, ofFatima] = [await chain(all.whole, 'DOWN', {}, 'chidi', other), await chain(await other.person('ada'), 'DOWN', {}, 'chidi', other), await chain(await other.person('fatima'), 'UP', {}, 'chidi', other)];
    api.clock.now += aDay;
    await other.says('ada', 'stopServingPromise', { workflow: all.product, parent: all.whole });
    await other.says('ada', 'handOverWorkflow', { workflow: all.product, successor: await other.person('henrik'), side: 'CUSTOMER' });
    await other.says('henrik', 'takeOverWorkflow', { workflow: all.product });
    await other.says('bram', 'renegotiatePromise', { workflow: all.tech, words: 'New information' });
    await other.says('bram', 'reweighServing', { workflow: all.feature, parent: all.tech, share: '0.25', contributions: [{ condition: 'c1', contribution: '1' }] });
    api.clock.now += aDay;
    expect(titles(await chain(all.whole, 'DOWN', {}, 'chidi', other))).toEqual(['1 Build Awesome Tech for the Company', '2 Implement Awesome Feature']);
    expect(held(await chain(all.whole, 'DOWN', { asOf: then }, 'chidi', other))).toEqual(held(before));
    expect(held(await chain(await other.person('ada'), 'DOWN', { asOf: then }, 'chidi', other))).toEqual(held(ofAda));
    expect(held(await chain(await other.person('fatima'), 'UP', { asOf: then }, 'chidi', other))).toEqual(held(ofFatima));
    // Weighed anew, it is another edge from then on: the condition that it served is the one of the day.
    expect(titles(await chain(all.tech, 'DOWN', { condition: 'c2', asOf: then }, 'chidi', other))).toEqual(['1 Implement Awesome Feature']);
    expect(titles(await chain(all.tech, 'DOWN', { condition: 'c2' }, 'chidi', other))).toEqual([]);
    expect(titles(await chain(all.tech, 'DOWN', { condition: 'c1' }, 'chidi', other))).toEqual(['1 Implement Awesome Feature']);
  });
});

describe('what only its parties may see', () => {
  test('is passed through and counted, and not shown; its parties see it', async () => {
    const other = await api.found();
    const all = await playTwoTables(other);
    await other.says('ada', 'setWorkflowVisibility', { workflow: all.product, visibility: 'PARTIES' });
    const hidden = await chain(all.whole, 'DOWN', {}, 'chidi', other);
    expect(titles(hidden)).toEqual(['1 Build Awesome Tech for the Company', '2 Implement Awesome Feature', '2 Implement Part of Awesome Product: payments', '2 Implement Part of Awesome Product: onboarding']);
    expect(hidden).toMatchObject({ totalCount: 4, hiddenCount: 1 });
    expect(await chain(all.whole, 'DOWN', {}, 'dana', other)).toMatchObject({ totalCount: 5, hiddenCount: 0 });
    const up = await chain(all.payments, 'UP', { asOf: momentOf(api.clock.now) }, 'chidi', other);
    expect(titles(up)).toEqual(['2 Make the Company Awesome']);
    expect(up).toMatchObject({ totalCount: 1, hiddenCount: 1 });
    // Nothing begins at what may not be seen.
    expect(await chain(all.product, 'DOWN', {}, 'chidi', other)).toMatchObject({ nodes: [], totalCount: 0, hiddenCount: 0 });
    expect(await chain(await other.person('dana'), 'UP', {}, 'chidi', other)).toMatchObject({ nodes: [], totalCount: 0, hiddenCount: 0 });
    const { workflow } = await other.asks('emil', 'query($id: ID!) { workflow(id: $id) { serves { parent { id } share conditions { key statement contribution } flags { kind } } } }', { id: all.payments });
    expect(workflow.serves).toEqual([{ parent: null, share: '1', conditions: [{ key: 'c1', statement: null, contribution: '0.5' }], flags: [] }]);
  });
});

describe('asked for what there is not', () => {
  test.each([['nobody’s id', 'x'], ['a workflow that nobody has', globalId('Workflow', '0192a000-0000-7000-8000-000000000000')], ['a concern', globalId('Concern', '0192a000-0000-7000-8000-000000000000')], ['a promise that nobody made', globalId('Promise', '0192a000-0000-7000-8000-000000000000')]])('%s has no chain', async (_, of) => {
    for (const direction of ['UP', 'DOWN'] as const) expect(await chain(of, direction)).toMatchObject({ nodes: [], totalCount: 0, hiddenCount: 0 });
  });

  test.each<[string, Readonly<Record<string, unknown>>, string, RegExp]>([
    ['no edges at all', { depth: 0 }, 'depth', /1 to 100 edges/],
    ['more edges than any organisation has', { depth: 101 }, 'depth', /1 to 100 edges/],
    ['no rows', { first: 0 }, 'first', /1 to 100 rows/],
    ['a page after a cursor that is none', { after: 'x' }, 'after', /not of this list/],
  ])('%s is refused, with what may be asked instead', async (_, more, field, message) => {
    const { errors } = await company.ask('chidi', document, { of: tables.whole, direction: 'DOWN', ...more });
    expect(errors).toMatchObject([{ message: expect.stringMatching(message) as string, extensions: { code: 'INVALID_INPUT', field: [field] } }]);
  });

  test('a condition of an agent is refused', async () => {
    const { errors } = await company.ask('chidi', document, { of: await company.person('ada'), direction: 'DOWN', condition: 'c1' });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: ['condition'] } }]);
  });

  test('a cursor of another chain is refused', async () => {
    const { pageInfo } = await chain(tables.whole, 'DOWN', { first: 1 });
    for (const more of [{ of: tables.product }, { direction: 'UP' }, { condition: 'c1' }, { depth: 2 }, { asOf: '2026-03-03' }]) {
      const { errors } = await company.ask('chidi', document, { of: tables.whole, direction: 'DOWN', after: pageInfo.endCursor, ...more });
      expect([more, errors?.map(({ extensions }) => extensions.field)]).toEqual([more, [['after']]]);
    }
  });
});
