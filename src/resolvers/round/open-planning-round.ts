import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { checkOptionalText } from '../../domain/common/text.rules.js';
import { checkAddition, checkInvitation, checkRoundWords } from '../../domain/round/round-words.rules.js';
import type { RoundActData } from '../../domain/round/round.types.js';
import { roundOf } from '../../domain/workflow/bonds.rules.js';
import type { SubjectChange } from '../../graph/composing.js';
import { voiceOf } from '../../graph/reader.js';
import { alsoRoundAndSome } from '../../graph/rounds.js';
import type { RoundAndSome } from '../../graph/rounds.js';
import { OpenPlanningRoundInput, PlanningRoundPayload } from '../../schema/round/round.inputs.js';
import { changeAs, groupSpokenFor } from '../common/changing.js';
import { optionalLocalId } from '../common/identifiers.js';
import { agentsNamed, agentsThere, convenerOf, joined, joining, roundPayload, seenWorkflows, workflowsNamed } from './rounds.js';

@Resolver()
export class OpenPlanningRound {
  @Mutation(() => PlanningRoundPayload, { description: 'Somebody calls a planning round, for a window, and convenes it. Workflows in it are negotiated as ever, but promised together.' })
  openPlanningRound(@Arg('input', () => OpenPlanningRoundInput, { description: 'What is said.' }) input: OpenPlanningRoundInput, @Ctx() context: Context): Promise<PlanningRoundPayload> {
    return roundPayload(async () => {
      const convener = optionalLocalId('Agent', input.convener, 'convener');
      const agents = agentsNamed(input.agents);
      const workflows = workflowsNamed(input.workflows);
      const words = checkOptionalText(input.words, 'words', 'words');
      const target = { agents, round: { round: '', workflows, all: false } };
      return changeAs<RoundAndSome>(context, 'openPlanningRound', input, target, ({ viewer, organization, cast, now, newId }, { near }): readonly SubjectChange[] => {
        const voice = voiceOf(viewer);
        const speaker = convenerOf(convener, voice);
        const said = checkRoundWords(input, organization.zone, now);
        const states = seenWorkflows(workflows, near);
        const invited = agentsThere(agents, cast);
        const round = newId();
        const data: RoundActData['OPEN_ROUND'] = {
          round, zone: organization.zone, ...said, convener: speaker,
          workflows: checkAddition(states, null, (id) => openRoundOf(id, near)),
          invited: checkInvitation(invited, null),
        };
        return [{ kind: 'ROUND', id: round, before: null, said: [{ act: 'OPEN_ROUND', data, party: groupSpokenFor(speaker, voice), words }] }, ...joining(states, joined(round, said.consentBy))];
      }, alsoRoundAndSome(context.identity, '', workflows));
    });
  }
}

function openRoundOf(workflow: string, near: RoundAndSome['near']): string | null {
  const state = near.get(workflow)?.state;
  return state === undefined ? null : roundOf(state);
}
