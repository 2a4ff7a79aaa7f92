import { Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { isMoment } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { compareTexts } from '../../domain/common/order.rules.js';
import { findingKinds } from '../../domain/diagnosis/diagnosis.types.js';
import type { FindingKind } from '../../domain/diagnosis/diagnosis.types.js';
import { rankOf, weighed } from '../../domain/diagnosis/order.rules.js';
import type { KindTally, Weighed } from '../../domain/diagnosis/order.rules.js';
import { countHidden, readFindings } from '../../graph/diagnosis.js';
import { Diagnosis, DiagnosisArguments, FindingConnection } from '../../schema/diagnosis/diagnosis.types.js';
import { PageArguments } from '../../schema/common/relay.js';
import { once } from '../common/lazy.js';
import type { Lazy } from '../common/lazy.js';
import { checkFirst, foreignCursor, pageOf, readCursor } from '../common/paging.js';
import { findingView } from './finding.view.js';
import { scopeOf, thresholdsFor } from './scope.js';

interface Judged {
  readonly findings: readonly Weighed[];
  readonly counts: readonly KindTally[];
}

interface DiagnosisView extends Lazy<Diagnosis> {
  /** What was asked, for its cursors. */
  readonly asked: unknown;
  readonly judgedAt: (now: Moment, context: Context) => Promise<Judged>;
}

const order = 'WEIGHT';

@Resolver(() => Diagnosis)
export class DiagnosisFields {
  @Extensions({ points: 10 }) // a statement for each kind, some of which go through much
  @Query(() => Diagnosis, { nullable: true, description: 'What keeps an organisation, a group or somebody from listening, promising, doing and assessing well, as far as the acts show it: each with what shows it, how much it weighs, and what would mend it. Null when there is nobody with this id.' })
  async diagnosis(@Args() { of, kinds, thresholds: set }: DiagnosisArguments, @Ctx() context: Context): Promise<DiagnosisView | null> {
    const thresholds = await thresholdsFor(set, context);
    const sought = findingKinds.filter((kind) => kinds?.includes(kind) ?? true);
    const scope = await scopeOf(of, context);
    if (scope === null) return null;
    const { agent, agents } = scope;
    const read = new Map<Moment, Promise<Judged>>();
    const judgedAt = (now: Moment, asking: Context): Promise<Judged> => {
      const known = read.get(now) ?? judge(sought, { agents, thresholds, now }, asking);
      read.set(now, known);
      return known;
    };
    return {
      at: context.now,
      agent,
      thresholds,
      counts: async (_: never, asking) => (await judgedAt(asking.now, asking)).counts,
      asked: { of: of ?? null, kinds: kinds ?? null, thresholds },
      judgedAt,
    };
  }

  @FieldResolver(() => FindingConnection, { description: 'All that was found, the heaviest first. Pages that follow one another are judged at the moment of the first.' })
  async findings(@Root() { asked, judgedAt }: DiagnosisView, @Args() page: PageArguments, @Ctx() context: Context) {
    const first = checkFirst(page.first);
    const after = readCursor(page.after, order, asked);
    if (after !== null && !isMoment(after.value)) throw foreignCursor();
    const now = after?.value ?? context.now;
    const { findings } = await judgedAt(now, context);
    const rows = findings.filter((one) => after === null || compareTexts(rankOf(one), after.id) > 0).slice(0, first + 1);
    const hidden = once(() => countHidden(context.reader));
    return { ...pageOf(rows, { first, after, total: findings.length, order, filter: asked, position: (one) => ({ value: now, id: rankOf(one) }), view: findingView }), hiddenCount: hidden };
  }
}

async function judge(kinds: readonly FindingKind[], asked: Parameters<typeof readFindings>[2], context: Context): Promise<Judged> {
  const found = await Promise.all(kinds.map(async (kind) => ({ kind, ...(await readFindings(context.reader, kind, asked)) })));
  const counts = found.map(({ kind, findings, isPartial }): KindTally => ({ kind, count: findings.length, weight: sumOf(weighed(findings)), isPartial }));
  return { findings: weighed(found.flatMap(({ findings }) => findings)), counts: counts.sort((one, other) => other.weight - one.weight) };
}

function sumOf(findings: readonly Weighed[]): number {
  return Math.round(findings.reduce((sum, { weight }) => sum + weight, 0) * 1_000) / 1_000;
}
