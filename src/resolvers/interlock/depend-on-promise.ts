import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkDependency } from '../../domain/interlock/dependency.rules.js';
import { DependOnPromiseInput, DependOnPromisePayload } from '../../schema/interlock/dependency.inputs.js';
import { localOr } from '../common/identifiers.js';
import { seenOther } from '../cascade/serving.js';
import { speak } from '../workflow/speak.js';

@Resolver()
export class DependOnPromise {
  @Mutation(() => DependOnPromisePayload, { description: 'The Performer says what their promise needs of another one, and by when. Asserted is not accepted: whoever is depended on acknowledges or refuses.' })
  dependOnPromise(@Arg('input', () => DependOnPromiseInput, { description: 'What is said.' }) input: DependOnPromiseInput, @Ctx() context: Context): Promise<DependOnPromisePayload> {
    return speak(context, 'dependOnPromise', 'DEPEND', input, ({ state, others, newId }) => ({
      dependency: newId(),
      ...checkDependency(input, state, seenOther(others, input.provider, 'provider')),
    }), {
      others: [localOr('Workflow', input.provider)],
      lockOrganization: true,
      effects: ({ others }, data) => [...others.values()].map(({ state }) => ({ kind: 'WORKFLOW', id: state.id, before: state, said: [{ act: 'DEPENDENCY_ASSERTED', data, side: null }] })),
    });
  }
}
