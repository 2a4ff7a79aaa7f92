import type { Context } from '../../context.js';
import { Refusal } from '../../domain/common/refusal.js';
import type { Dependency } from '../../domain/interlock/interlock.types.js';
import { unansweredNeeds } from '../../domain/workflow/bonds.rules.js';
import { sides } from '../../domain/workflow/workflow.types.js';
import type { SubjectChange } from '../../graph/composing.js';
import { localOr } from '../common/identifiers.js';
import type { Occasion } from './speak.js';

/**
 * What the end of a workflow has to do with besides: whoever was asked for what it needs, and has not answered, is asked no
 * longer. They are looked up before, and locked; one who was asked meanwhile isn't, and then nothing is written. Whoever is
 * named to take a place is named no longer, and what serves it is kept from them.
 */
export async function besideTheEnd(context: Context, input: { readonly workflow: string }) {
  const found = await context.loaders.workflows.load({ id: localOr('Workflow', input.workflow), asOf: null });
  const asked = found === null ? [] : [...new Set(unansweredNeeds(found.state).map(({ provider }) => provider))];
  return {
    others: asked,
    lockOrganization: asked.length > 0 || (found !== null && sides.some((side) => found.state.handOver[side] !== null)),
    effects: ({ state, others }: Pick<Occasion<unknown>, 'state' | 'others'>): readonly SubjectChange[] => {
      const edges = unansweredNeeds(state);
      return [...new Set(edges.map(({ provider }) => provider))].map((provider) => ({ kind: 'WORKFLOW', id: provider, before: askedOf(provider, others), said: edges.filter((edge) => edge.provider === provider).map(ended) }));
    },
  };
}

function ended({ id }: Dependency) {
  return { act: 'DEPENDENCY_ENDED' as const, data: { dependency: id }, side: null };
}

function askedOf(provider: string, others: Occasion<unknown>['others']) {
  const other = others.get(provider);
  if (other === undefined) throw new Refusal('BUSY', 'Something was asked of another workflow at this moment. Nothing was written; send this again, with the same key.');
  return other.state;
}
