import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkValues } from '../../domain/workflow/terms.rules.js';
import { DeliverResultsInput, DeliverResultsPayload } from '../../schema/workflow/deliver-results.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class DeliverResults {
  @Mutation(() => DeliverResultsPayload, { description: 'The Performer reports the results: on to assessing.' })
  deliverResults(@Arg('input', () => DeliverResultsInput, { description: 'What is said.' }) input: DeliverResultsInput, @Ctx() context: Context): Promise<DeliverResultsPayload> {
    return speak(context, 'deliverResults', 'DELIVER', input, ({ input, promise }) => ({ values: checkValues(input.values, promise, 'values') }));
  }
}
