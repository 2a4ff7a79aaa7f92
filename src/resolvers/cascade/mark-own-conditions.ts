import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkOwn } from '../../domain/cascade/serving.rules.js';
import { MarkOwnConditionsInput, MarkOwnConditionsPayload } from '../../schema/cascade/serving.inputs.js';
import { speak } from '../workflow/speak.js';

@Resolver()
export class MarkOwnConditions {
  @Mutation(() => MarkOwnConditionsPayload, { description: 'The Performer says which conditions they keep alone, without a workflow that serves them.' })
  markOwnConditions(@Arg('input', () => MarkOwnConditionsInput, { description: 'What is said.' }) input: MarkOwnConditionsInput, @Ctx() context: Context): Promise<MarkOwnConditionsPayload> {
    return speak(context, 'markOwnConditions', 'MARK_OWN', input, ({ state }) => ({ conditions: checkOwn(input.conditions, state) }));
  }
}
