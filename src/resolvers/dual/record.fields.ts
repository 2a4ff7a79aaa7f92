import { Arg, Ctx, Extensions, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { durationOf, millisecondsOf, momentOf } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { invalid } from '../../domain/common/refusal.js';
import { abilityOf } from '../../domain/dual/ability.rules.js';
import type { AbilityAnswer } from '../../domain/dual/ability.rules.js';
import { conditionFigures, reviewFigures } from '../../domain/dual/customer-record.rules.js';
import type { ConditionFigures } from '../../domain/dual/customer-record.rules.js';
import { calibrationOf, keptShare, longestKept, outcomesByHorizon, outcomesOf } from '../../domain/dual/outcomes.rules.js';
import type { Calibration, Outcomes } from '../../domain/dual/outcomes.rules.js';
import { readCustomerRecord, readPerformerRecord } from '../../graph/customer-records.js';
import type { CustomerRecordFound, ReviewFound } from '../../graph/customer-records.js';
import { Agent } from '../../schema/agent/agent.types.js';
import { When } from '../../schema/common/scalars.js';
import { CustomerAbility, CustomerRecord } from '../../schema/dual/customer-record.types.js';
import type { ConditionRecord, ReviewOfCustomer } from '../../schema/dual/customer-record.types.js';
import { PerformerRecord } from '../../schema/dual/outcomes.types.js';
import type { PromiseOutcomes } from '../../schema/dual/outcomes.types.js';
import { loadAct } from '../act/act.view.js';
import type { AgentView } from '../agent/agent.view.js';
import { loadAgent } from '../agent/agent.view.js';
import type { Lazy } from '../common/lazy.js';
import { sinceMoment, untilMoment } from '../common/ranges.js';
import { loadWorkflow } from '../workflow/workflow.view.js';

const aYear = 365 * 24 * 60 * 60 * 1_000;
const longestHorizon = 36_525;
const mostReviews = 20;

interface CustomerRecordView extends Lazy<CustomerRecord> {
  readonly found: CustomerRecordFound;
}

const fromDescription = 'From this moment on; a bare date means the beginning of that day. Left out, a year before `to`.';
const toDescription = 'Up to this moment; a bare date means the end of that day. Left out, until now, or until the moment that the agent is shown as of.';

/** @throws Refusal INVALID_INPUT for a span that is none, or goes beyond what the agent is shown as of */
async function spanOf(agent: AgentView, from: string | null, to: string | null, context: Context): Promise<{ readonly from: Moment; readonly to: Moment }> {
  const until = (await untilMoment(to, 'to', context)) ?? agent.past ?? context.now;
  if (agent.past !== null && until > agent.past) throw invalid('to', `The agent is shown as of ${agent.past}: ask for what happened up to then, or for the agent as it stands.`);
  const since = (await sinceMoment(from, 'from', context)) ?? momentOf(millisecondsOf(until) - aYear);
  if (since > until) throw invalid('from', 'The span ends before it begins.');
  return { from: since, to: until };
}

function outcomesView(outcomes: Outcomes): Lazy<PromiseOutcomes> {
  return { ...outcomes, keptShare: keptShare(outcomes) };
}

/** In four digits: more would be noise, and what binary fractions leave over. */
const rounded = (figure: number): number => Math.round(figure * 10_000) / 10_000;

function calibrationView({ promises, brierScore, curve }: Calibration): Lazy<PerformerRecord['calibration']> {
  return {
    promises, brierScore: brierScore === null ? null : rounded(brierScore),
    curve: curve.map((band) => ({ ...band, meanConfidence: rounded(band.meanConfidence), keptShare: rounded(band.keptShare) })),
  };
}

function conditionView({ medianAnswerSeconds, nineInTenAnswerSeconds, ...figures }: ConditionFigures): Lazy<ConditionRecord> {
  const answer = (seconds: number | null): string | null => (seconds === null ? null : durationOf(seconds));
  return { ...figures, medianAnswer: answer(medianAnswerSeconds), nineInTenAnswers: answer(nineInTenAnswerSeconds) };
}

function reviewView({ workflow, performer, act, ...review }: ReviewFound): Lazy<ReviewOfCustomer> {
  return {
    cycle: review.cycle, clarity: review.clarity, helpfulness: review.helpfulness, at: review.at,
    workflow: (_: never, context) => loadWorkflow(workflow, null, context),
    performer: (_: never, context) => loadAgent(performer, null, context),
    act: (_: never, context) => loadAct(act, context),
  };
}

@Resolver(() => Agent)
export class RecordFields {
  @Extensions({ pagesWorth: 5 }) // reads all that there is in a span, of each agent by itself
  @FieldResolver(() => CustomerRecord, { description: 'How good a Customer they have been.' })
  async customership(
    @Root() agent: AgentView,
    @Arg('from', () => When, { nullable: true, description: fromDescription }) from: string | null,
    @Arg('to', () => When, { nullable: true, description: toDescription }) to: string | null,
    @Ctx() context: Context,
  ): Promise<CustomerRecordView> {
    const span = await spanOf(agent, from, to, context);
    const read = await readCustomerRecord(context.reader, { id: agent.local, active: agent.active, capacity: agent.capacity }, span.from, span.to, context.now);
    const found = agent.past === null ? read : { ...read, load: null };
    return {
      ...span, found,
      conditions: () => conditionFigures(found.duties).map(conditionView),
      promisesReceived: () => outcomesView(outcomesOf(found.promises)),
      reviews: () => ({ ...reviewFigures(found.reviews), latest: found.reviews.slice(0, mostReviews).map(reviewView) }),
      load: found.load,
      isPartial: found.isPartial,
    };
  }

  @Extensions({ pagesWorth: 5 }) // as above
  @FieldResolver(() => PerformerRecord, { description: 'How they have kept their promises.' })
  async performership(
    @Root() agent: AgentView,
    @Arg('from', () => When, { nullable: true, description: fromDescription }) from: string | null,
    @Arg('to', () => When, { nullable: true, description: toDescription }) to: string | null,
    @Ctx() context: Context,
  ): Promise<Lazy<PerformerRecord>> {
    const span = await spanOf(agent, from, to, context);
    const { promises, isPartial } = await readPerformerRecord(context.reader, agent.local, span.from, span.to);
    const byHorizon = outcomesByHorizon(promises);
    return {
      ...span, isPartial,
      outcomes: outcomesView(outcomesOf(promises)),
      byHorizon: byHorizon.map(({ band, outcomes, readiness }) => ({ horizon: band, outcomes: outcomesView(outcomes), readiness })),
      readyFor: byHorizon.flatMap(({ band, readiness }) => (readiness === 'READY' ? [band] : [])),
      longestKeptDays: longestKept(promises),
      calibration: () => calibrationView(calibrationOf(promises)),
    };
  }
}

@Resolver(() => CustomerRecord)
export class CustomerRecordFields {
  @FieldResolver(() => CustomerAbility, { description: 'Are they able to be a good Customer of one more workflow?' })
  ableToBeGoodCustomer(@Root() { found }: CustomerRecordView, @Arg('horizonDays', () => Int, { description: 'The horizon of that workflow, in days.' }) horizonDays: number): AbilityAnswer {
    if (horizonDays < 1 || horizonDays > longestHorizon) throw invalid('horizonDays', `Give a horizon from 1 to ${String(longestHorizon)} days.`);
    return abilityOf(found, horizonDays);
  }
}
