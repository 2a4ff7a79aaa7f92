import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { invariant } from '../../domain/common/refusal.js';
import { noLongerVacant, offerTo, takingOf } from '../../domain/role/taking.rules.js';
import type { Taken } from '../../domain/role/taking.rules.js';
import type { Opening } from '../../domain/workflow/workflow.types.js';
import type { SaidInWorkflow, SubjectChange } from '../../graph/composing.js';
import { RoleForAgentInput, TakeRolePayload } from '../../schema/role/role.inputs.js';
import { optionalLocalId } from '../common/identifiers.js';
import { orUserErrors } from '../common/refusals.js';
import { groupSpokenFor } from '../common/changing.js';
import { changeRole, roleChanged, workflowsSaid } from './roles.js';
import type { RoleActing } from './roles.js';

@Resolver()
export class TakeRole {
  @Extensions({ points: 20 }) // it may open twenty workflows
  @Mutation(() => TakeRolePayload, { description: 'Whoever the role is offered to holds it from here on. The workflows of its pattern open in the same moment, for somebody who holds it already those of the lines that they lack: as requests of the Customers who stand behind them, as your offers where a Customer has not asked. What was handed over to you in it you take over. Nothing is promised by it.' })
  takeRole(@Arg('input', () => RoleForAgentInput, { description: 'What is said.' }) input: RoleForAgentInput, @Ctx() context: Context): Promise<TakeRolePayload> {
    const payload = orUserErrors(async () => {
      const changed = await changeRole(context, input, {
        operation: 'takeRole', act: 'TAKE_ROLE', ofAgent: optionalLocalId('Agent', input.agent, 'agent'), target: { lockOrganization: true },
        content: (acting) => {
          const taken = takenBy(acting);
          const { until } = offerTo(acting.speaker, { state: acting.state, now: acting.found.now });
          return {
            data: { agent: acting.speaker, until, concerns: noLongerVacant({ state: acting.state, concerns: acting.also.concerns }, taken) },
            effects: taken.flatMap((one) => effectsOf(one, acting)),
          };
        },
      });
      return { ...roleChanged(changed), opened: workflowsSaid(changed, ['OPEN']), takenOver: workflowsSaid(changed, ['TAKE_OVER']) };
    }, { act: null, role: null, opened: null, takenOver: null });
    // Views answer their fields when asked (resolvers/common/lazy.ts), which graphql-js does and the class type cannot say.
    return payload as unknown as Promise<TakeRolePayload>;
  }
}

function takenBy({ state, speaker, cast, voice, found, also }: RoleActing): readonly Taken[] {
  const taker = cast.get(speaker);
  invariant(taker !== undefined, 'whoever takes a role is known by then');
  const workflows = [...also.workflows.values()].map((one) => one.state);
  return takingOf({ state, taker, voice, cast, workflows, concerns: also.concerns, represents: also.represents, zone: found.organization.zone, now: found.now });
}

/** What follows in workflows and concerns. Each act is said by whoever it is the word of: a Customer's stands behind the line. */
function effectsOf(taken: Taken, { state: role, speaker, voice, found }: RoleActing): readonly SubjectChange[] {
  if (taken.kind === 'TAKEN_OVER') {
    const said = { act: 'TAKE_OVER' as const, data: { side: 'PERFORMER' as const }, side: 'PERFORMER' as const, party: groupSpokenFor(speaker, voice) };
    return [{ kind: 'WORKFLOW', id: taken.workflow.id, before: taken.workflow, said: [said] }];
  }
  const { line, customer, side, person, concern, window } = taken;
  const workflow = found.newId();
  const articulated = side === 'CUSTOMER';
  const about = concern ?? { id: found.newId(), statement: line.statement, articulated: false };
  const opening: Opening = {
    workflow, zone: found.organization.zone, customer, performer: speaker, window, customership: line.customership, visibility: 'ORGANIZATION', role: { role: role.id, line: line.key },
    concern: { id: about.id, statement: about.statement, articulated: about.articulated },
  };
  const stood = articulated ? customer : speaker;
  const asSaid = { side, person, party: person === stood ? null : stood };
  const said: readonly SaidInWorkflow[] = articulated
    ? [{ act: 'OPEN', data: opening, ...asSaid }, { act: 'ARTICULATE', data: { statement: line.statement }, ...asSaid }, { act: 'REQUEST', data: { customership: null }, ...asSaid }]
    : [{ act: 'OPEN', data: opening, ...asSaid }, { act: 'OFFER', data: { customership: null }, ...asSaid }];
  const held = concern === null ? [{ act: 'HOLD_CONCERN', data: { concern: about.id, holder: customer, statement: about.statement, articulated }, person }] : [];
  return [
    { kind: 'CONCERN', id: about.id, before: concern, said: [...held, { act: 'TAKE_UP_CONCERN', data: { workflow }, person }] },
    { kind: 'WORKFLOW', id: workflow, before: null, said },
  ];
}
