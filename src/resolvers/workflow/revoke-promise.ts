import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { RevokePromiseInput, RevokePromisePayload } from '../../schema/workflow/revoke-promise.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class RevokePromise {
  @Mutation(() => RevokePromisePayload, { description: 'The Performer cannot keep the promise: it is broken.' })
  revokePromise(@Arg('input', () => RevokePromiseInput, { description: 'What is said.' }) input: RevokePromiseInput, @Ctx() context: Context): Promise<RevokePromisePayload> {
    return speak(context, 'revokePromise', 'REVOKE', input, () => ({}));
  }
}
