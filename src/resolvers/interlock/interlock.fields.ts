import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Extensions, Info, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { dueMoment } from '../../domain/common/moment.rules.js';
import { invalid } from '../../domain/common/refusal.js';
import { criticalPath } from '../../domain/interlock/critical-path.rules.js';
import { interlockGroups } from '../../domain/interlock/groups.rules.js';
import type { Place } from '../../domain/interlock/interlock.types.js';
import { pathBetween } from '../../domain/interlock/path-between.rules.js';
import { whatIf } from '../../domain/interlock/what-if.rules.js';
import type { Ring } from '../../domain/interlock/rings.rules.js';
import type { Change, Squeezed, WhatIfRow } from '../../domain/interlock/what-if.types.js';
import type { SeenInterlock } from '../../graph/interlock.js';
import { ImpactDirection } from '../../schema/interlock/interlock.enums.js';
import { PlaceInput } from '../../schema/interlock/impact.types.js';
import { PageArguments } from '../../schema/common/relay.js';
import { CriticalPath, InterlockGroupConnection, PathBetween, SuppositionInput, WhatIf } from '../../schema/interlock/plan.types.js';
import type { DependencyRing, InterlockGroup, SqueezedNeed, SupposedDelay } from '../../schema/interlock/plan.types.js';
import { loadAgent } from '../agent/agent.view.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { asksFor, checkFirst, comparePositions, pageOf, readCursor } from '../common/paging.js';
import type { Position } from '../common/paging.js';
import { loadWorkflow, walkedWorkflow } from '../workflow/workflow.view.js';
import { pathView } from './impact.view.js';
import { interlockOf, placesOf, turnToWalk } from './places.js';

/** As many rows as one list of an answer has; the counts beside it are of all. */
const most = 100;

/** One place, of what stands for one promise; null when it is not there, or may not be seen. */
async function placeOf(words: PlaceInput, interlock: SeenInterlock, context: Context, field: string): Promise<Place | null> {
  const starting = await placesOf([words], interlock, context, field);
  if (starting === null) return null;
  const { places } = starting;
  const [place] = places;
  if (place === undefined || places.length > 1) throw invalid([field, 'id'], 'Name one promise here: a workflow, or a promise.');
  return place;
}

function days(count: number): number | null {
  return count === Number.POSITIVE_INFINITY ? null : count;
}

function supposedDelay({ workflow, before, after, isChanged }: WhatIfRow): Lazy<SupposedDelay> {
  return { workflow: walkedWorkflow(workflow), daysLateBefore: days(before), daysLateAfter: days(after), supposed: isChanged };
}

function squeezedNeed({ dependency: { id, dependent, provider, condition, needs, neededBy }, days: by }: Squeezed): Lazy<SqueezedNeed> {
  return { dependency: idOf('Dependency', id), dependent: walkedWorkflow(dependent), condition, provider: walkedWorkflow(provider), needs, neededBy, days: by };
}

function ringView(ring: Ring): Lazy<DependencyRing> {
  return { ring: ring.map(({ workflow, condition, dependency, needs }) => ({ workflow: walkedWorkflow(workflow), condition, dependency: dependency === null ? null : idOf('Dependency', dependency), needs })) };
}

/** What is supposed, as it reads; null when something is not there, or may not be seen. @throws Refusal unless each says just one thing */
async function changesOf(words: readonly SuppositionInput[], interlock: SeenInterlock, context: Context): Promise<readonly Change[] | null> {
  const starting = await placesOf(words.map(({ id, condition = null }) => ({ id, condition })), interlock, context, 'suppose');
  if (starting === null) return null;
  const { places } = starting;
  if (places.length !== words.length) throw invalid('suppose', 'Suppose something of workflows or promises, not of all that an agent or a concern stands for.');
  return places.map(({ workflow, condition = null }, index): Change => {
    const { due, daysLate, revoked } = words[index] as SuppositionInput;
    if ([due, daysLate, revoked === true ? true : null].filter((one) => one != null).length !== 1) throw invalid(['suppose', index], 'Suppose one of another due, days late, or that it is revoked.');
    if (due != null) return { workflow, condition, due: dueMoment(due, interlock.graph.calendar.zone, ['suppose', index, 'due']) };
    return daysLate == null ? { workflow, condition, revoked: true } : { workflow, condition, days: daysLate };
  });
}

/** An interlock group, and those of its workflows that may be seen: one at least. */
interface SeenGroup {
  readonly size: number;
  readonly seen: readonly string[];
}

/** The largest first, in texts that compare as they do. */
function positionOf({ size, seen }: SeenGroup): Position {
  return { value: String(999_999_999 - size).padStart(9, '0'), id: seen[0] ?? '' };
}

