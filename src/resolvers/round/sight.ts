import { createHash } from 'node:crypto';
import type { Context } from '../../context.js';
import { alignmentOf } from '../../domain/round/alignment.rules.js';
import type { Misalignment, RoundFacts, RoundState, Waiver } from '../../domain/round/round.types.js';
import { standsFor } from '../../domain/round/round-speaker.rules.js';
import { unwaived } from '../../domain/round/settle.rules.js';
import { toldOf } from '../../domain/round/telling.rules.js';
import type { AgentState } from '../../domain/agent/agent.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { cascadeOf, interlockOf } from '../../domain/workflow/bonds.rules.js';
import { factsOfScene, readRoundScene } from '../../graph/rounds.js';
import type { Near, RoundScene } from '../../graph/rounds.js';
import { agentFrom } from '../agent/agent.view.js';
import type { AgentView } from '../agent/agent.view.js';
import { workflowView } from '../workflow/workflow.view.js';
import type { WorkflowView } from '../workflow/workflow.view.js';

/** The id by which clients name a misalignment. Its key names workflows that not everybody may know of. */
export function misalignmentId(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}

/** A planning round as one viewer sees it: all is judged, and told as far as they see what it touches, or have to know of it. */
export interface RoundSight {
  readonly state: RoundState;
  readonly facts: RoundFacts;
  readonly cast: ReadonlyMap<string, AgentState>;
  readonly all: readonly Misalignment[];
  /** Those that the viewer is told of, each as far as they may be. */
  readonly told: readonly Misalignment[];
  /** The keys of those that are not waived, told or not. */
  readonly left: ReadonlySet<string>;
  /** Whether it may be told that somebody waived something. */
  readonly mayTell: (waiver: Waiver) => boolean;
  /** Null for one that the viewer may not see. */
  readonly workflow: (id: string) => WorkflowView | null;
  readonly agent: (id: string, context: Context) => AgentView | Promise<AgentView>;
}

export function sightOf(state: RoundState, scene: RoundScene, now: Moment): RoundSight {
  const facts = factsOfScene(scene, now);
  const all = state.status === 'CANCELLED' ? [] : alignmentOf(state, facts);
  const around = new Map([...scene.carried, ...scene.near]);
  const isSeen = (workflow: string): boolean => around.get(workflow)?.seen === true;
  const { voice, cast } = scene;
  const speaksFor = (agent: string): boolean => voice !== null && standsFor(voice, agent, cast);
  const told = all.flatMap((one) => toldOf(one, { sees: isSeen, speaksFor }, (workflow) => facts.workflows.get(workflow)) ?? []);
  const hidden = hiddenOf(around, isSeen);
  const toldWaivers = new Map(told.map(({ key, waivedBy }) => [key, waivedBy]));
  return {
    state, facts, cast, all, told,
    left: new Set(unwaived(all, state.waivers).map(({ key }) => key)),
    mayTell: ({ misalignment: key, by }) => speaksFor(by) || toldWaivers.get(key)?.includes(by) === true || key.split('/').every((part) => !hidden.has(part)),
    workflow: (id) => {
      const near = around.get(id);
      return near?.seen === true ? workflowView({ state: near.state, cast, voice, asOf: null }) : null;
    },
    agent: (id, context) => agentFrom(cast, id, null, context),
  };
}

/** What a key may name that the viewer may not see: workflows, and what ties these to others. */
function hiddenOf(around: ReadonlyMap<string, Near>, isSeen: (workflow: string) => boolean): ReadonlySet<string> {
  const isHidden = (workflow: string): boolean => around.has(workflow) && !isSeen(workflow);
  return new Set([...around.values()].flatMap(({ state }) => {
    const { needs, needed } = interlockOf(state);
    return [
      ...(isHidden(state.id) ? [state.id] : []),
      ...[...needs, ...needed].filter(({ dependent, provider }) => isHidden(dependent) || isHidden(provider)).map(({ id }) => id),
      ...cascadeOf(state).serves.filter(({ parent }) => isHidden(state.id) || isHidden(parent)).map(({ id }) => id),
    ];
  }));
}

export async function readRoundSight(state: RoundState, context: Context): Promise<RoundSight> {
  return sightOf(state, await readRoundScene(context.reader, state.id), context.now);
}
