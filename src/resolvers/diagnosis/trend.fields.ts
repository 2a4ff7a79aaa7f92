import { Args, Ctx, Extensions, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { addDuration } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { invalid } from '../../domain/common/refusal.js';
import { readTrend } from '../../graph/diagnosis-trend.js';
import { DiagnosisTrend, DiagnosisTrendArguments } from '../../schema/diagnosis/trend.types.js';
import type { Lazy } from '../common/lazy.js';
import { untilMoment } from '../common/ranges.js';
import { scopeOf, thresholdsFor } from './scope.js';

/** As many moments as one trend has: two years of months, or a day of hours. */
const mostMoments = 24;

@Resolver()
export class DiagnosisTrendFields {
  @Extensions({ points: 50 }) // goes through all that was said
  @Query(() => DiagnosisTrend, { nullable: true, description: 'How many findings of a kind there were at moments that have passed. Null when there is nobody with this id.' })
  async diagnosisTrend(@Args() { kind, from, to, step, of, thresholds: set }: DiagnosisTrendArguments, @Ctx() context: Context): Promise<Lazy<DiagnosisTrend> | null> {
    const thresholds = await thresholdsFor(set, context);
    const first = (await untilMoment(from, 'from', context)) ?? context.now;
    const until = (await untilMoment(to, 'to', context)) ?? context.now;
    if (until < first) throw invalid('to', 'The last moment lies before the first.');
    const moments = momentsBetween(first, until, step, await context.zone);
    const scope = await scopeOf(of, context);
    if (scope === null) return null;
    const { agents } = scope;
    const { counts, isPartial } = await readTrend(context.reader, kind, { agents, thresholds, moments });
    return { kind, points: moments.map((at, index) => ({ at, count: counts[index] ?? 0 })), isPartial };
  }
}

function momentsBetween(first: Moment, until: Moment, step: string, zone: string): readonly Moment[] {
  const moments: Moment[] = [];
  for (let at = first; at <= until; at = addDuration(at, step, zone)) {
    if (moments.length === mostMoments) throw invalid('step', `That is more than ${String(mostMoments)} moments: take longer steps, or a shorter time.`);
    moments.push(at);
  }
  return moments;
}
