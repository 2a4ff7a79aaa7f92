import { createHash } from 'node:crypto';
import type { Context } from '../../context.js';
import { alignmentOf } from '../../domain/round/alignment.rules.js';
import type { Misalignment, RoundFacts, RoundState } from '../../domain/round/round.types.js';
import { unwaived } from '../../domain/round/settle.rules.js';
import type { AgentState } from '../../domain/agent/agent.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { factsOfScene, readRoundScene } from '../../graph/rounds.js';
import type { RoundScene } from '../../graph/rounds.js';
import { agentFrom } from '../agent/agent.view.js';
import type { AgentView } from '../agent/agent.view.js';
import { workflowView } from '../workflow/workflow.view.js';
import type { WorkflowView } from '../workflow/workflow.view.js';

/** The id by which clients name a misalignment. Its key names workflows that not everybody may know of. */
export function misalignmentId(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}

/** A planning round as one viewer sees it: all is judged, and what touches a workflow that they may not see is not told. */
export interface RoundSight {
  readonly state: RoundState;
  readonly facts: RoundFacts;
  readonly cast: ReadonlyMap<string, AgentState>;
  readonly all: readonly Misalignment[];
  /** In the order in which they are listed. */
  readonly seen: readonly Misalignment[];
  /** Those that are not waived, seen or not. */
  readonly left: readonly Misalignment[];
  /** Whether a misalignment, by its key, may be told of. */
  readonly maySee: (key: string) => boolean;
  /** Null for one that the viewer may not see. */
  readonly workflow: (id: string) => WorkflowView | null;
  readonly agent: (id: string, context: Context) => AgentView | Promise<AgentView>;
}

export function sightOf(state: RoundState, scene: RoundScene, now: Moment): RoundSight {
  const facts = factsOfScene(scene, now);
  const all = state.status === 'CANCELLED' ? [] : alignmentOf(state, facts);
  const around = new Map([...scene.carried, ...scene.near]);
  const isSeen = (workflow: string): boolean => around.get(workflow)?.seen === true;
  const seen = all.filter(({ workflows }) => workflows.every(isSeen));
  const unseen = new Set([...around.keys()].filter((id) => !isSeen(id)));
  return {
    state, facts, cast: scene.cast, all, seen,
    left: unwaived(all, state.waivers),
    maySee: (key) => key.split('/').every((part) => !unseen.has(part)),
    workflow: (id) => {
      const near = around.get(id);
      return near?.seen === true ? workflowView({ state: near.state, cast: scene.cast, voice: scene.voice, asOf: null }) : null;
    },
    agent: (id, context) => agentFrom(scene.cast, id, null, context),
  };
}

export async function readRoundSight(state: RoundState, context: Context): Promise<RoundSight> {
  return sightOf(state, await readRoundScene(context.reader, state.id), context.now);
}
