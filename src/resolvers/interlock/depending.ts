import type { Context } from '../../context.js';
import { Refusal } from '../../domain/common/refusal.js';
import { dependencyIn } from '../../domain/interlock/dependency.rules.js';
import type { DependencyStatus, InterlockState } from '../../domain/interlock/interlock.types.js';
import { interlockOf } from '../../domain/workflow/bonds.rules.js';
import type { SubjectChange } from '../../graph/composing.js';
import { readGlobalId } from '../../domain/common/identifier.rules.js';
import { localOr } from '../common/identifiers.js';
import type { Occasion } from '../workflow/speak.js';

/* What the mutations about dependencies have in common. A dependency stands in both workflows, so each changes both. */

type Naming = { readonly workflow: string; readonly dependency: string };

/** The id that both workflows know a dependency by; of what is none, one that nothing has. */
export function dependencyNamed(input: Naming): string {
  const read = readGlobalId(input.dependency);
  return read?.type === 'Dependency' ? read.id : '';
}

/**
 * The workflow at the other end, which is to be locked too. It is looked up before: an edge never changes its ends, so
 * what was read without a lock still holds under it.
 */
export async function otherEnd(context: Context, input: Naming, end: keyof InterlockState): Promise<readonly string[]> {
  const found = await context.loaders.workflows.load({ id: localOr('Workflow', input.workflow), asOf: null });
  const edge = found === null ? undefined : interlockOf(found.state)[end].find(({ id }) => id === dependencyNamed(input));
  return edge === undefined ? [] : [end === 'needs' ? edge.provider : edge.dependent];
}

/** What is said at the other end follows; whoever speaks here speaks for nobody there. */
export function saidThere({ others }: Pick<Occasion<unknown>, 'others'>, act: 'DEPENDENCY_ENDED' | 'DEPENDENCY_ACKNOWLEDGED' | 'DEPENDENCY_REFUSED', dependency: string): readonly SubjectChange[] {
  return [...others.values()].map(({ state }): SubjectChange => ({ kind: 'WORKFLOW', id: state.id, before: state, said: [{ act, data: { dependency }, side: null }] }));
}

/** The answer to a dependency. @throws Refusal NOT_FOUND or ALREADY_SO */
export function answering({ state, input }: Pick<Occasion<Naming>, 'state' | 'input'>, status: DependencyStatus): { readonly dependency: string } {
  const edge = dependencyIn(state, 'needed', dependencyNamed(input));
  if (edge.status === status) throw new Refusal('ALREADY_SO', `It is ${status.toLowerCase()} already.`, { field: ['dependency'], currentVersion: state.version });
  return { dependency: edge.id };
}
