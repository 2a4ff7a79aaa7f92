import type { Context } from '../../context.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { Refusal, invalid, invariant } from '../../domain/common/refusal.js';
import { checkOptionalText } from '../../domain/common/text.rules.js';
import { actsOnConcern, concernEffects } from '../../domain/concern/effects.rules.js';
import type { AgentState } from '../../domain/agent/agent.rules.js';
import type { OrganizationState } from '../../domain/organization/organization.rules.js';
import type { DependingStation } from '../../domain/interlock/ring-refusals.rules.js';
import { judge, partyOf } from '../../domain/workflow/speaker.rules.js';
import { actsThatMoveSight, sees } from '../../domain/workflow/visibility.rules.js';
import type { ActData, ActKind, PromiseState, Side, WorkflowState } from '../../domain/workflow/workflow.types.js';
import type { AlsoRead, Changed, ChangeTarget, Found } from '../../graph/change.js';
import type { SaidInWorkflow, SubjectChange } from '../../graph/composing.js';
import { alsoStations } from '../../graph/depending.js';
import type { WithStations } from '../../graph/depending.js';
import { voiceOf } from '../../graph/reader.js';
import type { ActPayload } from '../../schema/workflow/act.inputs.js';
import { actView } from '../act/act.view.js';
import { changeAs, expectVersion } from '../common/changing.js';
import { localId, notFound } from '../common/identifiers.js';
import { orUserErrors } from '../common/refusals.js';
import { workflowView } from './workflow.view.js';

interface Spoken {
  readonly workflow: string;
  readonly words?: string | null;
  readonly idempotencyKey: string;
  readonly expectedVersion?: number | null;
  readonly side?: Side | null;
}

/** What the content of an act is made from, read under lock and after the rules let the speaker speak. */
export interface Occasion<Input, Also = undefined> {
  readonly input: Input;
  readonly state: WorkflowState;
  readonly side: Side;
  /** Who speaks. */
  readonly person: string;
  readonly now: Moment;
  readonly newId: () => string;
  readonly cast: ReadonlyMap<string, AgentState>;
  readonly others: Found['others'];
  readonly organization: OrganizationState;
  /** What was read besides, for this act alone. */
  readonly also: Also;
  /** The promise of the cycle: there is one in every phase that an act about it belongs to. */
  readonly promise: PromiseState;
}

/** What an act has to do with besides its workflow. */
interface Beside<Kind extends ActKind, Input, Also> extends Pick<ChangeTarget, 'agents' | 'others' | 'lockOrganization'> {
  readonly also?: AlsoRead<Also>;
  /** Whether it would close a ring of needs. */
  readonly ring?: RingCheck<Kind, Input>;
  /** What it changes in other workflows. */
  readonly effects?: (occasion: Occasion<Input, Also>, data: ActData[Kind]) => readonly SubjectChange[];
}

/** How an act is judged that seldom could close a ring of needs, and only with what may not change meanwhile. */
export interface RingCheck<Kind extends ActKind, Input = unknown> {
  readonly mayClose: (occasion: Occasion<Input, unknown>, data: ActData[Kind]) => boolean;
  /** @param stations all that the workflow hangs on, where it hangs on itself. @throws Refusal where it would */
  readonly judge: (occasion: Occasion<Input, unknown>, data: ActData[Kind], stations: readonly DependingStation[]) => void;
}

/** Under its own locks it turned out that an act has to do with more than its workflow: nothing was written. */
class HasToDoWithOthers extends Error {}

/**
 * Every act in a workflow: load it under lock, let the cycle judge the speaker, make the content, write, return.
 * The content may refuse too, as the rules of its input demand.
 */
