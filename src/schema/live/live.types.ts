import { Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import { Act } from '../act/act.types.js';
import { LiveEventKind } from './live.enums.js';
import { Move, Side } from '../workflow/workflow.enums.js';
import type { liveEventKinds } from './live.enums.js';
import type { Move as MoveValue, Side as SideValue } from '../../domain/workflow/workflow.types.js';
import { Agent } from '../agent/agent.types.js';
import type { Relation } from '../common/relay.js';
import { DateTime } from '../common/scalars.js';
import { Role } from '../role/role.types.js';
import { PlanningRound } from '../round/round.types.js';
import { Wait, Workflow } from '../workflow/workflow.types.js';

@ObjectType({ description: 'A wait whose time has come, as it was then.', simpleResolvers: true })
export class DueWait {
  @Field(() => Agent, { description: 'Who was waited for.' })
  agent: Relation<Agent>;

  @Field(() => Side, { description: 'On which side.' })
  side: SideValue;

  @Field(() => Move, { description: 'For what.' })
  move: MoveValue;

  @Field(() => DateTime, { description: 'Since when.' })
  since: string;

  @Field(() => DateTime, { description: 'When it was due.' })
  due: string;
}

@InterfaceType({ description: 'Something that a subscription tells. It comes at least once: one that comes twice has the same id.' })
export abstract class LiveEvent {
  @Field(() => ID, { description: 'The id of the event, the same in every subscription and each time it is told.' })
  id: string;

  @Field(() => String, { description: 'Subscribe `after` this to hear what came next, also after having been away.' })
  cursor: string;

  @Field(() => LiveEventKind, { description: 'What kind of event it is.' })
  kind: (typeof liveEventKinds)[number];

  @Field(() => DateTime, { description: 'When it was recorded.' })
  at: string;

  @Field(() => [Act], { description: 'The acts that it consists of, in the order they were said; 100 at most. Acts that you may not see are left out.' })
  acts: Relation<Act>[];

  @Field(() => Boolean, { description: 'Whether there were more acts than are listed: an import brings many at once. `changes` has them all.' })
  isPartial: boolean;

  @Field(() => [DueWait], { description: 'The waits in the workflow whose time has come, for the kinds CAME_DUE and FELL_OVERDUE: who was waited for, and for what.' })
  cameDue: Relation<DueWait>[];
}

@ObjectType({ implements: LiveEvent, description: 'Something happened in a workflow.', simpleResolvers: true })
export class WorkflowEvent extends LiveEvent {
  @Field(() => Workflow, { description: 'The workflow as it stands now, which may be later than the event.' })
  workflow: Relation<Workflow>;
}

@ObjectType({ implements: LiveEvent, description: 'What waits for the viewer may have changed.', simpleResolvers: true })
export class MyMovesEvent extends LiveEvent {
  @Field(() => Workflow, { nullable: true, description: 'The workflow it is about, as it stands now; null where it may be about any: read `myMoves` anew.' })
  workflow: Relation<Workflow> | null;

  @Field(() => [Wait], { description: 'What in this workflow waits for the viewer, or a group they represent, now. Empty when nothing does any more.' })
  waits: Relation<Wait>[];
}

@ObjectType({ implements: LiveEvent, description: 'Something was said of a planning round, or in a workflow that is in it.', simpleResolvers: true })
export class PlanningRoundEvent extends LiveEvent {
  @Field(() => PlanningRound, { description: 'The round as it stands now, which may be later than the event: who is ready, and what stands in the way.' })
  round: Relation<PlanningRound>;

  @Field(() => Workflow, { nullable: true, description: 'The workflow it is about, as it stands now; null where it is about none, or about many.' })
  workflow: Relation<Workflow> | null;
}

@ObjectType({ implements: LiveEvent, description: 'Something was said of a role.', simpleResolvers: true })
export class RoleEvent extends LiveEvent {
  @Field(() => Role, { description: 'The role as it stands now, which may be later than the event: what it asks for, to whom it is offered, who holds it.' })
  role: Relation<Role>;

  @Field(() => Workflow, { nullable: true, description: 'The workflow that opened by it, or in which something followed, as it stands now; null where there is none, or there are many.' })
  workflow: Relation<Workflow> | null;
}

@ObjectType({ implements: LiveEvent, description: 'Something changed in the organisation.', simpleResolvers: true })
export class OrganizationEvent extends LiveEvent {
  @Field(() => Workflow, { nullable: true, description: 'The workflow it is about, as it stands now; null where it is about none, or about many.' })
  workflow: Relation<Workflow> | null;
}
