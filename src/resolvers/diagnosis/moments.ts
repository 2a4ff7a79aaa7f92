import type { Context } from '../../context.js';
import { addDuration } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { invalid } from '../../domain/common/refusal.js';
import { untilMoment } from '../common/ranges.js';

/** As many moments as one trend has: two years of months, or a day of hours. */
const mostMoments = 24;

/** The moments of a trend, in order. @throws Refusal INVALID_INPUT */
export async function momentsOf({ from, to, step }: { readonly from: string; readonly to?: string | null; readonly step: string }, context: Context): Promise<readonly Moment[]> {
  const first = (await untilMoment(from, 'from', context)) ?? context.now;
  const until = (await untilMoment(to, 'to', context)) ?? context.now;
  if (until < first) throw invalid('to', 'The last moment lies before the first.');
  const zone = await context.zone;
  const moments: Moment[] = [];
  for (let at = first; at <= until; at = addDuration(at, step, zone)) {
    if (moments.length === mostMoments) throw invalid('step', `That is more than ${String(mostMoments)} moments: take longer steps, or a shorter time.`);
    moments.push(at);
  }
  return moments;
}
