import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { TakeOverWorkflowInput, TakeOverWorkflowPayload } from '../../schema/workflow/take-over-workflow.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class TakeOverWorkflow {
  @Mutation(() => TakeOverWorkflowPayload, { description: "The named successor takes the party's place. Standing proposals are void; a promise in force under a new Performer goes back to Q2." })
  takeOverWorkflow(@Arg('input', () => TakeOverWorkflowInput, { description: 'What is said.' }) input: TakeOverWorkflowInput, @Ctx() context: Context): Promise<TakeOverWorkflowPayload> {
    return speak(context, 'takeOverWorkflow', 'TAKE_OVER', input, ({ side }) => ({ side }));
  }
}
