import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkRemoval } from '../../domain/round/round-words.rules.js';
import { alsoRoundAndSome } from '../../graph/rounds.js';
import { PlanningRoundPayload, PlanningRoundWorkflowsInput } from '../../schema/round/round.inputs.js';
import { changeRound, leaving, roundPayload, seenWorkflows, workflowsNamed } from './rounds.js';

@Resolver()
export class RemoveFromPlanningRound {
  @Mutation(() => PlanningRoundPayload, { description: 'The convener, or a party to the workflows, takes them out of a planning round: what was consented to in them is void, and they go on by themselves.' })
  removeFromPlanningRound(@Arg('input', () => PlanningRoundWorkflowsInput, { description: 'What is said.' }) input: PlanningRoundWorkflowsInput, @Ctx() context: Context): Promise<PlanningRoundPayload> {
    return roundPayload(async () => {
      const workflows = workflowsNamed(input.workflows);
      return changeRound(context, input, {
        operation: 'removeFromPlanningRound', act: 'REMOVE_WORKFLOW', target: { workflows },
        also: (round) => alsoRoundAndSome(context.identity, round, workflows),
        about: ({ also }) => ({ parties: seenWorkflows(workflows, also.near) }),
        content: ({ state, also }) => ({ data: { workflows: checkRemoval(workflows, state) }, effects: leaving(seenWorkflows(workflows, also.near), state.id) }),
      });
    });
  }
}
