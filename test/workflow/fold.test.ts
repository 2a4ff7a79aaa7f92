import fc from 'fast-check';
import { applyToAgent } from '../../src/domain/agent/agent.rules.js';
import type { AgentState, AnyAgentAct } from '../../src/domain/agent/agent.rules.js';
import { FOREVER } from '../../src/domain/common/moment.rules.js';
import { applyToConcern } from '../../src/domain/concern/concern.rules.js';
import type { AnyConcernAct, ConcernState } from '../../src/domain/concern/concern.rules.js';
import { applyToOrganization } from '../../src/domain/organization/organization.rules.js';
import type { AnyOrganizationAct, OrganizationState } from '../../src/domain/organization/organization.rules.js';
import { apply } from '../../src/domain/workflow/apply.rules.js';
import type { AnyWorkflowAct, Assessment, PromiseState, Proposal, WorkflowState } from '../../src/domain/workflow/workflow.types.js';
import { searchText } from '../../src/graph/search-text.js';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { beginnings, steps } from '../kit/cycle-model.js';
import { Player } from '../kit/cycle-player.js';
import { Dice } from '../kit/dice.js';
import { actsAbout, asSaid, rowsOf } from '../kit/record.js';
import type { Properties, RecordedAct } from '../kit/record.js';

/** Random histories, played through the API into the database; the seed of a failure plays them again. */
const seed = Number(process.env.PROMISEGRAPH_TEST_SEED ?? Date.now() % 1_000_000);
const histories = fc.sample(fc.record({ beginning: beginnings, dice: fc.array(fc.nat(100), { minLength: 4, maxLength: 4 }), taken: fc.array(steps, { minLength: 20, maxLength: 20 }) }), { numRuns: 12, seed });

let api: Api;
let company: Company;
let player: Player;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  player = await Player.gather(company);
  for (const { beginning, dice, taken } of histories) {
    const workflow = await player.begins(beginning, new Dice(dice));
    for (const step of taken) await player.takesStep(workflow, step);
  }
}, 240_000);
afterAll(() => api.close());

const recorded = (about: string): Promise<readonly RecordedAct[]> => actsAbout(api.database, company.org, about);
const rows = (text: string, workflow: string): Promise<Properties[]> => rowsOf(api.database, text, { org: company.org, workflow });
const statesOf = (acts: readonly RecordedAct[]): readonly WorkflowState[] => acts.map(({ state }) => state as WorkflowState);

function expectTheSame(found: readonly unknown[], expected: readonly unknown[]): void {
  expect(found).toHaveLength(expected.length);
  expect(found).toEqual(expect.arrayContaining([...expected]));
  expect(expected).toEqual(expect.arrayContaining([...found]));
}

/** Every thing of a kind in the organisation, with its state as it is stored. */
async function things<State>(label: string): Promise<readonly { id: string; state: State }[]> {
  const found = await rowsOf(api.database, `MATCH (thing:${label} {org: $org}) RETURN thing {.id, .state} AS row`, { org: company.org });
  return found.map(({ id, state }) => ({ id: id as string, state: JSON.parse(state as string) as State }));
}

async function workflows(): Promise<readonly { id: string; state: WorkflowState; acts: readonly RecordedAct[] }[]> {
  const found = await things<WorkflowState>('Workflow');
  return Promise.all(found.map(async ({ id, state }) => ({ id, state, acts: await recorded(id) })));
}

/** The fold over what was said, act by act, as JSON keeps it. */
function foldsOf<State, Act>(acts: readonly RecordedAct[], fold: (state: State | null, act: Act) => State): unknown[] {
  let state: State | null = null;
  return asSaid(acts).map((act): unknown => JSON.parse(JSON.stringify((state = fold(state, act as Act)))));
}

function tileTime(acts: readonly RecordedAct[]): void {
  expect(acts.map(({ sequence }) => sequence)).toEqual(acts.map((_, index) => index + 1));
  expect(acts.map(({ from }) => from)).toEqual(acts.map(({ recordedAt }) => recordedAt));
  expect(acts.map(({ to }) => to)).toEqual([...acts.slice(1).map(({ from }) => from), FOREVER]);
  for (const { from, to } of acts) expect(from <= to).toBe(true);
}

