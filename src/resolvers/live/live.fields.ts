import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../context.js';
import { MyMovesEvent, OrganizationEvent, PlanningRoundEvent, RoleEvent, WorkflowEvent } from '../../schema/live/live.types.js';
import type { LiveEvent } from '../../schema/live/live.types.js';
import type { Lazy } from '../common/lazy.js';
import { telling } from './telling.js';
import type { Told } from './telling.js';
import { tellMyMoves } from './my-moves.js';
import { tellOrganization } from './organization.js';
import { tellPlanningRound } from './planning-round.js';
import { tellRole } from './role.js';
import { tellWorkflow } from './workflow.js';

const after = 'A cursor of an earlier event: what came after it is told first. Left out, what happens from now on.';

interface Asked {
  readonly workflow: string;
  readonly round: string;
  readonly role: string;
  readonly after?: string | null;
}

/** The source of a subscription: type-graphql knows the types of neither arguments nor context. */
function toldBy<Event extends LiveEvent>(tell: (context: Context, asked: Asked, signal: AbortSignal) => AsyncGenerator<Told<Event>, void>) {
  return ({ args, context }: { readonly args: object; readonly context: object }): AsyncIterable<unknown> =>
    telling(context as Context, (signal) => tell(context as Context, args as Asked, signal));
}

/*
 * A subscription's first event, OPENED, says where it begins; what is read after it has arrived, together with what is
 * told from then on, leaves nothing out.
 */
@Resolver()
export class LiveFields {
  @Subscription(() => WorkflowEvent, {
    description: 'What happens in one workflow. First comes an event of kind OPENED, with the workflow as it stands.',
    subscribe: toldBy(tellWorkflow),
  })
  workflowChanged(
    @Root() told: Told<WorkflowEvent>,
    @Arg('workflow', () => ID, { description: 'The id of a workflow.' }) _workflow: string,
    @Arg('after', () => String, { nullable: true, description: after }) _after: string | null,
  ): Lazy<WorkflowEvent> {
    return told.event;
  }

  @Subscription(() => MyMovesEvent, {
    description: 'What waits for me, or for a group that I represent, each time it changes or comes due. First comes an event of kind OPENED: read `myMoves` then.',
    subscribe: toldBy(tellMyMoves),
  })
  myMovesChanged(
    @Root() told: Told<MyMovesEvent>,
    @Arg('after', () => String, { nullable: true, description: after }) _after: string | null,
  ): Lazy<MyMovesEvent> {
    return told.event;
  }

  @Subscription(() => PlanningRoundEvent, {
    description: 'What is said of one planning round, and in the workflows that are in it, with the round as it stands: who is ready, and what stands in the way. First comes an event of kind OPENED.',
    subscribe: toldBy(tellPlanningRound),
  })
  planningRoundChanged(
    @Root() told: Told<PlanningRoundEvent>,
    @Arg('round', () => ID, { description: 'The id of a planning round.' }) _round: string,
    @Arg('after', () => String, { nullable: true, description: after }) _after: string | null,
  ): Lazy<PlanningRoundEvent> {
    return told.event;
  }

  @Subscription(() => RoleEvent, {
    description: 'What is said of one role, with the role as it stands: its pattern, whom it is offered to, who takes it, holds it and leaves it, and the workflows that open by it. First comes an event of kind OPENED.',
    subscribe: toldBy(tellRole),
  })
  roleChanged(
    @Root() told: Told<RoleEvent>,
    @Arg('role', () => ID, { description: 'The id of a role.' }) _role: string,
    @Arg('after', () => String, { nullable: true, description: after }) _after: string | null,
  ): Lazy<RoleEvent> {
    return told.event;
  }

  @Subscription(() => OrganizationEvent, {
    description: 'All that changes in the organisation. First comes an event of kind OPENED.',
    subscribe: toldBy(tellOrganization),
  })
  organizationChanged(
    @Root() told: Told<OrganizationEvent>,
    @Arg('after', () => String, { nullable: true, description: after }) _after: string | null,
  ): Lazy<OrganizationEvent> {
    return told.event;
  }
}
