import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { customershipDefaultsOf } from '../../domain/organization/organization.rules.js';
import { checkCustomership, customershipOfRenewal } from '../../domain/workflow/customership.rules.js';
import { checkWindow } from '../../domain/workflow/terms.rules.js';
import { RenewWorkflowInput, RenewWorkflowPayload } from '../../schema/workflow/renew-workflow.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class RenewWorkflow {
  @Mutation(() => RenewWorkflowPayload, { description: 'The concern lives on: the next cycle begins, with its own window.' })
  renewWorkflow(@Arg('input', () => RenewWorkflowInput, { description: 'What is said.' }) input: RenewWorkflowInput, @Ctx() context: Context): Promise<RenewWorkflowPayload> {
    return speak(context, 'renewWorkflow', 'RENEW', input, ({ input, state, now, organization }) => {
      const window = checkWindow(input.window, state.zone, now, ['window']);
      const standing = customershipOfRenewal(state, window, customershipDefaultsOf(organization));
      return { window, customership: checkCustomership(input.customership, standing, ['customership']) ?? standing };
    });
  }
}
