import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { CheckInInput, CheckInPayload } from '../../schema/workflow/check-in.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class CheckIn {
  @Mutation(() => CheckInPayload, { description: "The Customer's regular check on how it goes: a duty of the dual." })
  checkIn(@Arg('input', () => CheckInInput, { description: 'What is said.' }) input: CheckInInput, @Ctx() context: Context): Promise<CheckInPayload> {
    return speak(context, 'checkIn', 'CHECK_IN', input, () => ({}));
  }
}
