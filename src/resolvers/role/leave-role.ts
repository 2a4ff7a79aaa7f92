import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { invalid } from '../../domain/common/refusal.js';
import { checkOptionalText } from '../../domain/common/text.rules.js';
import { concernEffects } from '../../domain/concern/effects.rules.js';
import { leavingOf } from '../../domain/role/leaving.rules.js';
import type { Leaving } from '../../domain/role/leaving.rules.js';
import type { Vacancy } from '../../domain/role/role.types.js';
import type { WorkflowState } from '../../domain/workflow/workflow.types.js';
import type { SaidInWorkflow, SubjectChange } from '../../graph/composing.js';
import { LeaveRoleInput, LeaveRolePayload } from '../../schema/role/role.inputs.js';
import { notFound, optionalLocalId } from '../common/identifiers.js';
import { orUserErrors } from '../common/refusals.js';
import { loadWorkflow } from '../workflow/workflow.view.js';
import { groupSpokenFor } from '../common/changing.js';
import { changeRole, roleChanged, workflowsSaid } from './roles.js';
import type { RoleActing } from './roles.js';

@Resolver()
export class LeaveRole {
  @Extensions({ points: 20 }) // it may end, or hand over, many workflows
  @Mutation(() => LeaveRolePayload, { description: 'A holder leaves a role. What they perform in it is handed over to the successor they name; without one, what is only talked about is declined, what has ended is closed, and a promise in force stays until its parties end it. For a holder who has left, an administrator says it.' })
  leaveRole(@Arg('input', () => LeaveRoleInput, { description: 'What is said.' }) input: LeaveRoleInput, @Ctx() context: Context): Promise<LeaveRolePayload> {
    const payload = orUserErrors(async () => {
      const successor = optionalLocalId('Agent', input.successor, 'successor');
      const words = checkOptionalText(input.words, 'words', 'words');
      const changed = await changeRole(context, input, {
        operation: 'leaveRole', act: 'LEAVE_ROLE', ofAgent: optionalLocalId('Agent', input.agent, 'agent'), agents: successor === null ? [] : [successor], target: { lockOrganization: true },
        content: (acting) => {
          const decided = decidedBy(acting, successor);
          const declined = decided.filter(({ leaving }) => leaving === 'DECLINE');
          const ended = new Set(decided.filter(({ leaving }) => leaving === 'DECLINE' || leaving === 'CLOSE').map(({ workflow }) => workflow.id));
          if (declined.length > 0 && words === null) throw invalid('words', 'Give the reason in `words`: it is what the Customers read of what you decline.');
          return {
            data: {
              agent: acting.speaker, successor,
              workflows: decided.filter(({ leaving }) => leaving === null).map(({ workflow }) => workflow.id),
              vacant: vacatedBy(declined.map(({ workflow }) => workflow), ended, acting.also.concerns),
            },
            effects: effectsOf(decided, successor, words, acting),
          };
        },
      });
      const { data } = changed.acts.find(({ kind }) => kind === 'ROLE') ?? { data: {} };
      const left = (data as { readonly workflows?: readonly string[] }).workflows ?? [];
      return {
        ...roleChanged(changed), handedOver: workflowsSaid(changed, ['HAND_OVER']), ended: workflowsSaid(changed, ['DECLINE', 'CLOSE']),
        left: (_: never, asked: Context) => Promise.all(left.map((id) => loadWorkflow(id, null, asked))),
      };
    }, { act: null, role: null, handedOver: null, ended: null, left: null });
    // Views answer their fields when asked (resolvers/common/lazy.ts), which graphql-js does and the class type cannot say.
    return payload as unknown as Promise<LeaveRolePayload>;
  }
}

interface Decided {
  readonly workflow: WorkflowState;
  readonly leaving: Leaving;
}

/** What becomes of each workflow that they perform in the role. */
function decidedBy({ speaker, voice, cast, found, also }: RoleActing, successor: string | null): readonly Decided[] {
  const named = successor === null ? null : cast.get(successor);
  if (named === undefined) throw notFound('Agent', 'successor');
  if (named !== null && !named.active) throw invalid('successor', `${named.name} is no longer active.`);
  if (named?.id === speaker) throw invalid('successor', `${named.name} is the one who leaves: name somebody else.`);
  return [...also.workflows.values()]
    .map(({ state }) => state)
    .filter(({ performer }) => performer === speaker)
    .map((workflow) => ({ workflow, leaving: leavingOf(workflow, { leaver: speaker, successor: named, voice, cast, now: found.now }) }));
}

/** The concerns that are open again once all of these are declined, each with a line that asked for it. */
function vacatedBy(declined: readonly WorkflowState[], ended: ReadonlySet<string>, concerns: RoleActing['also']['concerns']): readonly Vacancy[] {
  const vacated = new Map<string, Vacancy>();
  for (const { role, concern: { id } } of declined) {
    const concern = concerns.get(id);
    if (concern !== undefined && concern.articulated && concern.workflows.every((workflow) => ended.has(workflow))) vacated.set(id, { line: role?.line ?? '', concern: id });
  }
  return [...vacated.values()];
}

/** What is said in each workflow, and of each concern once: several workflows may be about the same one. */
function effectsOf(decided: readonly Decided[], successor: string | null, words: string | null, acting: RoleActing): readonly SubjectChange[] {
  const inWorkflows = decided.flatMap(({ workflow, leaving }): readonly SubjectChange[] =>
    (leaving === null ? [] : [{ kind: 'WORKFLOW', id: workflow.id, before: workflow, said: [saidIn(leaving, successor, words, acting)] }]));
  const about = new Set(decided.map(({ workflow }) => workflow.concern.id));
  const inConcerns = [...about].flatMap((id): readonly SubjectChange[] => {
    const concern = acting.also.concerns.get(id);
    if (concern === undefined) return [];
    const said = decided.flatMap(({ workflow, leaving }) => (workflow.concern.id !== id || leaving === null || leaving === 'HAND_OVER' ? [] : concernEffects(leaving, {}, workflow, concern, false)));
    return said.length === 0 ? [] : [{ kind: 'CONCERN', id, before: concern, said }];
  });
  return [...inWorkflows, ...inConcerns];
}

function saidIn(leaving: NonNullable<Leaving>, successor: string | null, words: string | null, { speaker, voice }: RoleActing): SaidInWorkflow {
  const own = voice.person === speaker || voice.represents.includes(speaker);
  // An administrator who names a successor for one who has left speaks for neither side.
  const said = leaving === 'HAND_OVER'
    ? { act: leaving, data: { side: 'PERFORMER', successor: successor ?? '' }, side: own ? 'PERFORMER' : null, party: groupSpokenFor(speaker, voice) }
    : { act: leaving, data: {}, side: 'PERFORMER', party: groupSpokenFor(speaker, voice), words };
  return said as SaidInWorkflow;
}
