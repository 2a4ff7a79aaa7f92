import fc from 'fast-check';
import { globalId, readGlobalId } from '../../src/domain/common/identifier.rules.js';
import type { AgentState } from '../../src/domain/agent/agent.rules.js';
import type { Voice } from '../../src/domain/workflow/speaker.rules.js';
import { cascadeOf } from '../../src/domain/workflow/bonds.rules.js';
import { sees, visibilityOf } from '../../src/domain/workflow/visibility.rules.js';
import { visibilities } from '../../src/domain/workflow/workflow.types.js';
import type { WorkflowState } from '../../src/domain/workflow/workflow.types.js';
import { openApi, simpleTerms } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Dice } from '../kit/dice.js';

/*
 * A dozen workflows, of which some are private, change hands and visibility at random, serve each other for a while, and
 * representatives come and go. Each
 * time, whatever anybody lists is what they would find by reading the whole database and leaving out what they may not see.
 */
const seed = Number(process.env.PROMISEGRAPH_TEST_SEED ?? Date.now() % 1_000_000);
const viewers = ['ada', 'bram', 'chidi', 'grace', 'olga'] as const;
type Viewer = (typeof viewers)[number];

let api: Api;
let company: Company;
let board: string;
const global = new Map<Viewer | 'board', string>();
const workflows: string[] = [];

const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);
const localIdOf = (id: string): string => readGlobalId(id)?.id ?? '';

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  for (const name of ['ada', 'bram', 'chidi'] as const) global.set(name, await company.person(name));
  board = await company.group('Board of Directors', 'grace', 'bram');
  global.set('board', board);
  global.set('grace', await company.person('grace'));
  const pairs = [['ada', 'bram'], ['bram', 'chidi'], ['grace', 'ada'], ['chidi', 'ada']] as const;
  for (let count = 0; count < 12; count++) {
    const [customer, performer] = pairs[count % pairs.length] ?? pairs[0];
    api.clock.now += 1_000;
    const { id: workflow } = await company.says(customer, 'openWorkflow', {
      performer: global.get(performer), ...(customer === 'grace' ? { customer: board } : {}), statement: `Wish ${String(count)}`, window: { due: '2026-12-31' }, request: true, visibility: (['PARTIES', 'PARTIES_AND_CHAIN_ABOVE', 'ORGANIZATION'] as const)[count % 3],
    });
    workflows.push(workflow);
    if (count % 2 === 0) continue;
    await company.says(performer, 'offerHelp', { workflow });
    await company.says(customer, 'engageInWorkflow', { workflow });
    const { standingProposal } = await company.says(performer, 'proposeTerms', { workflow, terms: simpleTerms(`2026-${String(6 + (count % 4)).padStart(2, '0')}-15`) });
    await company.says(customer, 'agreeToProposal', { workflow, proposal: standingProposal?.id });
  }
});
afterAll(() => api.close());

interface Everything {
  readonly workflows: readonly WorkflowState[];
  readonly agents: ReadonlyMap<string, AgentState>;
  readonly promises: readonly { id: string; workflow: string; performer: string; customer: string; due: string }[];
  readonly acts: readonly { id: string; kind: string; about: string; data: string }[];
  readonly concerns: readonly { id: string; holder: string }[];
  readonly represents: ReadonlyMap<string, readonly string[]>;
  /** Whom the chain above sees a workflow with, as it is stored. */
  readonly above: readonly { id: string; above: readonly string[] }[];
}

