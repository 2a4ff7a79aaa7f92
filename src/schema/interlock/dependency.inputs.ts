import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { DependencyKind as DependencyKindValue } from '../../domain/interlock/interlock.types.js';
import { DependencyKind } from './interlock.enums.js';
import { When } from '../common/scalars.js';
import { ActInput, ActPayload } from '../workflow/act.inputs.js';

@InputType({ description: '"My promise needs that of you." The words go with it as a note.' })
export class DependOnPromiseInput extends ActInput {
  @Field(() => String, { nullable: true, description: 'The key of the condition that needs it; left out, each condition of the promise.' })
  condition?: string | null;

  @Field(() => ID, { description: 'The workflow that is needed.' })
  provider: string;

  @Field(() => String, { nullable: true, description: 'The key of the condition that is needed; left out, all its mandatory conditions.' })
  needs?: string | null;

  @Field(() => DependencyKind, { defaultValue: 'HARD', description: 'How much hangs on it.' })
  kind: DependencyKindValue;

  @Field(() => When, { description: 'By when it is needed.' })
  neededBy: string;
}

@ObjectType({ implements: ActPayload, description: 'What came of `dependOnPromise`.', simpleResolvers: true })
export class DependOnPromisePayload extends ActPayload {}

@InputType({ description: 'A dependency of the workflow.' })
export abstract class DependencyInput extends ActInput {
  @Field(() => ID, { description: 'The dependency.' })
  dependency: string;
}

@InputType({ description: '"My promise no longer needs that."' })
export class StopDependingOnPromiseInput extends DependencyInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `stopDependingOnPromise`.', simpleResolvers: true })
export class StopDependingOnPromisePayload extends ActPayload {}

@InputType({ description: '"I know that you count on it." Said in the workflow that is needed.' })
export class AcknowledgeDependencyInput extends DependencyInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `acknowledgeDependency`.', simpleResolvers: true })
export class AcknowledgeDependencyPayload extends ActPayload {}

@InputType({ description: '"Do not count on it", with the reason in words. Said in the workflow that is needed.' })
export class RefuseDependencyInput extends DependencyInput {}

@ObjectType({ implements: ActPayload, description: 'What came of `refuseDependency`.', simpleResolvers: true })
export class RefuseDependencyPayload extends ActPayload {}
