import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { invalid } from '../../domain/common/refusal.js';
import { cyclesToReview } from '../../domain/workflow/cycle.rules.js';
import { checkScore } from '../../domain/workflow/terms.rules.js';
import { ReviewCustomerInput, ReviewCustomerPayload } from '../../schema/workflow/review-customer.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class ReviewCustomer {
  @Mutation(() => ReviewCustomerPayload, { description: 'The Performer assesses the customership of a cycle that reached Q4.' })
  reviewCustomer(@Arg('input', () => ReviewCustomerInput, { description: 'What is said.' }) input: ReviewCustomerInput, @Ctx() context: Context): Promise<ReviewCustomerPayload> {
    return speak(context, 'reviewCustomer', 'REVIEW_CUSTOMER', input, ({ input, state, person }) => {
      const open = cyclesToReview(state, person);
      const cycle = input.cycle ?? open[open.length - 1] ?? state.cycle.number;
      if (!open.includes(cycle)) throw invalid('cycle', `These cycles can be reviewed: ${open.join(', ')}.`);
      return { cycle, clarity: checkScore(input.clarity, 'clarity'), helpfulness: checkScore(input.helpfulness, 'helpfulness') };
    });
  }
}
