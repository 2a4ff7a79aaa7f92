import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { ReleasePromiseInput, ReleasePromisePayload } from '../../schema/workflow/release-promise.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class ReleasePromise {
  @Mutation(() => ReleasePromisePayload, { description: 'The Customer no longer needs the promise: it is released, neither kept nor broken.' })
  releasePromise(@Arg('input', () => ReleasePromiseInput, { description: 'What is said.' }) input: ReleasePromiseInput, @Ctx() context: Context): Promise<ReleasePromisePayload> {
    return speak(context, 'releasePromise', 'RELEASE', input, () => ({}));
  }
}
