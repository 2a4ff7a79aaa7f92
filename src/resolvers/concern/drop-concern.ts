import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { ConcernPayload, ConcernInput } from '../../schema/concern/concern.inputs.js';
import { changeConcern } from './concerns.js';

@Resolver()
export class DropConcern {
  @Mutation(() => ConcernPayload, { description: 'Lets a concern go, while no workflow about it is under way.' })
  dropConcern(@Arg('input', () => ConcernInput, { description: 'The concern.' }) input: ConcernInput, @Ctx() context: Context): Promise<ConcernPayload> {
    return changeConcern(context, 'dropConcern', 'DROP_CONCERN', input, () => ({}));
  }
}
