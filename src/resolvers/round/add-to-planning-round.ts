import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkAddition } from '../../domain/round/round-words.rules.js';
import { roundOf } from '../../domain/workflow/bonds.rules.js';
import { alsoRoundAndSome } from '../../graph/rounds.js';
import { PlanningRoundPayload, PlanningRoundWorkflowsInput } from '../../schema/round/round.inputs.js';
import { changeRound, joined, joining, roundPayload, seenWorkflows, workflowsNamed } from './rounds.js';

@Resolver()
export class AddToPlanningRound {
  @Mutation(() => PlanningRoundPayload, { description: 'The convener brings workflows into a planning round; or somebody invited, those that they are party to.' })
  addToPlanningRound(@Arg('input', () => PlanningRoundWorkflowsInput, { description: 'What is said.' }) input: PlanningRoundWorkflowsInput, @Ctx() context: Context): Promise<PlanningRoundPayload> {
    return roundPayload(async () => {
      const workflows = workflowsNamed(input.workflows);
      return changeRound(context, input, {
        operation: 'addToPlanningRound', act: 'ADD_WORKFLOW', target: { workflows },
        also: (round) => alsoRoundAndSome(context.identity, round, workflows),
        about: ({ also }) => ({ parties: seenWorkflows(workflows, also.near) }),
        content: ({ state, also }) => {
          const states = seenWorkflows(workflows, also.near);
          const open = new Map(states.map((one) => [one.id, roundOf(one)]));
          return { data: { workflows: checkAddition(states, state.workflows, (id) => open.get(id) ?? null) }, effects: joining(states, joined(state.id, state.consentBy)) };
        },
      });
    });
  }
}
