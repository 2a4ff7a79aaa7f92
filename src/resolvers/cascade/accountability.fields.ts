import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { accountabilityOf, recordOf } from '../../domain/cascade/accountability.rules.js';
import type { AgentStanding as Standing, Band } from '../../domain/cascade/accountability.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { compareTexts } from '../../domain/common/order.rules.js';
import { promisesIn } from '../../domain/interlock/structure.rules.js';
import type { PromiseOfGraph } from '../../domain/interlock/structure.rules.js';
import { isEnded } from '../../domain/workflow/cycle.rules.js';
import { Accountability, AgentStandingConnection } from '../../schema/cascade/accountability.types.js';
import type { AccountableHorizon, AgentStanding } from '../../schema/cascade/accountability.types.js';
import { PageArguments } from '../../schema/common/relay.js';
import { When } from '../../schema/common/scalars.js';
import { loadAgent } from '../agent/agent.view.js';
import { localOr } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { checkFirst, comparePositions, pageOf, readCursor } from '../common/paging.js';
import type { Position } from '../common/paging.js';
import { interlockAsOf, turnToWalk } from '../interlock/places.js';

/** As many pairs as one horizon lists; the counts are of all. */
const mostPairs = 100;

interface AccountabilityView {
  readonly horizons: readonly Lazy<AccountableHorizon>[];
  readonly hiddenCount: number;
  /** Those who answer for most first. */
  readonly standings: readonly Standing[];
  /** The moment that all of it is of; null for now. */
  readonly at: Moment | null;
  /** What was asked, from which a cursor of another question is told. */
  readonly asked: unknown;
}

function horizonView({ band, promises, customers, performers, pairs }: Band, asOf: Moment | null): Lazy<AccountableHorizon> {
  const most = [...pairs].sort((one, other) => other.promises - one.promises || compareTexts(one.customer, other.customer) || compareTexts(one.performer, other.performer)).slice(0, mostPairs);
  return {
    horizon: band, promises, customers, performers, pairsCount: pairs.length,
    pairs: most.map((pair) => ({
      customer: (_: never, context: Context) => loadAgent(pair.customer, asOf, context),
      performer: (_: never, context: Context) => loadAgent(pair.performer, asOf, context),
      promises: pair.promises,
    })),
  };
}

function standingView({ agent, span, customers, made, received, depth, below, longestPromised, turns }: Standing, asOf: Moment | null): Lazy<AgentStanding> {
  return {
    agent: (_: never, context) => loadAgent(agent, asOf, context),
    span, customers, made, received, depth, below, longestPromisedDays: longestPromised,
    longestKeptDays: async (_: never, context) => recordOf(await context.loaders.recordsOfAgent.load({ id: agent, asOf })).longestKept,
    record: async (_: never, context) => recordOf(await context.loaders.recordsOfAgent.load({ id: agent, asOf })).record.map(({ band, ...record }) => ({ horizon: band, ...record })),
    turns: [...turns],
  };
}

/** As the standings are ordered, in texts that compare as they do: by depth, then the longest horizon first. */
function positionOf({ agent, depth, longestPromised }: Standing): Position {
  const number = (value: number): string => String(value).padStart(9, '0');
  return { value: `${number(depth ?? 999_999_999)} ${number(999_999_999 - (longestPromised ?? 0))}`, id: agent };
}

@Resolver(() => Accountability)
export class AccountabilityFields {
  @Extensions({ points: 10, pastPoints: 40 }) // goes through all that there is; of the past, puts it together first
  @Query(() => Accountability, { description: 'Who answers to whom, for what and how far ahead, as it emerges from the promises of the organisation alone.' })
  async accountability(
    @Arg('asOf', () => When, { nullable: true, description: 'As it stood at this moment: a date is the end of that day. Left out, as it stands.' }) asOf: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<AccountabilityView> {
    const { graph, sees, at } = await interlockAsOf(asOf, context);
    await turnToWalk(context);
    const promises = promisesIn(graph);
    const isShown = (promise: PromiseOfGraph): boolean => sees(promise.node);
    const shown = new Set(promises.filter(isShown).map(({ workflow }) => workflow));
    const { bands, agents } = accountabilityOf(promises, ({ workflow }) => shown.has(workflow));
    return {
      horizons: bands.map((band) => horizonView(band, at)), standings: agents, at, asked: { asOf: asOf ?? null },
      hiddenCount: promises.filter((promise) => !isEnded(promise.status) && !isShown(promise)).length,
    };
  }

  @FieldResolver(() => AgentStandingConnection, { description: 'Everybody who is party to a promise of the present cycle of a workflow: those who answer for most first, by their depth, then by the longest horizon that they promise on.' })
  agents(
    @Root() { standings, at, asked }: AccountabilityView,
    @Arg('of', () => [ID], { nullable: true, description: 'These agents alone, as far as they are party to any; left out, everybody.' }) of: readonly string[] | null | undefined,
    @Args() page: PageArguments,
  ) {
    const first = checkFirst(page.first);
    const some = of == null ? null : new Set(of.map((id) => localOr('Agent', id)));
    const filter = some === null ? asked : [asked, ...[...some].sort()];
    const after = readCursor(page.after, 'DEPTH', filter);
    const among = some === null ? standings : standings.filter(({ agent }) => some.has(agent));
    const rows = among.filter((one) => after === null || comparePositions(positionOf(one), after) > 0).slice(0, first + 1);
    return pageOf(rows, { first, after, total: among.length, order: 'DEPTH', filter, position: positionOf, view: (one) => standingView(one, at) });
  }
}
