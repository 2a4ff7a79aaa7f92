import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { TakeBackHandOverInput, TakeBackHandOverPayload } from '../../schema/workflow/take-back-hand-over.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class TakeBackHandOver {
  @Mutation(() => TakeBackHandOverPayload, { description: 'Takes the naming of a successor back.' })
  takeBackHandOver(@Arg('input', () => TakeBackHandOverInput, { description: 'What is said.' }) input: TakeBackHandOverInput, @Ctx() context: Context): Promise<TakeBackHandOverPayload> {
    return speak(context, 'takeBackHandOver', 'TAKE_BACK_HAND_OVER', input, ({ side }) => ({ side }));
  }
}
