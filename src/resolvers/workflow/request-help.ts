import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkCustomership } from '../../domain/workflow/customership.rules.js';
import { RequestHelpInput, RequestHelpPayload } from '../../schema/workflow/request-help.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class RequestHelp {
  @Mutation(() => RequestHelpPayload, { description: 'The Customer asks this Performer for help with the concern.' })
  requestHelp(@Arg('input', () => RequestHelpInput, { description: 'What is said.' }) input: RequestHelpInput, @Ctx() context: Context): Promise<RequestHelpPayload> {
    return speak(context, 'requestHelp', 'REQUEST', input, ({ input, state }) => ({ customership: checkCustomership(input.customership, state.customership, ['customership']) }));
  }
}