describe(`after random histories (seed ${String(seed)})`, () => {
  test('there are as many workflows as were begun, and things were said in each', async () => {
    const found = await workflows();
    expectTheSame(found.map(({ id }) => id), player.workflows);
    expect(found.flatMap(({ acts }) => acts).length).toBeGreaterThan(3 * histories.length);
  });

  test('each workflow, concern, agent and the organisation is what its acts add up to, and each act keeps the state it led to', async () => {
    for (const { state, acts } of await workflows()) {
      expect(acts.map((act) => act.state)).toEqual(foldsOf<WorkflowState, AnyWorkflowAct>(acts, apply));
      expect(state).toEqual(acts[acts.length - 1]?.state);
    }
    for (const { id, state } of await things<ConcernState>('Concern')) {
      const acts = await recorded(id);
      expect([...acts.map((act) => act.state), state]).toEqual([...foldsOf<ConcernState, AnyConcernAct>(acts, applyToConcern), acts[acts.length - 1]?.state]);
    }
    for (const { id, state } of await things<AgentState>('Agent')) {
      const acts = await recorded(id);
      expect([...acts.map((act) => act.state), state]).toEqual([...foldsOf<AgentState, AnyAgentAct>(acts, applyToAgent), acts[acts.length - 1]?.state]);
    }
    for (const { id, state } of await things<OrganizationState>('Organization')) {
      const acts = await recorded(id);
      expect([...acts.map((act) => act.state), state]).toEqual([...foldsOf<OrganizationState, AnyOrganizationAct>(acts, applyToOrganization), acts[acts.length - 1]?.state]);
    }
  });

  test('the spans of the acts about each thing tile time, without gap or overlap', async () => {
    for (const label of ['Workflow', 'Concern', 'Agent', 'Organization']) for (const { id } of await things(label)) tileTime(await recorded(id));
  });

  test('each act carries the parties and the phase that it led to', async () => {
    for (const { acts } of await workflows()) {
      expect(acts.map(({ customer, performer, phase }) => ({ customer, performer, phase }))).toEqual(statesOf(acts).map(({ customer, performer, phase }) => ({ customer, performer, phase })));
    }
  });

  test('what stands beside the state of a workflow says the same', async () => {
    for (const { id, state } of await workflows()) {
      const [row] = await rows('MATCH (workflow:Workflow {org: $org, id: $workflow}) RETURN properties(workflow) AS row', id);
      expect(row).toMatchObject({
        version: state.version, phase: state.phase, explicit: state.explicit, customer: state.customer, performer: state.performer, concern: state.concern.id,
        objective: state.concern.statement, cycle: state.cycle.number, starts: state.cycle.starts, due: state.cycle.due, openedAt: state.openedAt, changedAt: state.changedAt,
        customerVoices: state.voices.CUSTOMER, performerVoices: state.voices.PERFORMER,
        successors: [state.handOver.CUSTOMER, state.handOver.PERFORMER].flatMap((named) => named?.successor ?? []),
      });
    }
  });

  test('its edges are those of its state: the parties, the concern, the successors named, and whom it waits for', async () => {
    for (const { id, state } of await workflows()) {
      const edges = await rows(
        `MATCH (workflow:Workflow {org: $org, id: $workflow})-[edge:CUSTOMER_OF|PERFORMER_OF|ABOUT|NAMED_FOR|AWAITED_IN]-(other)
         RETURN {type: type(edge), other: other.id, properties: properties(edge)} AS row`,
        id,
      );
      const named = (['CUSTOMER', 'PERFORMER'] as const).flatMap((side) => {
        const handOver = state.handOver[side];
        return handOver === null ? [] : [{ type: 'NAMED_FOR', other: handOver.successor, properties: { side, from: handOver.at } }];
      });
      expectTheSame(edges, [
        { type: 'CUSTOMER_OF', other: state.customer, properties: {} },
        { type: 'PERFORMER_OF', other: state.performer, properties: {} },
        { type: 'ABOUT', other: state.concern.id, properties: {} },
        ...named,
        ...state.awaited.map((wait) => ({
          type: 'AWAITED_IN', other: wait.agent, properties: { org: company.org, ...wait, atDue: wait.from === wait.due, key: `${id}/${wait.side}/${wait.move}` },
        })),
      ]);
    }
  });

  test('every proposal there was is kept as it was made', async () => {
    for (const { id, acts } of await workflows()) {
      const made = acts.filter(({ act }) => act === 'PROPOSE').map(({ state }) => (state as WorkflowState).standing as Proposal);
      const kept = await rows('MATCH (:Workflow {org: $org, id: $workflow})-[:HAS_PROPOSAL]->(proposal:Proposal) RETURN properties(proposal) AS row ORDER BY proposal.version', id);
      expect(kept.map(({ state }) => JSON.parse(state as string) as unknown)).toEqual(made);
      expect(kept).toMatchObject(made.map(({ id: proposal, version, cycle, author, party, at, terms }) => ({ id: proposal, workflow: id, version, cycle, author, party, at, due: terms.due })));
    }
  });

  test('every promise there was stands as it was left, with its conditions, its proposal and what it superseded', async () => {
    for (const { id, acts } of await workflows()) {
      const promises = promisesIn(statesOf(acts));
      const kept = await rows(
        `MATCH (:Workflow {org: $org, id: $workflow})-[:HAS_PROMISE]->(promise:Promise)
         RETURN promise {
           .*, supersedes: COLLECT { MATCH (promise)-[:SUPERSEDES]->(earlier) RETURN earlier.id }, madeOf: COLLECT { MATCH (promise)-[:MADE_OF]->(proposal) RETURN proposal.id },
           conditions: COLLECT { MATCH (promise)-[:HAS_CONDITION]->(condition) RETURN properties(condition) ORDER BY condition.key }
         } AS row`,
        id,
      );
      expect(kept).toHaveLength(promises.length);
      for (const promise of promises) {
        const row = kept.find((one) => one.id === promise.id);
        expect(JSON.parse(row?.state as string)).toEqual(promise);
        expect(row).toMatchObject(present({
          objective: promise.objective, status: promise.status, performer: promise.performer, customer: promise.customer, cycle: promise.cycle, starts: promise.starts, due: promise.due,
          madeAt: promise.madeAt, endedAt: promise.endedAt, deliveredAt: promise.deliveredAt, confidence: promise.confidence, forecast: promise.forecast,
        }));
        expect(row).toMatchObject({ supersedes: promise.supersedes === null ? [] : [promise.supersedes], madeOf: [promise.proposal] });
        expect(row?.conditions).toEqual(conditionsOf(id, promise));
      }
    }
  });

  test('every assessment there was is kept, of the promise it is about', async () => {
    for (const { id, acts } of await workflows()) {
      const made = acts.filter(({ act }) => act === 'ASSESS').map(({ state }) => (state as WorkflowState).assessment as Assessment);
      const kept = await rows(
        `MATCH (:Workflow {org: $org, id: $workflow})-[:HAS_ASSESSMENT]->(assessment:Assessment)-[:ASSESSES]->(promise:Promise)
         RETURN assessment {.*, of: promise.id} AS row ORDER BY assessment.at, assessment.id`,
        id,
      );
      expect(kept.map(({ state }) => JSON.parse(state as string) as unknown)).toEqual(made);
      expect(kept).toMatchObject(made.map(({ id: assessment, promise, verdict, satisfaction, cycle, at }) => ({ id: assessment, of: promise, promise, verdict, satisfaction, cycle, at })));
    }
  });

  test('each concern is held by its holder, and knows the workflows about it that are not closed', async () => {
    const all = await workflows();
    for (const { id, state } of await things<ConcernState>('Concern')) {
      const holders = await rowsOf(api.database, 'MATCH (holder:Agent)-[:HOLDS]->(concern:Concern {org: $org, id: $id}) RETURN {id: holder.id, status: concern.status, statement: concern.statement, holder: concern.holder} AS row', { org: company.org, id });
      expect(holders).toEqual([{ id: state.holder, status: state.status, statement: state.statement, holder: state.holder }]);
      const about = all.filter((one) => one.state.concern.id === id && one.state.phase !== 'CLOSED').map((one) => one.id);
      expectTheSame(state.workflows, about);
      expect(state.status === 'TAKEN_UP').toBe(about.length > 0);
    }
  });

  test('the memberships of each group are what its acts add up to, span by span', async () => {
    for (const { id } of await things<AgentState>('Agent')) {
      const spans = await rowsOf(api.database, 'MATCH (member:Agent)-[span:MEMBER_OF]->(:Agent {org: $org, id: $id}) RETURN {member: member.id, representative: span.representative, from: span.from, to: span.to} AS row', { org: company.org, id });
      expectTheSame(spans, membershipsIn(await recorded(id)));
    }
  });
});

