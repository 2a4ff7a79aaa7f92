import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import type { TrendKind as TrendKindValue } from '../../domain/diagnosis/trend.rules.js';
import { TrendKind } from './diagnosis.enums.js';
import { DateTime } from '../common/scalars.js';
import { TrendMoments } from './moments.inputs.js';
import { DiagnosisThresholdsInput } from './threshold.types.js';
import type { ChosenThresholds } from './threshold.types.js';

@ArgsType()
export class DiagnosisTrendArguments extends TrendMoments {
  @Field(() => TrendKind, { description: 'Of which kind of findings.' })
  kind: TrendKindValue;

  @Field(() => ID, { nullable: true, description: 'Of what this agent is party to now, and where it is a group its members too; of the organisation by its id, or left out.' })
  of?: string | null;

  @Field(() => DiagnosisThresholdsInput, { nullable: true, description: 'Other thresholds than the usual ones.' })
  thresholds?: ChosenThresholds | null;
}

@ObjectType({ description: 'How many findings there were at a moment.', simpleResolvers: true })
export class DiagnosisTrendPoint {
  @Field(() => DateTime, { description: 'The moment.' })
  at: string;

  @Field(() => Int, { description: 'How many, as far as was recorded by then.' })
  count: number;
}

@ObjectType({ description: 'How a kind of findings became more or fewer, from the acts and not from anything that was counted then. The past is shown to whoever may see the workflows now.', simpleResolvers: true })
export class DiagnosisTrend {
  @Field(() => TrendKind, { description: 'The kind.' })
  kind: TrendKindValue;

  @Field(() => [DiagnosisTrendPoint], { description: 'The moments, the earliest first.' })
  points: DiagnosisTrendPoint[];

  @Field(() => Boolean, { description: 'Whether workflows were left out, those that ended first, since there were more than are gone through for one trend.' })
  isPartial: boolean;
}
