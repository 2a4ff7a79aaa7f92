import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { RenegotiatePromiseInput, RenegotiatePromisePayload } from '../../schema/workflow/renegotiate-promise.inputs.js';
import { requireWords, speak } from './speak.js';

@Resolver()
export class RenegotiatePromise {
  @Mutation(() => RenegotiatePromisePayload, { description: 'Back to negotiating, with new information or a changed concern. The promise stays in force until a new one supersedes it.' })
  renegotiatePromise(@Arg('input', () => RenegotiatePromiseInput, { description: 'What is said.' }) input: RenegotiatePromiseInput, @Ctx() context: Context): Promise<RenegotiatePromisePayload> {
    return speak(context, 'renegotiatePromise', 'RENEGOTIATE', input, ({ input }) => {
      requireWords(input, 'the reason');
      return { concernChanged: input.concernChanged };
    });
  }
}