export function speak<Kind extends ActKind, Input extends Spoken, Also = undefined>(
  context: Context,
  operation: string,
  act: Kind,
  input: Input,
  content: (occasion: Occasion<Input, Also>) => ActData[Kind],
  beside: Beside<Kind, Input, Also> = {},
): Promise<ActPayload> {
  return actPayload(async () => {
    const workflow = localId('Workflow', input.workflow, 'workflow');
    const words = checkOptionalText(input.words, 'words', 'words');
    const { also: alsoRead, effects = () => [], ring, ...target } = beside;
    // What ties workflows together changes under the lock of the organisation, which most acts needn't wait for.
    const say = (withOthers: boolean): Promise<Changed> => changeAs<WithStations<Also>>(context, operation, input, {
      ...target, workflow, lockConcern: actsOnConcern.includes(act), ...(withOthers || actsThatMoveSight.includes(act) ? { lockOrganization: true } : {}),
    }, (found, { also, stations }): readonly SubjectChange[] => {
      const state = found.workflow;
      if (state === null) throw notFound('Workflow', 'workflow');
      expectVersion(state.version, input.expectedVersion);
      const voice = voiceOf(found.viewer);
      const side = judge(state, act, voice, found.cast, found.now, input.side ?? null);
      const occasion: Occasion<Input, Also> = {
        input, state, side, person: voice.person, now: found.now, newId: found.newId, cast: found.cast, others: found.others, organization: found.organization, also,
        get promise() {
          invariant(state.promise !== null, `${act} needs a promise`);
          return state.promise;
        },
      };
      const data = content(occasion);
      if (ring?.mayClose(occasion, data) === true) {
        if (stations === null) throw new HasToDoWithOthers();
        ring.judge(occasion, data, stations);
      }
      const stood = standsIn(act, state, side);
      const party = voice.person !== stood && voice.represents.includes(stood) ? stood : null;
      const said = { act, data, side: spokenSide(act, side, stood, voice.person, voice.represents), party, words } as unknown as SaidInWorkflow;
      const change: SubjectChange = { kind: 'WORKFLOW', id: workflow, before: state, said: [said] };
      const ofConcern = found.concern === null ? [] : concernEffects(act, data, state, found.concern, found.concernIsShared);
      const inConcern: readonly SubjectChange[] = ofConcern.length === 0 ? [] : [{ kind: 'CONCERN', id: state.concern.id, before: found.concern, said: ofConcern }];
      return [change, ...inConcern, ...effects(occasion, data)];
    }, alsoStations(context.identity.org, workflow, withOthers, alsoRead));
    try {
      return await say(false);
    } catch (error) {
      if (error instanceof HasToDoWithOthers) return say(true);
      throw error;
    }
  });
}

/** The agent whose voice this is: the party, or for the answer to a hand-over the successor. */
function standsIn(act: ActKind, state: WorkflowState, side: Side): string {
  const successor = act === 'TAKE_OVER' || act === 'REFUSE_HAND_OVER' ? state.handOver[side]?.successor : undefined;
  return successor ?? partyOf(state, side);
}

// An administrator who names a successor for one who has left speaks for neither side, and a successor who refuses
// has not spoken for the side either: only what makes somebody a voice counts as one.
function spokenSide(act: ActKind, side: Side, party: string, person: string, represents: readonly string[]): Side | null {
  if (act === 'REFUSE_HAND_OVER') return null;
  return party === person || represents.includes(party) ? side : null;
}

/** The payload of an act: the workflow as the act left it, unless the act was what its speaker saw it for. */
export function actPayload(work: () => Promise<Changed>): Promise<ActPayload> {
  const payload = orUserErrors(
    async () => {
      const changed = await work();
      // What it changed in other workflows comes behind.
      const first = changed.acts.find((one) => one.kind === 'WORKFLOW');
      const record = changed.acts.findLast((one) => one.about === first?.about);
      invariant(record !== undefined, 'an act in a workflow was recorded');
      const found = { state: record.state as WorkflowState, cast: changed.cast, voice: voiceOf(changed.viewer), asOf: null };
      return { act: actView(record), workflow: sees(found.state, changed.above, found.voice, found.cast) ? workflowView(found) : null };
    },
    { act: null, workflow: null },
  );
  // Views answer their fields when asked (resolvers/common/lazy.ts), which graphql-js does and the class type cannot say.
  return payload as unknown as Promise<ActPayload>;
}

/** @throws Refusal STALE_PROPOSAL unless the proposal named is the one on the table */
export function standingProposal(state: WorkflowState, proposal: string): string {
  const named = localId('Proposal', proposal, 'proposal');
  if (state.standing?.id !== named) {
    throw new Refusal('STALE_PROPOSAL', 'Another proposal stands by now: read it, and answer that one.', { field: ['proposal'], currentVersion: state.version });
  }
  return named;
}

export function hasWords(input: { readonly words?: string | null }): boolean {
  return input.words !== null && input.words !== undefined && input.words.trim() !== '';
}

/** @throws Refusal INVALID_INPUT when an act that must be explained comes without words */
export function requireWords(input: { readonly words?: string | null }, what: string): void {
  if (!hasWords(input)) throw invalid('words', `Give ${what} in \`words\`.`);
}

/** The content of an act that says nothing but its words. */
export function needsWords(what: string): (occasion: { readonly input: { readonly words?: string | null } }) => Readonly<Record<string, never>> {
  return ({ input }) => {
    requireWords(input, what);
    return {};
  };
}
