import type { PromisedCondition } from '../../src/domain/workflow/workflow.types.js';
import type { Planned } from './planned-workflows.js';

/** A fraction of whole numbers: slow, plain and exact. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const fraction = (over: number, under = 1): Fraction => ({ over: BigInt(over), under: BigInt(under) });
const plus = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.under + b.over * a.under, under: a.under * b.under });
const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });
const over = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.under, under: a.under * b.over });
const sum = (all: readonly Fraction[]): Fraction => all.reduce(plus, fraction(0));
const millionths = (number: number): Fraction => fraction(Math.round(number * 1_000_000), 1_000_000);
/** To the millionth, ties upwards. */
const rounded = ({ over: top, under }: Fraction): number => Number((top * 2_000_000n + under) / (2n * under)) / 1_000_000;

export interface Naive {
  readonly progress: number | null;
  readonly confidence: number | null;
  readonly forecast: string | null;
  readonly kept: boolean;
  readonly conditions: readonly { readonly progress: number | null; readonly confidence: number | null; readonly kept: number; readonly forecast: string | null }[];
}

interface Brought {
  readonly contribution: string | null;
  readonly child: Naive;
}

/** What each contribution counts for: as given, the rest in equal parts, or scaled down to the whole. */
function weights(brought: readonly Brought[]): readonly Fraction[] {
  const given = brought.map(({ contribution }) => (contribution === null ? null : fraction(Math.round(Number(contribution) * 100), 100)));
  const total = given.reduce<number>((all, one) => all + (one === null ? 0 : Number(one.over)), 0);
  if (total > 100) return given.map((one) => (one === null ? fraction(0) : over(one, fraction(total, 100))));
  const silent = given.filter((one) => one === null).length;
  return given.map((one) => one ?? fraction(100 - total, 100 * silent));
}

function ofWhatServes(brought: readonly Brought[], valueOf: (child: Naive) => number | null, silentAreAsOthers: boolean): number | null {
  const weighed = weights(brought).map((weight, index) => ({ weight, value: valueOf(brought[index]?.child ?? nothing) }));
  const heard = weighed.filter(({ value }) => value !== null);
  if (heard.length === 0) return null;
  const found = sum(heard.map(({ weight, value }) => times(weight, millionths(value ?? 0))));
  if (!silentAreAsOthers || heard.length === weighed.length) return rounded(found);
  const [all, known] = [sum(weighed.map(({ weight }) => weight)), sum(heard.map(({ weight }) => weight))];
  return known.over === 0n ? null : rounded(times(found, over(all, known)));
}

const nothing: Naive = { progress: null, confidence: null, forecast: null, kept: false, conditions: [] };

function mean(values: readonly (number | null)[], silentAreAsOthers: boolean): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return rounded(over(sum(known.map(millionths)), fraction(silentAreAsOthers ? known.length : values.length)));
}

function latest(all: readonly (string | null)[]): string | null {
  return all.filter((one) => one !== null).sort().at(-1) ?? null;
}

/** A workflow rolled up by walking down to every leaf, again for each. */
export function naivelyRolled(id: string, all: readonly Planned[]): Naive {
  const promise = all.find((one) => one.id === id)?.promise ?? null;
  if (promise === null) return nothing;
  const ended = ['REDEEMED', 'BROKEN', 'RELEASED'].includes(promise.status);
  const end = ended ? (promise.status === 'REDEEMED' ? 1 : 0) : null;
  const conditions = promise.conditions.map((condition) => {
    const brought = all.flatMap((one) => (one.cascade?.serves ?? []).filter(({ parent }) => parent === id).flatMap(({ contributions }) =>
      contributions.filter((each) => each.condition === condition.key).map(({ contribution }) => ({ contribution, child: naivelyRolled(one.id, all) }))));
    return {
      progress: ownProgress(condition, () => ofWhatServes(brought, (child) => child.progress, false)),
      confidence: end ?? promise.confidence ?? ofWhatServes(brought, (child) => child.confidence, true),
      kept: condition.outcome === 'MET' ? 1 : (ofWhatServes(brought, (child) => (child.kept ? 1 : 0), false) ?? 0),
      forecast: ended ? null : latest([promise.forecast, ...brought.map(({ child }) => child.forecast)]),
    };
  });
  const asked = conditions.filter((_, index) => promise.conditions[index]?.mandatory === true && promise.conditions[index].outcome !== 'WAIVED');
  return {
    progress: end ?? mean(asked.map(({ progress }) => progress), false),
    confidence: end ?? promise.confidence ?? mean(asked.map(({ confidence }) => confidence), true),
    forecast: ended ? null : latest([promise.forecast, ...asked.map(({ forecast }) => forecast)]),
    kept: promise.status === 'REDEEMED',
    conditions,
  };
}

function ownProgress({ measure, current, outcome }: PromisedCondition, otherwise: () => number | null): number | null {
  if (measure !== null) return current === null ? null : rounded(fraction(Number(current), Number(measure.target)));
  return outcome === 'MET' ? 1 : otherwise();
}
