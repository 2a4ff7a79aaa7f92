import { checkServing } from '../../src/domain/cascade/serving.rules.js';
import { checkDependency } from '../../src/domain/interlock/dependency.rules.js';
import { apply } from '../../src/domain/workflow/apply.rules.js';
import { rowOf } from '../../src/domain/workflow/cycle.rules.js';
import { judge } from '../../src/domain/workflow/speaker.rules.js';
import { checkAssessment, checkTerms, checkValues } from '../../src/domain/workflow/terms.rules.js';
import type { AnyWorkflowAct, Condition, WorkflowState } from '../../src/domain/workflow/workflow.types.js';

interface Line {
  readonly record: string;
  readonly kind: string;
  readonly about: string;
  readonly act: AnyWorkflowAct['act'];
  readonly id: string;
  readonly side?: 'CUSTOMER' | 'PERFORMER';
  readonly person: string;
  readonly party?: string;
  readonly recordedAt: string;
  readonly data: unknown;
}

/**
 * Hears the workflows of an export once more, in the order in which everything was said, and judges each act as if it were
 * said now: who says it, in which phase, and whether its content would be accepted.
 * @returns how each workflow stands in the end
 */
export function judgedAgain(lines: readonly string[]): { readonly states: ReadonlyMap<string, WorkflowState>; readonly judged: number } {
  const records = lines.map((line) => JSON.parse(line) as Line);
  const cast = new Map(records.filter(({ act }) => (act as string) === 'CREATE_AGENT').map(({ about }) => [about, { id: about, name: about, active: true }]));
  const said = records.filter(({ kind }) => kind === 'WORKFLOW').map((line, index) => ({ line, index }));
  said.sort((one, other) => (one.line.recordedAt < other.line.recordedAt ? -1 : one.line.recordedAt > other.line.recordedAt ? 1 : one.index - other.index));
  const states = new Map<string, WorkflowState>();
  let judged = 0;
  for (const { line } of said) {
    const act = { id: line.id, act: line.act, side: line.side ?? null, person: line.person, at: line.recordedAt, data: line.data } as AnyWorkflowAct;
    const before = states.get(line.about) ?? null;
    if (before !== null) {
      if (rowOf(act.act)?.speaker !== 'COUNTERPART') {
        const voice = { person: line.person, administrator: false, represents: line.party === undefined ? [] : [line.party] };
        expect({ act: act.act, side: judge(before, act.act, voice, cast, act.at) }).toEqual({ act: act.act, side: line.side });
      }
      check(act, before, states);
      judged += 1;
    }
    states.set(line.about, apply(before, act));
  }
  return { states, judged };
}

function check(act: AnyWorkflowAct, state: WorkflowState, states: ReadonlyMap<string, WorkflowState>): void {
  if (act.act === 'SERVE') {
    const { serving, ...terms } = act.data;
    void serving;
    expect(checkServing(terms, { child: state, parent: known(states, terms.parent), others: [], standsIn: () => false, nameOf: (agent) => agent })).toEqual(terms);
  }
  if (act.act === 'DEPEND') {
    const { dependency, ...edge } = act.data;
    void dependency;
    expect(checkDependency(edge, state, known(states, edge.provider))).toEqual(edge);
  }
  if (act.act === 'PROPOSE') {
    const { proposal, ...content } = act.data;
    void proposal;
    const words = { ...content.terms, conditions: content.terms.conditions.map((condition) => inWords(condition, state.conditionKeys)) };
    expect(checkTerms(words, state, act.at)).toEqual(content);
  }
  if (act.act === 'REPORT_PROGRESS' || act.act === 'DELIVER') {
    const { values } = act.data;
    expect(checkValues(values.map(({ key, value }) => ({ condition: key, value })), state.promise ?? never(), 'values')).toEqual(values);
  }
  if (act.act === 'ASSESS') {
    const { assessment, ...content } = act.data;
    void assessment;
    expect(checkAssessment({ ...content, outcomes: content.outcomes.map(({ key, outcome }) => ({ condition: key, outcome })) }, state)).toEqual(content);
  }
}

/** What was proposed before is named by its key; the rest gets one. */
function inWords(condition: Condition, keys: number): Omit<Condition, 'key'> & { readonly key: string | null } {
  return { ...condition, key: Number(condition.key.slice(1)) <= keys ? condition.key : null };
}

function known(states: ReadonlyMap<string, WorkflowState>, id: string): WorkflowState {
  return states.get(id) ?? never();
}

function never(): never {
  throw new Error('what an act names is there when it is said');
}
