import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { judgeSuccessor } from '../../domain/workflow/opening.rules.js';
import { partyOf } from '../../domain/workflow/speaker.rules.js';
import { otherSide } from '../../domain/workflow/workflow.types.js';
import { HandOverWorkflowInput, HandOverWorkflowPayload } from '../../schema/workflow/hand-over-workflow.inputs.js';
import { readGlobalId } from '../../domain/common/identifier.rules.js';
import { speak } from './speak.js';

@Resolver()
export class HandOverWorkflow {
  @Mutation(() => HandOverWorkflowPayload, { description: 'A party names a successor, or an administrator does for one who has left. Nothing changes until the successor takes over.' })
  handOverWorkflow(@Arg('input', () => HandOverWorkflowInput, { description: 'What is said.' }) input: HandOverWorkflowInput, @Ctx() context: Context): Promise<HandOverWorkflowPayload> {
    const named = readGlobalId(input.successor);
    const successor = named?.type === 'Agent' ? named.id : '';
    return speak(context, 'handOverWorkflow', 'HAND_OVER', input, ({ state, side, cast }) => {
      const other = otherSide(side);
      judgeSuccessor(cast.get(successor), partyOf(state, side), partyOf(state, other), state.handOver[other]?.successor ?? null);
      return { side, successor };
    }, { agents: [successor] });
  }
}