/** A map as the driver returns it: properties that are null are not there. */
function present(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

/** Each promise in its last form. */
function promisesIn(states: readonly WorkflowState[]): readonly PromiseState[] {
  const promises = new Map<string, PromiseState>();
  for (const { promise } of states) {
    if (promise === null) continue;
    const superseded = promise.supersedes === null ? undefined : promises.get(promise.supersedes);
    if (superseded !== undefined) promises.set(superseded.id, { ...superseded, status: 'SUPERSEDED', endedAt: promise.madeAt });
    promises.set(promise.id, promise);
  }
  return [...promises.values()];
}

function conditionsOf(workflow: string, promise: PromiseState): Properties[] {
  return [...promise.conditions].sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ key, statement, mandatory, due, measure, current, outcome }) => present({
    org: company.org, id: `${promise.id}/${key}`, workflow, promise: promise.id, key, statement, mandatory, due: due ?? promise.due, current, outcome,
    metric: measure?.metric ?? null, unit: measure?.unit ?? null, direction: measure?.direction ?? null, baseline: measure?.baseline ?? null, target: measure?.target ?? null,
    searchText: searchText(company.org, statement, measure?.metric),
  }));
}

function membershipsIn(acts: readonly RecordedAct[]): Properties[] {
  const spans: { member: string; representative: boolean; from: string; to: string }[] = [];
  for (const { act, data, recordedAt } of acts) {
    if (!['ADD_MEMBER', 'REMOVE_MEMBER', 'NAME_REPRESENTATIVE', 'DISMISS_REPRESENTATIVE'].includes(act)) continue;
    const { member } = data as { member: string };
    const open = spans.find((span) => span.member === member && span.to === FOREVER);
    if (open !== undefined) open.to = recordedAt;
    if (act !== 'REMOVE_MEMBER') spans.push({ member, representative: act === 'NAME_REPRESENTATIVE', from: recordedAt, to: FOREVER });
  }
  return spans;
}
