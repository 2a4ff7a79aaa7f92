import { Args, Ctx, Extensions, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { readTrend } from '../../graph/diagnosis-trend.js';
import { DiagnosisTrend, DiagnosisTrendArguments } from '../../schema/diagnosis/trend.types.js';
import type { Lazy } from '../common/lazy.js';
import { momentsOf } from './moments.js';
import { scopeOf, thresholdsFor } from './scope.js';

@Resolver()
export class DiagnosisTrendFields {
  @Extensions({ points: 50 }) // goes through all that was said
  @Query(() => DiagnosisTrend, { nullable: true, description: 'How many findings of a kind there were at moments that have passed. Null when there is nobody with this id.' })
  async diagnosisTrend(@Args() { kind, from, to, step, of, thresholds: set }: DiagnosisTrendArguments, @Ctx() context: Context): Promise<Lazy<DiagnosisTrend> | null> {
    const thresholds = await thresholdsFor(set, context);
    const moments = await momentsOf({ from, to, step }, context);
    const scope = await scopeOf(of, context);
    if (scope === null) return null;
    const { agents } = scope;
    const { counts, isPartial } = await readTrend(context.reader, kind, { agents, thresholds, moments });
    return { kind, points: moments.map((at, index) => ({ at, count: counts[index] ?? 0 })), isPartial };
  }
}