/** All there is in the organisation, as it is stored. */
async function everything(): Promise<Everything> {
  const [row] = await api.database.runText(
    `RETURN COLLECT { MATCH (n:Workflow {org: $org}) RETURN n.state } AS workflows, COLLECT { MATCH (n:Agent {org: $org}) RETURN n.state } AS agents,
       COLLECT { MATCH (n:Promise {org: $org}) RETURN n {.id, .workflow, .performer, .customer, .due} } AS promises, COLLECT { MATCH (n:Act {org: $org}) RETURN n {.id, .kind, .about, .data} } AS acts,
       COLLECT { MATCH (n:Workflow {org: $org}) WHERE n.above IS NOT NULL RETURN n {.id, .above} } AS above, COLLECT { MATCH (n:Concern {org: $org}) RETURN n {.id, .holder} } AS concerns,
       COLLECT { MATCH (m:Agent {org: $org})-[is:MEMBER_OF]->(g:Agent) WHERE is.representative AND is.to STARTS WITH '9999' AND g.active RETURN [m.id, g.id] } AS represents`,
    { org: company.org },
  );
  const { workflows: states, agents, represents, ...rest } = row as Record<string, unknown[]> & Pick<Everything, 'promises' | 'acts' | 'concerns' | 'above'>;
  const parsed = (texts: unknown): unknown[] => (texts as string[]).map((text) => JSON.parse(text) as unknown);
  const groups = new Map<string, string[]>();
  for (const [member, group] of represents as [string, string][]) groups.set(member, [...(groups.get(member) ?? []), group]);
  return { ...rest, workflows: parsed(states) as WorkflowState[], agents: new Map((parsed(agents) as AgentState[]).map((agent) => [agent.id, agent])), represents: groups };
}

/** The parties of all that a workflow serves, found by walking from state to state; null where the chain above does not see it. */
function naiveAbove(all: Everything, state: WorkflowState): readonly string[] | null {
  if (visibilityOf(state) !== 'PARTIES_AND_CHAIN_ABOVE') return null;
  const [found, left] = [new Set<string>(), [state]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    for (const { parent } of cascadeOf(next).serves) {
      const above = all.workflows.find(({ id }) => id === parent);
      if (above === undefined) throw new Error('it serves what is not there');
      left.push(above);
      for (const agent of [above.customer, above.performer, above.handOver.CUSTOMER?.successor, above.handOver.PERFORMER?.successor]) if (agent !== undefined) found.add(agent);
    }
  }
  return [...found].sort();
}

/** What somebody would see by reading it all. */
function naive(all: Everything, viewer: AgentState) {
  const voice: Voice = { person: viewer.id, administrator: viewer.administrator, represents: all.represents.get(viewer.id) ?? [] };
  const cast = all.agents;
  const seen = new Set(all.workflows.filter((state) => sees(state, naiveAbove(all, state) ?? [], voice, cast)).map(({ id }) => id));
  const eyes = [voice.person, ...voice.represents, ...(voice.administrator ? [...cast.values()].filter(({ active }) => !active).map(({ id }) => id) : [])];
  const concerns = all.concerns.filter(({ id, holder }) => {
    const about = all.workflows.filter((state) => state.concern.id === id);
    return about.length === 0 || eyes.includes(holder) || about.some((state) => seen.has(state.id));
  });
  const told = (kind: string, about: string, data: string): boolean => {
    if (kind === 'WORKFLOW') return seen.has(about);
    if (kind !== 'CONCERN') return true;
    return concerns.some(({ id }) => id === about) && !all.workflows.some(({ id }) => !seen.has(id) && data.includes(id));
  };
  return { seen, concerns: concerns.map(({ id }) => id), acts: all.acts.filter(({ kind, about, data }) => told(kind, about, data)).map(({ id }) => id) };
}

interface Listed { readonly ids: readonly string[]; readonly total: number; readonly hidden: number | null }

