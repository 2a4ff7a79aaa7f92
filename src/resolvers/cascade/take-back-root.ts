import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { TakeBackRootInput, TakeBackRootPayload } from '../../schema/cascade/serving.inputs.js';
import { speak } from '../workflow/speak.js';

@Resolver()
export class TakeBackRoot {
  @Mutation(() => TakeBackRootPayload, { description: 'It is no declared root any more.' })
  takeBackRoot(@Arg('input', () => TakeBackRootInput, { description: 'What is said.' }) input: TakeBackRootInput, @Ctx() context: Context): Promise<TakeBackRootPayload> {
    return speak(context, 'takeBackRoot', 'TAKE_BACK_ROOT', input, () => ({}));
  }
}
