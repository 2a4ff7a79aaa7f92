import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { MakePromiseInput, MakePromisePayload } from '../../schema/workflow/make-promise.inputs.js';
import { byAccepting } from '../interlock/rings.js';
import { speak, standingProposal } from './speak.js';

@Resolver()
export class MakePromise {
  @Mutation(() => MakePromisePayload, { description: "The Performer promises what the Customer's standing proposal asks for." })
  makePromise(@Arg('input', () => MakePromiseInput, { description: 'What is said.' }) input: MakePromiseInput, @Ctx() context: Context): Promise<MakePromisePayload> {
    return speak(context, 'makePromise', 'PROMISE', input, ({ input, state, newId }) => ({ proposal: standingProposal(state, input.proposal), promise: newId() }), { ring: byAccepting('PROMISE') });
  }
}
