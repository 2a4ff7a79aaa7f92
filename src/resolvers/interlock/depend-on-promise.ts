import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkDependency } from '../../domain/interlock/dependency.rules.js';
import { judgeDependency } from '../../domain/interlock/ring-refusals.rules.js';
import type { DependingStation } from '../../domain/interlock/ring-refusals.rules.js';
import { readDepending } from '../../graph/depending.js';
import { DependOnPromiseInput, DependOnPromisePayload } from '../../schema/interlock/dependency.inputs.js';
import { localOr } from '../common/identifiers.js';
import { seenOther } from '../cascade/serving.js';
import { speak } from '../workflow/speak.js';

@Resolver()
export class DependOnPromise {
  @Mutation(() => DependOnPromisePayload, { description: 'The Performer says what their promise needs of another one, and by when. Asserted is not accepted: whoever is depended on acknowledges or refuses.' })
  dependOnPromise(@Arg('input', () => DependOnPromiseInput, { description: 'What is said.' }) input: DependOnPromiseInput, @Ctx() context: Context): Promise<DependOnPromisePayload> {
    const dependent = localOr('Workflow', input.workflow);
    const provider = localOr('Workflow', input.provider);
    return speak<'DEPEND', DependOnPromiseInput, readonly DependingStation[]>(context, 'dependOnPromise', 'DEPEND', input, ({ state, others, newId, also }) => {
      const edge = { dependency: newId(), ...checkDependency(input, state, seenOther(others, input.provider, 'provider')) };
      judgeDependency(edge, state, also);
      return edge;
    }, {
      others: [provider],
      lockOrganization: true,
      also: (transaction) => readDepending(transaction, context.identity.org, dependent, provider),
      effects: ({ others }, data) => [...others.values()].map(({ state }) => ({ kind: 'WORKFLOW', id: state.id, before: state, said: [{ act: 'DEPENDENCY_ASSERTED', data, side: null }] })),
    });
  }
}
