import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { Refusal } from '../../domain/common/refusal.js';
import { visibilityOf } from '../../domain/workflow/visibility.rules.js';
import type { Visibility } from '../../domain/workflow/workflow.types.js';
import { SetWorkflowVisibilityInput, SetWorkflowVisibilityPayload } from '../../schema/workflow/set-workflow-visibility.inputs.js';
import { speak } from './speak.js';

const shownTo: Readonly<Record<Visibility, string>> = {
  ORGANIZATION: 'the organisation',
  PARTIES: 'its parties alone',
  PARTIES_AND_CHAIN_ABOVE: 'its parties and those of all that it serves',
};

@Resolver()
export class SetWorkflowVisibility {
  @Mutation(() => SetWorkflowVisibilityPayload, { description: 'The Customer says who may see the workflow: the organisation, its parties alone, or these and the parties of what it serves. It holds at once, and for all of its past.' })
  setWorkflowVisibility(@Arg('input', () => SetWorkflowVisibilityInput, { description: 'What is said.' }) input: SetWorkflowVisibilityInput, @Ctx() context: Context): Promise<SetWorkflowVisibilityPayload> {
    return speak(context, 'setWorkflowVisibility', 'SET_VISIBILITY', input, ({ input: { visibility }, state }) => {
      if (visibility !== visibilityOf(state)) return { visibility };
      throw new Refusal('ALREADY_SO', `It is visible to ${shownTo[visibility]} already.`, { field: ['visibility'], currentVersion: state.version });
    });
  }
}
