import fc from 'fast-check';
import { Demo } from '../kit/demo.js';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import type { CastName } from '../../src/demo/cast.js';

/*
 * Every list of the demo's organisation, by any filter and in any order, against what anybody would find by reading all
 * there is and leaving out what doesn't fit.
 */
let api: Api;
let demo: Demo;

interface Workflow { id: string; phase: string; explicit: boolean; customer: { id: string }; performer: { id: string }; cycle: { window: { due: string; horizon: { days: number } } } }
interface Promised {
  id: string; status: string; due: string; overdue: boolean; atRisk: boolean; horizon: { days: number }; performer: { id: string }; customer: { id: string }; workflow: { phase: string };
}
interface Concern { id: string; status: string; holder: { id: string } }
interface Agent { id: string; name: string; kind: string; active: boolean }

let workflows: Workflow[];
let concerns: Concern[];
let agents: Agent[];
const promises = new Map<string, Promised>();

const promiseFields = 'id status due overdue atRisk horizon { days } performer { id } customer { id } workflow { phase }';

beforeAll(async () => {
  api = await openApi();
  demo = await Demo.load(api);
  const all = await demo.asks('ada', `{
    workflows(first: 100) { nodes { id phase explicit customer { id } performer { id } cycle { window { due horizon { days } } } promises { ${promiseFields} } } }
    concerns(first: 100) { nodes { id status holder { id } } }
    agents(first: 100) { nodes { id name kind active } }
  }`);
  workflows = all.workflows.nodes as Workflow[];
  concerns = all.concerns.nodes as Concern[];
  agents = all.agents.nodes as Agent[];
  // Bram sees one workflow that Ada doesn't, and nobody else's lists hold it.
  const brams = await demo.asks('bram', `{ workflows(first: 100) { nodes { promises { ${promiseFields} } } } }`);
  for (const { promises: made } of [...all.workflows.nodes, ...brams.workflows.nodes] as { promises: Promised[] }[]) for (const one of made) promises.set(one.id, one);
});
afterAll(() => api.close());

const runs = { numRuns: 100, endOnFailure: true };
const localIdOf = (id: string): string => Buffer.from(id, 'base64url').toString('utf8').split(':')[1] ?? '';
const byId = (left: { id: string }, right: { id: string }): number => compare(localIdOf(left.id), localIdOf(right.id));
const compare = (left: string | number, right: string | number): number => (left < right ? -1 : left > right ? 1 : 0);

