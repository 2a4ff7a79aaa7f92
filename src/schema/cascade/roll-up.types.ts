import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { Basis } from '../../domain/cascade/roll-up.rules.js';
import type { Weighing as Weighed } from '../../domain/cascade/weights.rules.js';
import { FigureBasis, Weighing } from './cascade.enums.js';
import type { Relation } from '../common/relay.js';
import { DateTime, Decimal } from '../common/scalars.js';
import { weight } from '../common/weights.js';
import { StatusFacet } from '../interlock/impact.types.js';
import { Workflow } from '../workflow/workflow.types.js';

@ObjectType({ description: 'Progress or confidence, with where it comes from.', simpleResolvers: true })
export class RolledFigure {
  @Field(() => Float, { nullable: true, description: 'From 0 to 1; null while nothing is known.' })
  value: number | null;

  @Field(() => FigureBasis, { description: 'Where it comes from.' })
  basis: Basis;

  @Field(() => Int, { description: 'Of how many inputs something is known.' })
  known: number;

  @Field(() => Int, { description: 'How many inputs there are.' })
  of: number;

  @Field(() => String, { description: 'How it came about, in words.' })
  formula: string;
}

@ObjectType({ description: 'The day by which somebody expects to be done, the latest of all that it rests on.', simpleResolvers: true })
export class RolledForecast {
  @Field(() => DateTime, { description: 'When.' })
  at: string;

  @Field(() => Workflow, { description: 'The workflow whose Performer said so.' })
  from: Relation<Workflow>;
}

@ObjectType({ description: 'What one workflow brings to a condition that it serves: an input of its figures.', simpleResolvers: true })
export class RolledPart {
  @Field(() => Workflow, { nullable: true, description: 'The workflow that serves; null when you may not see it: then it counts as one that has shown nothing.' })
  child: Relation<Workflow> | null;

  @Field(() => Decimal, { nullable: true, description: 'How much of the condition rests on it, as it was given; null where nobody has said.' })
  contribution: string | null;

  @Field(() => Decimal, { description: 'The same, as it counts: `weighing` says how it was made complete.' })
  weight: string;

  @Field(() => Float, { nullable: true, description: 'Its progress, 0 to 1.' })
  progress: number | null;

  @Field(() => Float, { nullable: true, description: 'Its confidence, 0 to 1.' })
  confidence: number | null;

  @Field(() => Boolean, { description: 'Whether its Customer has accepted it.' })
  kept: boolean;
}

@ObjectType({ description: 'How far a condition is, by its own measure or by what serves it.', simpleResolvers: true })
export class RolledCondition {
  @Field(() => String, { description: 'Its key.' })
  key: string;

  @Field(() => String, { description: 'Its statement.' })
  statement: string;

  @Field(() => Boolean, { description: 'Whether the promise rests on it.' })
  mandatory: boolean;

  @Field(() => Boolean, { description: 'Whether the Customer let it go: then it counts in nothing any more.' })
  waived: boolean;

  @Field(() => RolledFigure, { description: 'Its own measure where it has one, else Σ contribution × the progress of what serves it.' })
  progress: RolledFigure;

  @Field(() => RolledFigure, { description: 'As the Performer said, else Σ contribution × the confidence of what serves it.' })
  confidence: RolledFigure;

  @Field(() => Float, { description: 'How much of it rests on results that were accepted, 0 to 1.' })
  kept: number;

  @Field(() => RolledForecast, { nullable: true, description: 'The latest of what serves it and of its own promise; null while nobody has said.' })
  forecast: RolledForecast | null;

  @Field(() => Weighing, { description: 'How the contributions were made complete.' })
  weighing: Weighed['how'];

  @Field(() => Decimal, { description: 'How much of it rests on none of what serves it; "1" where nothing does.' })
  rest: string;

  @Extensions({ assumedLength: 3 })
  @Field(() => [RolledPart], { description: 'What serves it: the inputs, 100 at most.' })
  parts: RolledPart[];

  @Field(() => Int, { description: 'How many serve it.' })
  partsCount: number;
}

@ObjectType({ description: 'What was promised so that a workflow can be kept, down to every leaf. Each promise counts once, however many ways lead down to it.', simpleResolvers: true })
export class CascadeTotals {
  @Field(() => Int, { description: 'How many workflows serve it, by itself or by way of others, as far as you see them.' })
  workflows: number;

  @Field(() => Int, { description: 'How many more there are that only their parties may see. They count in no figure.' })
  hiddenCount: number;

  @Field(() => Int, { description: 'In how many of them something was promised in the present cycle.' })
  promises: number;

  @Extensions({ assumedLength: 4 })
  @Field(() => [StatusFacet], { description: 'The same by what has become of the promise.' })
  statuses: StatusFacet[];

  @Field(() => Int, { description: 'How many were kept: accepted by their Customers, and nothing else.' })
  kept: number;

  @Field(() => Float, { description: 'How many promises that is worth here, by the shares that they give to what they serve: over all that they serve, never more than there are.' })
  attributed: number;

  @Field(() => Float, { description: 'How many of these were kept.' })
  attributedKept: number;

  @Field(() => Int, { description: 'Of how many promises some progress is known.' })
  known: number;

  @Field(() => Float, { nullable: true, description: 'Their progress on the mean, by what each is worth here; null while none is known.' })
  progress: number | null;
}

@ObjectType({ description: 'How far a promise is, from the leaves of the cascade up. What nobody has shown counts as nothing done; where nobody at all has shown anything, a figure is unknown.', simpleResolvers: true })
export class RollUp {
  @Field(() => RolledFigure, { description: 'The mean of its mandatory conditions; all or nothing once the promise has ended.' })
  progress: RolledFigure;

  @Field(() => RolledFigure, { description: 'As the Performer said, else the mean of its mandatory conditions.' })
  confidence: RolledFigure;

  @Field(() => RolledForecast, { nullable: true, description: 'When it is expected to be done: the latest of its own forecast and those of what serves it. Null while nobody has said, and once the promise has ended.' })
  forecast: RolledForecast | null;

  @Field(() => String, { description: 'How the forecast comes about, in words.' })
  forecastFormula: string;

  @Field(() => Boolean, { description: 'Whether its Customer has accepted it: nothing else counts as kept.' })
  kept: boolean;

  @Extensions({ assumedLength: 4, ...weight('conditions') })
  @Field(() => [RolledCondition], { description: 'Its conditions: the inputs. Empty while nothing is promised in this cycle.' })
  conditions: RolledCondition[];

  @Field(() => CascadeTotals, { description: 'Totals of all that serves it, down to every leaf.' })
  below: CascadeTotals;
}
