import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { dueMoment } from '../../domain/common/moment.rules.js';
import { invalid } from '../../domain/common/refusal.js';
import { DeferWorkflowInput, DeferWorkflowPayload } from '../../schema/workflow/defer-workflow.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class DeferWorkflow {
  @Mutation(() => DeferWorkflowPayload, { description: '"Not now, ask me again on that day." The workflow stays where it is until then.' })
  deferWorkflow(@Arg('input', () => DeferWorkflowInput, { description: 'What is said.' }) input: DeferWorkflowInput, @Ctx() context: Context): Promise<DeferWorkflowPayload> {
    return speak(context, 'deferWorkflow', 'DEFER', input, ({ input, state, now }) => {
      const until = dueMoment(input.until, state.zone, ['until']);
      if (until <= now) throw invalid('until', 'That moment has passed: defer to a later one.');
      return { until };
    });
  }
}
