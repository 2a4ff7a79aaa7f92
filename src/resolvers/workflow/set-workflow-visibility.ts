import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { Refusal } from '../../domain/common/refusal.js';
import { visibilityOf } from '../../domain/workflow/visibility.rules.js';
import { SetWorkflowVisibilityInput, SetWorkflowVisibilityPayload } from '../../schema/workflow/set-workflow-visibility.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class SetWorkflowVisibility {
  @Mutation(() => SetWorkflowVisibilityPayload, { description: 'The Customer says who may see the workflow: the organisation, or its parties alone. It holds at once, and for all of its past.' })
  setWorkflowVisibility(@Arg('input', () => SetWorkflowVisibilityInput, { description: 'What is said.' }) input: SetWorkflowVisibilityInput, @Ctx() context: Context): Promise<SetWorkflowVisibilityPayload> {
    return speak(context, 'setWorkflowVisibility', 'SET_VISIBILITY', input, ({ input: { visibility }, state }) => {
      if (visibility !== visibilityOf(state)) return { visibility };
      throw new Refusal('ALREADY_SO', `It is visible to ${visibility === 'PARTIES' ? 'its parties alone' : 'the organisation'} already.`, { field: ['visibility'], currentVersion: state.version });
    });
  }
}
