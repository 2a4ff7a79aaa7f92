import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { EngageInWorkflowInput, EngageInWorkflowPayload } from '../../schema/workflow/engage-in-workflow.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class EngageInWorkflow {
  @Mutation(() => EngageInWorkflowPayload, { description: 'Both have been heard, and the one who did not speak last chooses to work together: on to negotiating.' })
  engageInWorkflow(@Arg('input', () => EngageInWorkflowInput, { description: 'What is said.' }) input: EngageInWorkflowInput, @Ctx() context: Context): Promise<EngageInWorkflowPayload> {
    return speak(context, 'engageInWorkflow', 'ENGAGE', input, () => ({}));
  }
}