/** A list read to its end by small pages; each of them says the same total. */
async function readAll(who: Viewer, field: string, counts: string, within = ''): Promise<Listed> {
  const ids: string[] = [];
  const totals = new Set<string>();
  for (let after: string | null = null; ;) {
    const list = `list: ${field.replace('(', `(first: 3, after: $after${field.includes('()') ? '' : ', '}`)} { ${counts} nodes { id } pageInfo { hasNextPage endCursor } }`;
    const data = await company.asks(who, `query($after: String) { ${within === '' ? list : `${within} { ${list} }`} }`, { after });
    const one = within === '' ? data.list : data.of.list;
    ids.push(...one.nodes.map(({ id }: { id: string }) => localIdOf(id)));
    totals.add(JSON.stringify([one.totalCount, one.hiddenCount ?? null]));
    after = one.pageInfo.endCursor;
    if (!one.pageInfo.hasNextPage) break;
  }
  expect(totals.size).toBe(1);
  const [total, hidden] = JSON.parse([...totals][0] ?? '[]') as [number, number | null];
  return { ids, total, hidden };
}

async function expectWhatReadingAllWouldFind(who: Viewer, all: Everything): Promise<void> {
  const viewer = [...all.agents.values()].find(({ subject }) => subject === who);
  if (viewer === undefined) throw new Error(`${who} is not on the roster`);
  const { seen, concerns, acts } = naive(all, viewer);
  const counts = 'totalCount hiddenCount';
  const newest = (ids: readonly string[]): readonly string[] => [...ids].sort().reverse();
  const workflowsOf = (party: string | null) => all.workflows.filter((one) => party === null || one.customer === party || one.performer === party);
  for (const [party, filter] of [[null, ''], ...[...global.values()].map((id): [string, string] => [localIdOf(id), `, filter: {party: "${id}"}`])] as [string | null, string][]) {
    const expected = workflowsOf(party).filter(({ id }) => seen.has(id)).map(({ id }) => id);
    const hidden = workflowsOf(party).length - expected.length;
    const list = (given: string): Promise<Listed> => readAll(who, `workflows(${given}${filter})`, counts);
    expect([who, party, await list('orderBy: NEWEST_FIRST')]).toEqual([who, party, { ids: newest(expected), total: expected.length, hidden }]);
    expect([who, party, await list('orderBy: OLDEST_FIRST')]).toEqual([who, party, { ids: newest(expected).toReversed(), total: expected.length, hidden }]);
    const byDue = await list('orderBy: DUE_FIRST');
    expect([who, party, { ...byDue, ids: newest(byDue.ids) }]).toEqual([who, party, { ids: newest(expected), total: expected.length, hidden }]);
    const past = await list(`asOf: "${new Date(api.clock.now).toISOString()}"`);
    expect([who, party, past]).toEqual([who, party, { ids: newest(expected), total: expected.length, hidden }]);
    // What a filter asks of the hidden ones besides whose they are is not answered.
    const none = await readAll(who, `workflows(${filter === '' ? 'filter: {phases: [CLOSED]}' : filter.slice(2).replace('}', ', phases: [CLOSED]}')})`, counts);
    expect([who, party, none]).toEqual([who, party, { ids: [], total: 0, hidden }]);
  }
  for (const id of global.values()) {
    for (const [field, side] of [['promisesMade', 'performer'], ['promisesReceived', 'customer']] as const) {
      const theirs = all.promises.filter((promise) => promise[side] === localIdOf(id));
      const expected = theirs.filter(({ workflow }) => seen.has(workflow)).map((promise) => promise.id);
      for (const asOf of ['', `, asOf: "${new Date(api.clock.now).toISOString()}"`]) {
        const found = await readAll(who, `${field}(orderBy: NEWEST_FIRST)`, counts, `of: agent(id: "${id}"${asOf})`);
        expect([who, field, asOf, found]).toEqual([who, field, asOf, { ids: newest(expected), total: expected.length, hidden: theirs.length - expected.length }]);
      }
    }
  }
  // What is judged in the memory of the process is judged alike.
  const asked = workflows.map((id, index) => `of${String(index)}: impact(of: [{id: "${id}"}]) { count }`).join(' ');
  const walked = await company.asks(who, `{ ${asked} }`);
  expect([who, workflows.filter((_, index) => walked[`of${String(index)}`] !== null).map(localIdOf)]).toEqual([who, workflows.map(localIdOf).filter((id) => seen.has(id))]);
  expect([who, await readAll(who, 'concerns()', 'totalCount')]).toEqual([who, { ids: newest(concerns), total: concerns.length, hidden: null }]);
  const told = await readAll(who, 'changes(from: "2026-01-01")', 'totalCount');
  expect([who, { ...told, ids: newest(told.ids) }]).toEqual([who, { ids: newest(acts), total: acts.length, hidden: null }]);
}

/** Something that changes what somebody sees. */
async function turns(dice: Dice): Promise<void> {
  api.clock.now += 1_000;
  const all = await everything();
  const state = dice.oneOf(all.workflows);
  // Whoever has left gets in no more, whatever they were the voice of.
  const here = viewers.filter((name) => all.agents.get(localIdOf(global.get(name) ?? company.administrator))?.active !== false);
  const subjectOf = (agent: string): string | undefined => here.find((name) => localIdOf(global.get(name) ?? company.administrator) === agent);
  const speaker = subjectOf(state.customer) ?? here.find((name) => (all.represents.get(localIdOf(global.get(name) ?? '')) ?? []).includes(state.customer));
  const workflow = workflows.find((id) => localIdOf(id) === state.id) ?? '';
  const member = global.get('bram');
  const represents = (all.represents.get(localIdOf(member ?? '')) ?? []).length > 0;
  const changes: readonly (() => Promise<unknown>)[] = [
    () => company.tries(speaker ?? 'olga', 'setWorkflowVisibility', 'SetWorkflowVisibilityInput', { workflow, visibility: dice.oneOf(visibilities) }, 'act { id }'),
    () => company.tries(speaker ?? 'olga', 'servePromise', 'ServePromiseInput', { workflow, parent: dice.oneOf(workflows), contributions: [{ condition: 'c1' }] }, 'act { id }'),
    async () => {
      const [served] = cascadeOf(state).serves;
      if (served !== undefined) await company.tries(speaker ?? 'olga', 'stopServingPromise', 'StopServingPromiseInput', { workflow, parent: globalId('Workflow', served.parent) }, 'act { id }');
    },
    () => company.tries(speaker ?? 'olga', 'handOverWorkflow', 'HandOverWorkflowInput', { workflow, side: 'CUSTOMER', successor: dice.oneOf([...global.values()]) }, 'act { id }'),
    async () => {
      const named = subjectOf(state.handOver.CUSTOMER?.successor ?? '');
      if (named !== undefined) await company.tries(named, 'takeOverWorkflow', 'TakeOverWorkflowInput', { workflow, side: 'CUSTOMER' }, 'act { id }');
    },
    () => company.tries('olga', represents ? 'dismissRepresentative' : 'nameRepresentative', 'MembershipInput', { group: board, member }, 'agent { id }'),
    () => company.tries('olga', all.agents.get(localIdOf(global.get('chidi') ?? ''))?.active === true ? 'deactivateAgent' : 'reactivateAgent', 'AgentInput', { agent: global.get('chidi') }, 'agent { id }'),
  ];
  await dice.oneOf(changes)();
}

test(`whoever lists anything finds what reading all would find, after each turn of events (seed ${String(seed)})`, async () => {
  const told = fc.sample(fc.array(fc.nat(1_000), { minLength: 60, maxLength: 60 }), { numRuns: 1, seed })[0] ?? [];
  const dice = new Dice(told);
  for (let round = 0; round < 6; round++) {
    const all = await everything();
    const isShown = all.workflows.flatMap((state) => { const above = naiveAbove(all, state); return above === null ? [] : [{ id: state.id, above: above.map((agent) => `above ${agent}`) }]; });
    expect([...all.above].sort(byId)).toEqual(isShown.sort(byId));
    for (const who of viewers) {
      if (all.agents.get(localIdOf(global.get(who) ?? '') || company.administrator)?.active === false) continue;
      await expectWhatReadingAllWouldFind(who, all);
    }
    for (let count = 0; count < 8; count++) await turns(dice);
  }
}, 240_000);
