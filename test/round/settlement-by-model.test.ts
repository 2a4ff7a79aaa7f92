import fc from 'fast-check';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Dice } from '../kit/dice.js';
import { naivelyMisaligned, ringsName } from '../kit/naive-alignment.js';
import { PlannedCompany, throws } from '../kit/settlement-model.js';

/*
 * Small organisations that plan together, as dice have them do it: what the API says is misaligned, who may accept it, and
 * whether the round settles, is what one who reads the contract finds in what was said.
 */
jest.setTimeout(600_000);

// PROMISEGRAPH_TEST_HISTORIES=600 plays sixty of them, where there is time for it.
const runs = Math.ceil(Number(process.env.PROMISEGRAPH_TEST_HISTORIES ?? 50) / 10);

let api: Api;

beforeAll(async () => { api = await openApi(); });
afterAll(() => api.close());

interface Read {
  readonly id: string;
  readonly kind: string;
  readonly waived: boolean;
  readonly workflows: readonly { readonly id: string }[];
  readonly waivableBy: readonly { readonly id: string }[];
  readonly [detail: string]: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- each kind has its own
}

const fields = `id kind waived workflows { id } waivableBy { id }
  ... on ConsentMissing { workflow { id } proposal { id } } ... on Undecided { workflow { id } } ... on DependencyNotAcknowledged { dependency } ... on DependencyTooLate { dependency }
  ... on HardRing { ring { workflow { id } condition } }
  ... on OutsideParentsWindow { child { id } parent { id } } ... on ConditionUnserved { workflow { id } condition } ... on Overloaded { agent { id } }`;

async function alignmentIn(planned: PlannedCompany): Promise<readonly Read[]> {
  const { planningRound } = await planned.company.asks('ada', `query($id: ID!) { planningRound(id: $id) { alignment(first: 100) { hiddenCount nodes { ${fields} } } } }`, { id: planned.round });
  expect(planningRound.alignment.hiddenCount).toBe(0);
  return planningRound.alignment.nodes;
}

/** What names it, as the naive reader names it. */
function whatOf({ kind, workflow, proposal, dependency, ring, child, parent, condition, agent }: Read): readonly string[] {
  switch (kind) {
    case 'CONSENT_MISSING': return [workflow.id, proposal.id];
    case 'UNDECIDED': return [workflow.id];
    case 'DEPENDENCY_NOT_ACKNOWLEDGED': case 'DEPENDENCY_TOO_LATE': return [dependency];
    case 'HARD_RING': return [ringsName(ring.map((step: { workflow: { id: string }; condition: string | null }) => `${step.workflow.id} ${step.condition ?? ''}`))];
    case 'OUTSIDE_PARENTS_WINDOW': return [child.id, parent.id];
    case 'CONDITION_UNSERVED': return [workflow.id, condition];
    case 'OVERLOADED': return [agent.id];
    default: return [];
  }
}

const shown = (kind: string, what: readonly (string | null)[], waivers: readonly string[]): string => JSON.stringify([kind, what, [...waivers].sort()]);

/** Both have found the same. @returns what the API says */
async function judgedAlike(planned: PlannedCompany): Promise<readonly Read[]> {
  const { state, known } = planned.judged();
  const read = await alignmentIn(planned);
  expect(read.map((one) => shown(one.kind, whatOf(one), one.waivableBy.map(({ id }) => id))).sort()).toEqual(naivelyMisaligned(state, known).map(({ kind, what, waivedBy }) => shown(kind, what, waivedBy)).sort());
  return read;
}

/** Everybody who may accept a misalignment does. @returns whether all of them could */
async function waives(planned: PlannedCompany, { id, waivableBy }: Read): Promise<boolean> {
  const may = waivableBy.filter((agent) => !planned.left.has(planned.nameOf(agent.id)));
  for (const agent of may) await planned.company.does(planned.nameOf(agent.id), 'waiveMisalignment', 'MisalignmentInput', { round: planned.round, misalignment: id }, 'round { id }');
  return may.length === waivableBy.length && may.length > 0;
}

/** The round settles exactly where nothing is in its way and somebody has consented; otherwise nothing at all has changed. */
async function settlesWhereItShould(planned: PlannedCompany): Promise<boolean> {
  const inTheWay = (await alignmentIn(planned)).filter(({ waived }) => !waived);
  const { consented } = planned;
  const before = await standing(planned);
  const { round, misalignments, userErrors } = await planned.company.tries('ada', 'settlePlanningRound', 'PlanningRoundInput', { round: planned.round }, 'round { status } misalignments { id }');
  const settles = inTheWay.length === 0 && consented.length > 0;
  expect([round?.status ?? null, userErrors.map(({ code }: { code: string }) => code)]).toEqual(settles ? ['SETTLED', []] : [null, ['NOT_AVAILABLE']]);
  // Of a round that nothing is left in nothing is judged.
  const isEmpty = !planned.workflows.some(({ isInRound }) => isInRound);
  expect(misalignments?.map(({ id }: { id: string }) => id).sort() ?? null).toEqual(isEmpty ? null : settles ? [] : inTheWay.map(({ id }) => id).sort());
  if (settles) planned.settles();
  else expect(await standing(planned)).toEqual(before);
  expect(phasesIn(await standing(planned))).toEqual(planned.workflows.map(({ id, phase, promise }) => [id, phase, promise?.status ?? null, promise?.due ?? null]));
  return settles;
}