/** Left out, or one of these: each filter field alone and with others. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined, freq: 1 });
const some = (values: readonly string[]): fc.Arbitrary<string[]> => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: values.length });

const ranges = {
  horizon: maybe(fc.record({ atLeastDays: maybe(fc.constantFrom(1, 30, 92, 365)), atMostDays: maybe(fc.constantFrom(31, 100, 366, 1_200)) })),
  due: maybe(fc.record({ from: maybe(fc.constantFrom('2026-06-01T00:00:00Z', '2026-11-21T09:00:00Z', '2027-01-01T00:00:00Z')), to: maybe(fc.constantFrom('2026-12-31T23:00:00Z', '2028-12-31T23:00:00Z')) })),
};
interface Ranges { horizon?: { atLeastDays?: number; atMostDays?: number }; due?: { from?: string; to?: string } }

function inRanges(filter: Ranges, days: number, due: string): boolean {
  const moment = Date.parse(due);
  return days >= (filter.horizon?.atLeastDays ?? 0) && days <= (filter.horizon?.atMostDays ?? Infinity)
    && moment >= Date.parse(filter.due?.from ?? '1900-01-01T00:00:00Z') && moment <= Date.parse(filter.due?.to ?? '2200-01-01T00:00:00Z');
}

async function idsAndTotal(who: CastName, field: string, filterType: string, orderType: string | null, variables: Record<string, unknown>): Promise<{ ids: string[]; total: number }> {
  const order = orderType === null ? ['', ''] : [`, $orderBy: ${orderType}!`, ', orderBy: $orderBy'];
  const { list } = await demo.asks(who, `query($filter: ${filterType}${order[0] ?? ''}) { list: ${field}(first: 100, filter: $filter${order[1] ?? ''}) { totalCount nodes { id } } }`, variables);
  return { ids: list.nodes.map((node: { id: string }) => node.id), total: list.totalCount };
}

test('the demo has enough of everything for its lists to differ', () => {
  expect(workflows.length).toBeGreaterThan(5);
  expect(new Set(workflows.map((one) => one.phase)).size).toBe(5);
  expect(new Set([...promises.values()].map((one) => one.status)).size).toBeGreaterThan(2);
  expect(new Set(concerns.map((one) => one.status)).size).toBeGreaterThan(1);
});

test('workflows', async () => {
  const filters = fc.record({ party: maybe(fc.constantFrom(...agents.map((one) => one.id))), phases: maybe(some(['LISTENING', 'NEGOTIATING', 'EXECUTING', 'ASSESSING', 'CLOSED'])), explicit: maybe(fc.boolean()), ...ranges });
  const orders = {
    NEWEST_FIRST: (left: Workflow, right: Workflow) => byId(right, left),
    OLDEST_FIRST: byId,
    DUE_FIRST: (left: Workflow, right: Workflow) => compare(left.cycle.window.due, right.cycle.window.due) || byId(left, right),
  };
  const sides = fc.constantFrom(undefined, 'CUSTOMER', 'PERFORMER');
  await fc.assert(fc.asyncProperty(filters, sides, fc.constantFrom(...(Object.keys(orders) as (keyof typeof orders)[])), async (asked, side, orderBy) => {
    const filter = asked.party === undefined ? asked : { ...asked, side };
    const expected = workflows.filter((one) => {
      const stands = { CUSTOMER: one.customer.id === asked.party, PERFORMER: one.performer.id === asked.party };
      return (asked.party === undefined || (side === 'PERFORMER' ? stands.PERFORMER : side === 'CUSTOMER' ? stands.CUSTOMER : stands.CUSTOMER || stands.PERFORMER))
        && (asked.phases === undefined || asked.phases.includes(one.phase))
        && (asked.explicit === undefined || asked.explicit === one.explicit)
        && inRanges(asked as Ranges, one.cycle.window.horizon.days, one.cycle.window.due);
    }).sort(orders[orderBy]).map((one) => one.id);
    expect(await idsAndTotal('ada', 'workflows', 'WorkflowFilter', 'WorkflowOrder', { filter, orderBy })).toEqual({ ids: expected, total: expected.length });
  }), runs);
});

test.each(['promisesMadeByMe', 'promisesMadeToMe'] as const)('%s', async (field) => {
  const [own, other] = field === 'promisesMadeByMe' ? (['performer', 'customer'] as const) : (['customer', 'performer'] as const);
  const filters = fc.record({
    statuses: maybe(some(['IN_FORCE', 'UNDER_RENEGOTIATION', 'DELIVERED', 'REDEEMED', 'BROKEN', 'RELEASED', 'SUPERSEDED'])), phases: maybe(some(['NEGOTIATING', 'EXECUTING', 'ASSESSING', 'LISTENING', 'CLOSED'])),
    counterparts: maybe(some(agents.map((one) => one.id))), overdue: maybe(fc.boolean()), atRisk: maybe(fc.boolean()), ...ranges,
  });
  const orders = {
    DUE_FIRST: (left: Promised, right: Promised) => compare(left.due, right.due) || byId(left, right),
    NEWEST_FIRST: (left: Promised, right: Promised) => byId(right, left),
    LONGEST_HORIZON_FIRST: (left: Promised, right: Promised) => compare(right.horizon.days, left.horizon.days) || byId(right, left),
  };
  const people: CastName[] = ['ada', 'bram', 'chidi', 'dana', 'emil', 'fatima'];
  const idOfPerson = new Map<CastName, string>();
  for (const who of people) idOfPerson.set(who, (await demo.asks(who, '{ viewer { agent { id } } }')).viewer.agent.id as string);
  await fc.assert(fc.asyncProperty(filters, fc.constantFrom(...people), fc.constantFrom(...(Object.keys(orders) as (keyof typeof orders)[])), async (filter, who, orderBy) => {
    const expected = [...promises.values()].filter((one) =>
      one[own].id === idOfPerson.get(who)
      && (filter.statuses === undefined || filter.statuses.includes(one.status))
      && (filter.phases === undefined || filter.phases.includes(one.workflow.phase))
      && (filter.counterparts === undefined || filter.counterparts.includes(one[other].id))
      && (filter.overdue === undefined || filter.overdue === one.overdue)
      && (filter.atRisk === undefined || filter.atRisk === one.atRisk)
      && inRanges(filter as Ranges, one.horizon.days, one.due)).sort(orders[orderBy]).map((one) => one.id);
    expect(await idsAndTotal(who, field, 'PromiseFilter', 'PromiseOrder', { filter, orderBy })).toEqual({ ids: expected, total: expected.length });
  }), runs);
});

test('concerns', async () => {
  const filters = fc.record({ holder: maybe(fc.constantFrom(...agents.map((one) => one.id))), statuses: maybe(some(['OPEN', 'TAKEN_UP', 'SETTLED', 'DROPPED'])) });
  await fc.assert(fc.asyncProperty(filters, async (filter) => {
    const expected = concerns
      .filter((one) => (filter.holder === undefined || one.holder.id === filter.holder) && (filter.statuses === undefined || filter.statuses.includes(one.status)))
      .sort((left, right) => byId(right, left)).map((one) => one.id);
    expect(await idsAndTotal('ada', 'concerns', 'ConcernFilter', null, { filter })).toEqual({ ids: expected, total: expected.length });
  }), runs);
});

test('agents', async () => {
  const filters = fc.record({ kinds: maybe(some(['PERSON', 'GROUP', 'AUTOMATION'])), active: maybe(fc.boolean()) });
  await fc.assert(fc.asyncProperty(filters, async (filter) => {
    const expected = agents
      .filter((one) => (filter.kinds === undefined || filter.kinds.includes(one.kind)) && (filter.active === undefined || filter.active === one.active))
      .sort((left, right) => compare(left.name, right.name) || byId(left, right)).map((one) => one.id);
    expect(await idsAndTotal('ada', 'agents', 'AgentFilter', null, { filter })).toEqual({ ids: expected, total: expected.length });
  }), runs);
});

test('myMoves are the waits of every workflow for me or a group of mine that are due to be asked, the most overdue first', async () => {
  for (const who of ['ada', 'bram', 'chidi', 'dana', 'emil', 'fatima', 'grace', 'henrik'] as const) {
    const { viewer, workflows: seen, myMoves } = await demo.asks(who, `{
      viewer { agent { id } represents { id } }
      workflows(first: 100) { nodes { id customer { id } performer { id } waitingFor { agent { id } side move from due } availableActs { act } } }
      myMoves(first: 100) { totalCount nodes { workflow { id } wait { agent { id } side move due } } }
    }`);
    const mine = [viewer.agent.id, ...viewer.represents.map((group: { id: string }) => group.id)] as string[];
    const expected = (seen.nodes as { id: string; customer: { id: string }; performer: { id: string }; availableActs: { act: string }[]; waitingFor: { agent: { id: string }; side: string; move: string; from: string; due: string }[] }[])
      .flatMap((workflow) => workflow.waitingFor.map((wait) => ({ workflow, wait })))
      .filter(({ wait, workflow }) => mine.includes(wait.agent.id) && wait.from <= new Date(api.clock.now).toISOString()
        // The group's other representatives answer where this one stands on the other side.
        && (wait.side === 'CUSTOMER' ? workflow.performer.id : workflow.customer.id) !== viewer.agent.id)
      .map(({ workflow, wait }) => `${wait.due} ${workflow.id} ${wait.side} ${wait.move}`);
    const answered = myMoves.nodes.map(({ workflow, wait }: { workflow: { id: string }; wait: { due: string; side: string; move: string } }) => `${wait.due} ${workflow.id} ${wait.side} ${wait.move}`) as string[];
    expect([who, [...answered].sort()]).toEqual([who, expected.sort()]);
    expect(answered.map((line) => line.slice(0, 24))).toEqual(answered.map((line) => line.slice(0, 24)).sort());
    expect(myMoves.totalCount).toBe(answered.length);
  }
});
