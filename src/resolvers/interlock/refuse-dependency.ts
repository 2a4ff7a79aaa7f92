import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { RefuseDependencyInput, RefuseDependencyPayload } from '../../schema/interlock/dependency.inputs.js';
import { requireWords, speak } from '../workflow/speak.js';
import { answering, otherEnd, saidThere } from './depending.js';

@Resolver()
export class RefuseDependency {
  @Mutation(() => RefuseDependencyPayload, { description: 'The Performer who is depended on refuses it, with the reason.' })
  async refuseDependency(@Arg('input', () => RefuseDependencyInput, { description: 'What is said.' }) input: RefuseDependencyInput, @Ctx() context: Context): Promise<RefuseDependencyPayload> {
    return speak(context, 'refuseDependency', 'REFUSE_DEPENDENCY', input, (occasion) => {
      requireWords(input, 'the reason');
      return answering(occasion, 'REFUSED');
    }, {
      others: await otherEnd(context, input, 'needed'),
      effects: (occasion, { dependency }) => saidThere(occasion, 'DEPENDENCY_REFUSED', dependency),
    });
  }
}
