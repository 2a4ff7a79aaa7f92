import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { dependencyIn } from '../../domain/interlock/dependency.rules.js';
import { StopDependingOnPromiseInput, StopDependingOnPromisePayload } from '../../schema/interlock/dependency.inputs.js';
import { speak } from '../workflow/speak.js';
import { dependencyNamed, otherEnd, saidThere } from './depending.js';

@Resolver()
export class StopDependingOnPromise {
  @Mutation(() => StopDependingOnPromisePayload, { description: 'The promise no longer needs that. The dependency stays on the record.' })
  async stopDependingOnPromise(@Arg('input', () => StopDependingOnPromiseInput, { description: 'What is said.' }) input: StopDependingOnPromiseInput, @Ctx() context: Context): Promise<StopDependingOnPromisePayload> {
    return speak(context, 'stopDependingOnPromise', 'STOP_DEPENDING', input, ({ state }) => ({ dependency: dependencyIn(state, 'needs', dependencyNamed(input)).id }), {
      others: await otherEnd(context, input, 'needs'),
      lockOrganization: true,
      effects: (occasion, { dependency }) => saidThere(occasion, 'DEPENDENCY_ENDED', dependency),
    });
  }
}
