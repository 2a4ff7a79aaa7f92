import { Field, Int, ObjectType } from 'type-graphql';
import { Act } from '../act/act.types.js';
import { ServingFlagKind } from './cascade.enums.js';
import type { FlagKind } from '../../domain/cascade/flags.rules.js';
import { connectionOf } from '../common/relay.js';
import type { Relation } from '../common/relay.js';
import { DateTime, Decimal } from '../common/scalars.js';
import { Workflow } from '../workflow/workflow.types.js';

@ObjectType({ description: 'A condition that a workflow helps to keep.', simpleResolvers: true })
export class ServedCondition {
  @Field(() => String, { description: 'Its key in the workflow that is served.' })
  key: string;

  @Field(() => String, { nullable: true, description: 'Its statement there; null where it is gone, or you may not see it.' })
  statement: string | null;

  @Field(() => Decimal, { nullable: true, description: 'How much of it rests on this workflow, 0 to 1; null where nobody has said.' })
  contribution: string | null;
}

@ObjectType({ description: 'What no longer holds of an edge of the cascade. It is flagged and never edited: the two sides have something to talk about.', simpleResolvers: true })
export class ServingFlag {
  @Field(() => ServingFlagKind, { description: 'What is the matter.' })
  kind: FlagKind;

  @Field(() => [String], { description: 'The keys of the conditions that it is about; empty where it is about the whole.' })
  conditions: string[];

  @Field(() => String, { description: 'The same in words, with what would mend it.' })
  says: string;
}

@ObjectType({ description: 'One edge of the cascade: a workflow exists to help keep conditions of another one.', simpleResolvers: true })
export class Serving {
  @Field(() => Workflow, { description: 'The workflow that serves.' })
  child: Relation<Workflow>;

  @Field(() => Workflow, { nullable: true, description: 'The workflow that is served; null when you may not see it.' })
  parent: Relation<Workflow> | null;

  @Field(() => [ServedCondition], { description: 'The conditions that it helps to keep.' })
  conditions: ServedCondition[];

  @Field(() => Decimal, { nullable: true, description: 'How much of the serving workflow goes to this one, 0 to 1; null where nobody has said.' })
  share: string | null;

  @Field(() => DateTime, { description: 'Since when.' })
  since: string;

  @Field(() => Act, { description: 'The act that said so.' })
  act: Relation<Act>;

  @Field(() => [ServingFlag], { description: 'What no longer holds of it; empty while all does, and where you may not see what is served.' })
  flags: ServingFlag[];
}

@ObjectType({ description: 'A workflow of a chain. Each names what it `serves` itself, so that the chain can be put together without another question.', simpleResolvers: true })
export class ChainStation {
  @Field(() => Int, { description: 'How many edges lie between it and where the chain begins, at the least: 1 is next to it.' })
  distance: number;

  @Field(() => Workflow, { description: 'The workflow, with its Customer, Performer and promise.' })
  workflow: Relation<Workflow>;
}

export const ChainConnection = connectionOf('Chain', () => ChainStation, 'workflows of a chain', true);
Field(() => Boolean, { description: 'Whether it goes on, to workflows that you may see, beyond the `depth` that was asked for. Looked for only when it is asked for.' })(ChainConnection.prototype, 'isPartial');
