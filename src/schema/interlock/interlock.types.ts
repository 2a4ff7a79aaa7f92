import { Field, ID, ObjectType } from 'type-graphql';
import type { DependencyFlagKind as DependencyFlagKindValue } from '../../domain/interlock/dependency.rules.js';
import type { DependencyKind as DependencyKindValue, DependencyStatus as DependencyStatusValue } from '../../domain/interlock/interlock.types.js';
import { Act } from '../act/act.types.js';
import { DependencyFlagKind, DependencyKind, DependencyStatus } from './interlock.enums.js';
import type { Relation } from '../common/relay.js';
import { DateTime } from '../common/scalars.js';
import { Workflow } from '../workflow/workflow.types.js';

@ObjectType({ description: 'What does not, or no longer, fit of a dependency. It is flagged and never edited.', simpleResolvers: true })
export class DependencyFlag {
  @Field(() => DependencyFlagKind, { description: 'What is the matter.' })
  kind: DependencyFlagKindValue;

  @Field(() => String, { description: 'The same in words, with what would mend it.' })
  says: string;
}

@ObjectType({ description: 'One edge of the interlock: a promise, or one condition of it, needs something of another one by a day.', simpleResolvers: true })
export class Dependency {
  @Field(() => ID, { description: 'Names it in both workflows.' })
  id: string;

  @Field(() => Workflow, { nullable: true, description: 'The workflow that needs; null when you may not see it.' })
  dependent: Relation<Workflow> | null;

  @Field(() => String, { nullable: true, description: 'The key of the condition that needs it; null: each condition of the promise.' })
  condition: string | null;

  @Field(() => Workflow, { nullable: true, description: 'The workflow that is needed; null when you may not see it.' })
  provider: Relation<Workflow> | null;

  @Field(() => String, { nullable: true, description: 'The key of the condition that is needed; null: all its mandatory conditions.' })
  needs: string | null;

  @Field(() => DependencyKind, { description: 'How much hangs on it.' })
  kind: DependencyKindValue;

  @Field(() => DateTime, { description: 'By when it is needed.' })
  neededBy: string;

  @Field(() => DependencyStatus, { description: 'What has been answered. Asserted is not accepted.' })
  status: DependencyStatusValue;

  @Field(() => DateTime, { description: 'When it was asserted.' })
  since: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was last answered.' })
  answeredAt: string | null;

  @Field(() => Act, { description: 'The act that asserted it, with a note in its words.' })
  act: Relation<Act>;

  @Field(() => [DependencyFlag], { description: 'What does not fit of it; empty while all does, and where you may not see the other workflow.' })
  flags: DependencyFlag[];
}