@Resolver()
export class InterlockFields {
  @Extensions({ points: 5 })
  @Query(() => PathBetween, { nullable: true, description: 'One of the shortest ways between two promises along dependencies; null when there is none, or when you may not see one of them.' })
  async path(
    @Arg('from', () => PlaceInput, { description: 'The one: a workflow or promise, or a condition of it.' }) from: PlaceInput,
    @Arg('to', () => PlaceInput, { description: 'The other.' }) to: PlaceInput,
    @Arg('direction', () => ImpactDirection, { nullable: true, description: 'DEPENDENTS: who hangs on the first, to the second. PROVIDERS: what the first hangs on. Left out, whichever is shorter.' }) direction: 'DEPENDENTS' | 'PROVIDERS' | null | undefined,
    @Ctx() context: Context,
  ): Promise<Lazy<PathBetween> | null> {
    const interlock = await interlockOf(context);
    const [start, end] = await Promise.all([placeOf(from, interlock, context, 'from'), placeOf(to, interlock, context, 'to')]);
    if (start === null || end === null) return null;
    const { found } = pathBetween(interlock.graph, { from: start, to: end, direction: direction ?? 'EITHER', isShown: interlock.sees, budget: await turnToWalk(context) });
    return found === null ? null : { direction: found.direction, path: pathView(found.path) };
  }

  @Extensions({ points: 5 })
  @Query(() => CriticalPath, { nullable: true, description: 'The hard chain of least total slack under a promise: what may slip the least before it does. Null when there is no such promise, or you may not see it.' })
  async criticalPath(
    @Arg('under', () => PlaceInput, { description: 'The promise, or one of its conditions.' }) under: PlaceInput,
    @Ctx() context: Context,
  ): Promise<Lazy<CriticalPath> | null> {
    const interlock = await interlockOf(context);
    const place = await placeOf(under, interlock, context, 'under');
    if (place === null) return null;
    const found = criticalPath(interlock.graph, { under: place, isShown: interlock.sees, budget: await turnToWalk(context) });
    return {
      start: walkedWorkflow(found.start),
      steps: found.steps.map(({ workflow, hidden, dependency, slack, totalSlack }) => ({
        workflow: walkedWorkflow(workflow),
        hiddenHops: hidden, dependency: dependency === null ? null : idOf('Dependency', dependency.id), slackDays: slack, totalSlackDays: totalSlack,
      })),
      totalSlackDays: found.totalSlack,
      ring: found.isRing,
    };
  }

  @Extensions({ points: 20 }) // walks, and asks what is late anyhow
  @Query(() => WhatIf, { nullable: true, description: 'Were these due on other days, late, or revoked: which promises would fall late, by how much, and who would have to go back to Q2 with whom. Nothing is written. Null when one of these is not there, or you may not see it.' })
  async whatIf(
    @Arg('suppose', () => [SuppositionInput], { description: 'What is supposed, all of it at once.' }) suppose: SuppositionInput[],
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Lazy<WhatIf> | null> {
    const interlock = await interlockOf(context);
    const changes = await changesOf(suppose, interlock, context);
    if (changes === null) return null;
    const found = whatIf(interlock.graph, { changes, isShown: interlock.sees, most, budget: await turnToWalk(context) });
    // Found at once, before the graph can change.
    const rings = asksFor(info, 'rings') ? found.rings().filter((ring) => ring.every(({ workflow }) => interlock.sees(interlock.graph.node(workflow)))) : [];
    return {
      late: found.late.map(supposedDelay),
      lateCount: found.lateCount,
      relieved: found.relieved.map(supposedDelay),
      relievedCount: found.relievedCount,
      atRisk: (_: never, asking: Context) => Promise.all(found.atRisk.map((workflow) => loadWorkflow(workflow, null, asking))),
      atRiskCount: found.atRiskCount,
      backToNegotiation: found.backToNegotiation.map(({ customer, performer, workflows, workflowCount }) => ({
        customer: (_: never, asking: Context) => loadAgent(customer, null, asking),
        performer: (_: never, asking: Context) => loadAgent(performer, null, asking),
        workflows: (_: never, asking: Context) => Promise.all(workflows.map((workflow) => loadWorkflow(workflow, null, asking))),
        workflowsCount: workflowCount,
      })),
      backToNegotiationCount: found.backToNegotiationCount,
      squeezed: found.squeezed.slice(0, most).map(squeezedNeed),
      squeezedCount: found.squeezed.length,
      rings: rings.slice(0, most).map(ringView),
      hiddenCount: found.hiddenCount,
      isPartial: found.isPartial,
      because: [...found.cut],
    };
  }

  @Extensions({ points: 20 }) // goes through everything
  @Query(() => InterlockGroupConnection, { description: 'Proposals that hang on one another ("I promise if you promise"), the largest groups first; those of which you may see none are left out. Each is settled together, or not at all.' })
  async interlockGroups(@Args() page: PageArguments, @Ctx() context: Context) {
    const first = checkFirst(page.first);
    const after = readCursor(page.after, 'LARGEST', null);
    const { graph, sees } = await interlockOf(context);
    await turnToWalk(context);
    const groups = interlockGroups(graph)
      .map((group): SeenGroup => ({ size: group.length, seen: group.filter((workflow) => sees(graph.node(workflow))) }))
      .filter(({ seen }) => seen.length > 0)
      .sort((one, other) => comparePositions(positionOf(one), positionOf(other)));
    return pageOf(groups.filter((group) => after === null || comparePositions(positionOf(group), after) > 0).slice(0, first + 1), {
      first, after, total: groups.length, order: 'LARGEST', filter: null, position: positionOf,
      view: ({ size, seen }): Lazy<InterlockGroup> => ({ size, workflows: (_: never, asking: Context) => Promise.all(seen.slice(0, most).map((workflow) => loadWorkflow(workflow, null, asking))) }),
    });
  }
}
