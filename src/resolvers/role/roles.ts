import type { Context } from '../../context.js';
import type { AgentState } from '../../domain/agent/agent.rules.js';
import { Refusal, invalid, invariant } from '../../domain/common/refusal.js';
import { checkOptionalText } from '../../domain/common/text.rules.js';
import { judgeRole } from '../../domain/role/role-speaker.rules.js';
import type { RoleOccasion } from '../../domain/role/role-speaker.rules.js';
import { mostWorkflowsNamed } from '../../domain/role/role-words.rules.js';
import type { RoleLineWords } from '../../domain/role/role-words.rules.js';
import type { RoleActData, RoleActKind, RoleState } from '../../domain/role/role.types.js';
import type { Voice } from '../../domain/workflow/speaker.rules.js';
import type { WorkflowState } from '../../domain/workflow/workflow.types.js';
import type { Changed, ChangeTarget, Found } from '../../graph/change.js';
import type { SubjectChange } from '../../graph/composing.js';
import { voiceOf } from '../../graph/reader.js';
import { alsoRoleScene } from '../../graph/roles.js';
import type { RoleScene } from '../../graph/roles.js';
import type { RoleLineInput, RolePayload } from '../../schema/role/role.inputs.js';
import { actView } from '../act/act.view.js';
import { changeAs, expectVersion, groupSpokenFor } from '../common/changing.js';
import { localId, notFound, optionalLocalId } from '../common/identifiers.js';
import { orUserErrors } from '../common/refusals.js';
import { workflowView } from '../workflow/workflow.view.js';
import { roleView } from './role.view.js';

interface Wish {
  readonly role: string;
  readonly words?: string | null;
  readonly idempotencyKey?: string | null;
  readonly expectedVersion?: number | null;
}

/** What an act of a role is made from, when its speaker was judged. */
export interface RoleActing {
  readonly state: RoleState;
  readonly found: Found;
  readonly also: RoleScene;
  readonly cast: ReadonlyMap<string, AgentState>;
  readonly voice: Voice;
  /** For whom it is spoken, or who leaves. */
  readonly speaker: string;
}

interface RoleChange<Kind extends RoleActKind> {
  readonly operation: string;
  readonly act: Kind;
  /** What the act is about, for whoever judges who may speak it. Local ids. */
  readonly about?: RoleOccasion;
  /** Agents to be known besides those that the role names. */
  readonly agents?: readonly string[];
  /** Who takes it or leaves it: their workflows in it are read, too. Null: the viewer. */
  readonly ofAgent?: string | null;
  /** Whoever it is offered to: what they perform in it is read, and stands as still as an offer needs it to, which is not at all. */
  readonly offeredTo?: string;
  /** Workflows that are to be workflows of it. */
  readonly workflows?: readonly string[];
  readonly target?: Pick<ChangeTarget, 'lockOrganization'>;
  readonly content: (acting: RoleActing) => { readonly data: RoleActData[Kind]; readonly effects?: readonly SubjectChange[]; readonly party?: string | null };
}

/** Every act about a role but its creation: load it under lock, judge the speaker, make the content, write, return. */
export async function changeRole<Kind extends Exclude<RoleActKind, 'CREATE_ROLE'>>(context: Context, input: Wish, change: RoleChange<Kind>): Promise<Changed> {
  const id = localId('Role', input.role, 'role');
  const words = checkOptionalText(input.words, 'words', 'words');
  const { ofAgent, workflows = [] } = change;
  const asked = { role: id, performer: ofAgent ?? null, ofViewer: ofAgent === null, workflows };
  return changeAs<RoleScene>(context, change.operation, input, { ...change.target, role: asked }, (found, also): readonly SubjectChange[] => {
    const state = also.role;
    if (state === null) throw notFound('Role', 'role');
    expectVersion(state.version, input.expectedVersion);
    const voice = voiceOf(found.viewer);
    const cast = new Map([...found.cast, ...also.cast]);
    const speaker = judgeRole(state, change.act, voice, cast, ofAgent === undefined ? change.about : { agent: ofAgent ?? voice.person });
    const { data, effects = [], party } = change.content({ state, found, also, cast, voice, speaker });
    return [{ kind: 'ROLE', id, before: state, said: [{ act: change.act, data, party: party ?? groupSpokenFor(speaker, voice), words }] }, ...effects];
  }, alsoRoleScene(context.identity, { ...asked, performer: change.offeredTo ?? asked.performer, agents: change.agents ?? [] }));
}

export function rolePayload(work: () => Promise<Changed>): Promise<RolePayload> {
  const payload = orUserErrors(() => work().then(roleChanged), { act: null, role: null });
  // Views answer their fields when asked (resolvers/common/lazy.ts), which graphql-js does and the class type cannot say.
  return payload as unknown as Promise<RolePayload>;
}

export function roleChanged({ acts, viewer }: Changed) {
  const record = acts.find(({ kind }) => kind === 'ROLE');
  invariant(record !== undefined, 'an act about a role was recorded');
  return { act: actView(record), role: roleView({ state: record.state as RoleState, voice: voiceOf(viewer), asOf: null }) };
}

/** Lines as the rules read them: with local ids. */
export function linesNamed(lines: readonly RoleLineInput[]): readonly RoleLineWords[] {
  return lines.map((line, index) => ({ ...line, customer: optionalLocalId('Agent', line.customer, ['lines', String(index), 'customer']) }));
}

/** Workflows that a role is drawn from, by their local ids. @throws Refusal INVALID_INPUT */
export function workflowsNamed(workflows: readonly string[], fieldOf: (index: number) => readonly string[]): readonly string[] {
  if (workflows.length > mostWorkflowsNamed) throw invalid('workflows', `A role is drawn from ${String(mostWorkflowsNamed)} workflows at once, at most.`);
  const seen = new Set<string>();
  return workflows.map((workflow, index) => {
    const id = localId('Workflow', workflow, fieldOf(index));
    if (seen.has(id)) throw invalid([...fieldOf(index)], 'This one is named twice.');
    seen.add(id);
    return id;
  });
}

/** The agents that lines name. */
export function customersIn(lines: readonly RoleLineWords[]): readonly string[] {
  return [...new Set(lines.flatMap(({ customer }) => customer ?? []))];
}

/** @throws Refusal NOT_THE_SPEAKER for anybody who speaks in another's name */
export function ownOr(wanted: string | null, voice: Voice, field: string, what: string): string {
  if (wanted === null || wanted === voice.person || voice.represents.includes(wanted)) return wanted ?? voice.person;
  throw new Refusal('NOT_THE_SPEAKER', `${what} by you, or by a group that you represent.`, { field: [field] });
}

/** The workflows in which one of these was said, as it left them. */
export function workflowsSaid({ acts, cast, viewer }: Changed, said: readonly string[]) {
  const ids = new Set(acts.filter(({ kind, act }) => kind === 'WORKFLOW' && said.includes(act)).map(({ about }) => about));
  return [...ids].flatMap((id) => {
    const record = acts.findLast(({ about }) => about === id);
    return record === undefined ? [] : [workflowView({ state: record.state as WorkflowState, cast, voice: voiceOf(viewer), asOf: null })];
  });
}
