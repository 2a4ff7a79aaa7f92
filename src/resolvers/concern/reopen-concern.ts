import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { ConcernPayload, ConcernInput } from '../../schema/concern/concern.inputs.js';
import { changeConcern } from './concerns.js';

@Resolver()
export class ReopenConcern {
  @Mutation(() => ConcernPayload, { description: 'Takes a settled or dropped concern up again.' })
  reopenConcern(@Arg('input', () => ConcernInput, { description: 'The concern.' }) input: ConcernInput, @Ctx() context: Context): Promise<ConcernPayload> {
    return changeConcern(context, 'reopenConcern', 'REOPEN_CONCERN', input, () => ({}));
  }
}
