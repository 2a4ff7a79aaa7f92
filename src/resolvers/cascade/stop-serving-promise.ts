import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { servingOf } from '../../domain/cascade/serving.rules.js';
import { StopServingPromiseInput, StopServingPromisePayload } from '../../schema/cascade/serving.inputs.js';
import { localOr } from '../common/identifiers.js';
import { speak } from '../workflow/speak.js';

@Resolver()
export class StopServingPromise {
  @Mutation(() => StopServingPromisePayload, { description: 'It no longer serves that workflow. The edge stays on the record.' })
  stopServingPromise(@Arg('input', () => StopServingPromiseInput, { description: 'What is said.' }) input: StopServingPromiseInput, @Ctx() context: Context): Promise<StopServingPromisePayload> {
    // The parent need not be seen any more to be let go of: the edge is this workflow's own.
    return speak(context, 'stopServingPromise', 'STOP_SERVING', input, ({ state }) => ({ serving: servingOf(state, localOr('Workflow', input.parent)).id }), { lockOrganization: true });
  }
}
