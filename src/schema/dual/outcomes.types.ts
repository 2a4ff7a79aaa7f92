import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { Readiness as ReadinessValue } from '../../domain/dual/outcomes.rules.js';
import type { HorizonBand as HorizonBandValue } from '../../domain/interlock/facets.rules.js';
import { HorizonReadiness } from './dual.enums.js';
import { HorizonBand } from '../interlock/interlock.enums.js';
import { DateTime } from '../common/scalars.js';

@ObjectType({ description: 'How promises ended.', simpleResolvers: true })
export class PromiseOutcomes {
  @Field(() => Int, { description: 'Accepted, and delivered in time.' })
  kept: number;

  @Field(() => Int, { description: 'Accepted, and delivered after their day.' })
  keptLate: number;

  @Field(() => Int, { description: 'Superseded by another promise, and the renegotiation began in time.' })
  renegotiatedEarly: number;

  @Field(() => Int, { description: 'Superseded by another promise, and the renegotiation began at the last minute: with less than a tenth of the time left.' })
  renegotiatedLate: number;

  @Field(() => Int, { description: 'Revoked, or assessed as broken.' })
  broken: number;

  @Field(() => Int, { description: 'Released by their Customers.' })
  released: number;

  @Field(() => Float, { nullable: true, description: 'Kept in time, of those that were kept or broken; null where none were.' })
  keptShare: number | null;
}

@ObjectType({ description: 'What became of promises on one horizon, and whether their Performer has shown to be ready for it.', simpleResolvers: true })
export class HorizonOutcomes {
  @Field(() => HorizonBand, { description: 'The horizon.' })
  horizon: HorizonBandValue;

  @Field(() => PromiseOutcomes, { description: 'How they ended.' })
  outcomes: PromiseOutcomes;

  @Field(() => HorizonReadiness, { description: 'Whether they are ready for it: three promises or more that were kept or broken, and four in five of them kept in time.' })
  readiness: ReadinessValue;
}

@ObjectType({ description: 'Promises of which their Performer was about as confident: how many of them were kept.', simpleResolvers: true })
export class CalibrationBand {
  @Field(() => Float, { description: 'From this confidence on.' })
  from: number;

  @Field(() => Float, { description: 'Below this confidence; the last band holds 1, too.' })
  to: number;

  @Field(() => Int, { description: 'How many promises.' })
  promises: number;

  @Field(() => Float, { description: 'How confident their Performer was, on average.' })
  meanConfidence: number;

  @Field(() => Float, { description: 'How many of them were kept, 0 to 1. Well calibrated, it is about the confidence.' })
  keptShare: number;
}

@ObjectType({ description: 'How well the confidence that was stated matched what happened. The last that was said before the end counts. Kept late is kept; what was released or renegotiated proves nothing.', simpleResolvers: true })
export class Calibration {
  @Field(() => Int, { description: 'How many promises it is of: kept or broken, with a confidence that was ever said.' })
  promises: number;

  @Field(() => Float, { nullable: true, description: 'The Brier score: the mean of (confidence − outcome)², where kept is 1 and broken 0. 0 is perfect, and 0.25 what saying 0.5 of everything gets.' })
  brierScore: number | null;

  @Extensions({ assumedLength: 10 })
  @Field(() => [CalibrationBand], { description: 'The calibration curve, in tenths of confidence; those without promises are left out.' })
  curve: CalibrationBand[];
}

@ObjectType({ description: 'What somebody did as a Performer within a span of time, as far as you may see it.', simpleResolvers: true })
export class PerformerRecord {
  @Field(() => DateTime, { description: 'From this moment on.' })
  from: string;

  @Field(() => DateTime, { description: 'Up to this moment.' })
  to: string;

  @Field(() => PromiseOutcomes, { description: 'How their promises ended.' })
  outcomes: PromiseOutcomes;

  @Extensions({ assumedLength: 6 }) // there are six
  @Field(() => [HorizonOutcomes], { description: 'The same by horizon, the longest first; those without promises are left out.' })
  byHorizon: HorizonOutcomes[];

  @Field(() => [HorizonBand], { description: 'The horizons they are ready for, the longest first.' })
  readyFor: HorizonBandValue[];

  @Field(() => Int, { nullable: true, description: 'The longest horizon on which they kept a promise, in days.' })
  longestKeptDays: number | null;

  @Field(() => Calibration, { description: 'How well the confidence that they stated matched what happened.' })
  calibration: Calibration;

  @Field(() => Boolean, { description: 'Whether there was more than figures are made of: then they are of the latest 25,000.' })
  isPartial: boolean;
}
