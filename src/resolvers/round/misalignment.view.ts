import type { Context } from '../../context.js';
import { invariant } from '../../domain/common/refusal.js';
import type { Misaligned, Misalignment as Found } from '../../domain/round/round.types.js';
import type { Window } from '../../domain/workflow/workflow.types.js';
import type { Misalignment } from '../../schema/round/misalignment.types.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { windowView } from '../promise/terms.view.js';
import { loadProposal } from '../proposal/proposal.view.js';
import type { WorkflowView } from '../workflow/workflow.view.js';
import { misalignmentId } from './sight.js';
import type { RoundSight } from './sight.js';

/** A misalignment as far as the viewer is told of it: what is named of it besides its ends are workflows that they see. */
export function misalignmentView(found: Found, sight: RoundSight): Lazy<Misalignment> {
  const workflow = seenIn(sight);
  const agent = (id: string) => (_: never, context: Context) => sight.agent(id, context);
  const waivers = sight.state.waivers.filter((waiver) => waiver.misalignment === found.key && sight.mayTell(waiver));
  const agents = (ids: readonly string[]) => async (_: never, context: Context) => Promise.all(ids.map((id) => sight.agent(id, context)));
  return {
    ...detailsOf(found.about, sight),
    id: misalignmentId(found.key),
    kind: found.kind,
    says: found.says,
    workflows: () => found.workflows.map(workflow),
    talk: () => found.talk.map(({ one, other, workflow: about }) => ({ one: agent(one), other: agent(other), workflow: () => workflow(about) })),
    mends: () => found.mends.map(({ kind, agent: by, workflow: inside, until }) => ({ kind, agent: agent(by), workflow: () => workflow(inside), until })),
    waivableBy: agents(found.waivedBy),
    waivedBy: agents(waivers.map(({ by }) => by)),
    waived: !sight.left.has(found.key),
  };
}

function seenIn(sight: RoundSight): (id: string) => WorkflowView {
  return (id) => {
    const view = sight.workflow(id);
    invariant(view !== null, 'what is told of a misalignment names workflows that are seen');
    return view;
  };
}

/** What each kind has besides. */
function detailsOf(about: Misaligned, sight: RoundSight): { readonly __typename: string } & Readonly<Record<string, unknown>> {
  const workflow = seenIn(sight);
  const windowOf = (id: string, window: Window) => (sight.workflow(id) === null ? null : windowView(window, sight.facts.workflows.get(id)?.zone ?? 'UTC'));
  switch (about.kind) {
    case 'CONSENT_MISSING':
      return {
        __typename: 'ConsentMissing', workflow: () => workflow(about.workflow), side: about.side,
        proposal: (_: never, context: Context) => loadProposal(about.proposal, null, context),
      };
    case 'UNDECIDED':
      return { __typename: 'Undecided', workflow: () => workflow(about.workflow) };
    case 'DEPENDENCY_NOT_ACKNOWLEDGED':
      return { __typename: 'DependencyNotAcknowledged', ...endsOf(about, sight), refused: about.refused };
    case 'DEPENDENCY_TOO_LATE':
      return { __typename: 'DependencyTooLate', ...endsOf(about, sight), neededBy: about.neededBy, due: about.due };
    case 'HARD_RING':
      return {
        __typename: 'HardRing',
        ring: about.ring.map(({ workflow: id, condition, dependency, needs }) => ({
          workflow: () => workflow(id), condition, needs, dependency: dependency === null ? null : idOf('Dependency', dependency),
        })),
      };
    case 'OUTSIDE_PARENTS_WINDOW':
      return {
        __typename: 'OutsideParentsWindow', child: () => sight.workflow(about.child), parent: () => sight.workflow(about.parent),
        childsWindow: windowOf(about.child, about.childsWindow), parentsWindow: windowOf(about.parent, about.parentsWindow),
      };
    case 'CONDITION_UNSERVED':
      return { __typename: 'ConditionUnserved', workflow: () => workflow(about.workflow), condition: about.condition };
    case 'OVERLOADED':
      return {
        __typename: 'Overloaded', agent: (_: never, context: Context) => sight.agent(about.agent, context), at: about.at, promises: about.promises.length, percent: about.percent,
        mostPromises: about.capacity.promises, mostPercent: about.capacity.percent,
      };
  }
}

/** Whoever bears it may not see the other end. */
function endsOf(about: { readonly dependency: string; readonly dependent: string; readonly provider: string }, sight: RoundSight): Readonly<Record<string, unknown>> {
  return { dependency: idOf('Dependency', about.dependency), dependent: () => sight.workflow(about.dependent), provider: () => sight.workflow(about.provider) };
}
