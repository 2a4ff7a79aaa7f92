import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { RefuseHandOverInput, RefuseHandOverPayload } from '../../schema/workflow/refuse-hand-over.inputs.js';
import { speak } from './speak.js';

@Resolver()
export class RefuseHandOver {
  @Mutation(() => RefuseHandOverPayload, { description: 'The named successor refuses; the party stays.' })
  refuseHandOver(@Arg('input', () => RefuseHandOverInput, { description: 'What is said.' }) input: RefuseHandOverInput, @Ctx() context: Context): Promise<RefuseHandOverPayload> {
    return speak(context, 'refuseHandOver', 'REFUSE_HAND_OVER', input, ({ side }) => ({ side }));
  }
}