type Standing = readonly { readonly id: string; readonly phase: string; readonly version: number; readonly promise: { readonly status: string; readonly dueOn: string } | null }[];

async function standing(planned: PlannedCompany): Promise<Standing> {
  const ids = planned.workflows.map(({ id }) => id);
  return (await planned.company.asks('ada', 'query($ids: [ID!]!) { nodes(ids: $ids) { ... on Workflow { id phase version promise { status dueOn } } } }', { ids })).nodes;
}

function phasesIn(all: Standing): readonly unknown[] {
  return all.map(({ id, phase, promise }) => [id, phase, promise?.status ?? null, promise?.dueOn ?? null]);
}

/** What people do about a misalignment that is in the way. */
async function mend(planned: PlannedCompany, one: Read): Promise<void> {
  const [workflow] = one.workflows;
  const about = planned.find(workflow?.id ?? '');
  const need = planned.needs.find(({ id }) => id === one['dependency']);
  const gone = (...names: readonly string[]): boolean => names.some((name) => planned.left.has(name as never));
  switch (one.kind) {
    case 'CONSENT_MISSING':
      return planned.consents(about);
    case 'UNDECIDED':
      return planned.removes(about);
    case 'DEPENDENCY_NOT_ACKNOWLEDGED':
      if (need !== undefined && !gone(planned.find(need.provider).performer)) await planned.answers(need, 'ACKNOWLEDGED');
      else await waives(planned, one);
      return;
    case 'DEPENDENCY_TOO_LATE':
      if (need !== undefined && !gone(planned.find(need.dependent).performer)) await planned.doesWithout(need);
      else await waives(planned, one);
      return;
    default:
      // Who has left accepts nothing any more: without the workflow the round may go on.
      if (!(await waives(planned, one))) for (const { id } of one.workflows) if (planned.find(id).isInRound) await planned.removes(planned.find(id));
  }
}

test('whoever says "not now" and then proposes has taken it up again: consent is waited for, and where a party leaves nobody has decided it', async () => {
  const planned = new PlannedCompany(await api.found());
  // Where every throw is a nought, everything is proposed by its Customer and consented to.
  const plainly = new Dice([0]);
  await planned.play(plainly);
  const [one] = planned.workflows.filter(({ performer }) => performer !== 'ada');
  if (one === undefined) throw new Error('somebody besides the convener performs');
  const kindsOfIt = async (): Promise<readonly string[]> => (await judgedAlike(planned)).filter(({ kind, workflow }) => ['CONSENT_MISSING', 'UNDECIDED'].includes(kind) && workflow.id === one.id).map(({ kind }) => kind);
  await planned.defers(one);
  expect(await kindsOfIt()).toEqual([]);
  await planned.proposes(one, plainly);
  expect(await kindsOfIt()).toEqual(['CONSENT_MISSING']);
  await planned.leaves(one.performer);
  expect(await kindsOfIt()).toEqual(['UNDECIDED']);
});

test('what is misaligned, who may accept it and what settles is what one finds who reads the contract', async () => {
  const seen = new Map<string, number>();
  await fc.assert(fc.asyncProperty(throws, async (thrown) => {
    const planned = new PlannedCompany(await api.found());
    const dice = new Dice(thrown);
    await planned.play(dice);
    const found = await judgedAlike(planned);
    for (const { kind } of found) seen.set(kind, (seen.get(kind) ?? 0) + 1);

    const waivable = found.filter(({ waivableBy }) => waivableBy.length > 0 && dice.onceIn(2));
    const accepted = [];
    for (const one of waivable) if (await waives(planned, one)) accepted.push(one.id);
    expect((await judgedAlike(planned)).filter(({ waived }) => waived).map(({ id }) => id).sort()).toEqual(accepted.sort());

    if (await settlesWhereItShould(planned)) return;
    // Mending one thing may bring up another: terms that nobody looked at while nothing stood.
    for (let round = 0; round < 8; round++) {
      const left = (await judgedAlike(planned)).filter(({ waived }) => !waived);
      if (left.length === 0) break;
      await mend(planned, left[0] as Read);
    }
    await settlesWhereItShould(planned);
    await judgedAlike(planned);
    // A failure is told by its throws; to find a smaller one, each try of which plays an organisation, would take minutes.
  }), { numRuns: runs, endOnFailure: true });
});
