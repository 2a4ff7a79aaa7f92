import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkText } from '../../domain/common/text.rules.js';
import { ConcernPayload, RestateConcernInput } from '../../schema/concern/concern.inputs.js';
import { changeConcern } from './concerns.js';

@Resolver()
export class RestateConcern {
  @Mutation(() => ConcernPayload, { description: 'Puts a concern into new words, while no workflow about it is under way.' })
  restateConcern(@Arg('input', () => RestateConcernInput, { description: 'The concern.' }) input: RestateConcernInput, @Ctx() context: Context): Promise<ConcernPayload> {
    return changeConcern(context, 'restateConcern', 'RESTATE_CONCERN', input, () => ({ statement: checkText(input.statement, 'statement', 'statement') }));
  }
}
