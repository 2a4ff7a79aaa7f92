import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkReweighing, servingOf } from '../../domain/cascade/serving.rules.js';
import { ReweighServingInput, ReweighServingPayload } from '../../schema/cascade/serving.inputs.js';
import { speak } from '../workflow/speak.js';
import { besideParent, servingOccasion } from './serving.js';

@Resolver()
export class ReweighServing {
  @Mutation(() => ReweighServingPayload, { description: 'It goes on serving that workflow, in other conditions or with other weights.' })
  reweighServing(@Arg('input', () => ReweighServingInput, { description: 'What is said.' }) input: ReweighServingInput, @Ctx() context: Context): Promise<ReweighServingPayload> {
    return speak(context, 'reweighServing', 'REWEIGH_SERVING', input, (occasion) => {
      const around = servingOccasion(occasion);
      const edge = servingOf(around.child, around.parent.id);
      const { share, contributions } = checkReweighing(input, edge, around);
      return { serving: edge.id, share, contributions };
    }, besideParent(context, input));
  }
}
