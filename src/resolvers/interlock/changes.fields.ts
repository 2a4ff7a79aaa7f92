import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Extensions, FieldResolver, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { Refusal, invalid } from '../../domain/common/refusal.js';
import { impactOf } from '../../domain/interlock/impact.rules.js';
import type { Impact } from '../../domain/interlock/impact.rules.js';
import { factsIn } from '../../domain/interlock/facts.rules.js';
import type { DependencyKind as DependencyKindValue, WorkflowFacts } from '../../domain/interlock/interlock.types.js';
import { planChanges, planSubjects } from '../../domain/interlock/plan-changes.rules.js';
import type { ChangePlace, PlanSubject } from '../../domain/interlock/plan-changes.rules.js';
import type { SeenInterlock } from '../../graph/interlock.js';
import { DependencyKind, ImpactDirection } from '../../schema/interlock/interlock.enums.js';
import { PageArguments } from '../../schema/common/relay.js';
import { When } from '../../schema/common/scalars.js';
import { ImpactChangeConnection, ImpactChanges, PlanChangeConnection, PlanChanges } from '../../schema/interlock/changes.types.js';
import { PlaceInput } from '../../schema/interlock/impact.types.js';
import { asksFor, checkFirst, foreignCursor, pageOf, readCursor } from '../common/paging.js';
import { untilMoment } from '../common/ranges.js';
import { ImpactChangesView, PlanChangesView, impactChangeView, planChangeView } from './changes.view.js';
import { interlockAt, interlockOf, placesOf, placesThen, turnToWalk } from './places.js';
import type { WalkingBudget } from './places.js';

interface Span {
  readonly present: SeenInterlock;
  readonly before: SeenInterlock;
  readonly after: SeenInterlock;
}

/** Both moments of a question. @throws Refusal INVALID_INPUT unless the first lies before the second */
async function momentsOf(from: string, until: string | null | undefined, context: Context): Promise<{ from: Moment; until: Moment | null }> {
  const [start, end] = [await untilMoment(from, 'from', context), await untilMoment(until, 'until', context)];
  const [first, second] = [start ?? context.now, end === context.now ? null : end];
  if (first >= (second ?? context.now)) throw invalid('from', 'Compare a moment that has passed with a later one.');
  return { from: first, until: second };
}

async function spanOf({ from, until }: { readonly from: Moment; readonly until: Moment | null }, context: Context): Promise<Span> {
  const present = await interlockOf(context);
  const before = await interlockAt(from, present, context);
  if (until !== null) return { before, present, after: await interlockAt(until, present, context) };
  // The present is shared, and goes on with whatever is written: it is read again after all that had to be waited for.
  const now = await interlockOf(context);
  return { before, present: now, after: now };
}

@Resolver(() => ImpactChanges)
export class ImpactChangesFields {
  @Extensions({ points: 50 }) // puts together what was, and walks it and what is
  @Query(() => ImpactChanges, { nullable: true, description: 'What would break if these slipped, at one moment and at a later one, compared: what hangs on them that did not, and what no longer does. Null when one of these is not there, or you may not see it.' })
  async impactChanges(
    @Arg('of', () => [PlaceInput], { description: 'Where it begins: promises, conditions, concerns, or agents.' }) of: PlaceInput[],
    @Arg('from', () => When, { description: 'The first moment: a date is the end of that day.' }) from: string,
    @Arg('until', () => When, { nullable: true, description: 'The second; left out, now.' }) until: string | null | undefined,
    @Arg('daysLate', () => Int, { nullable: true, description: 'How many days late they are; left out, they will not come at all. For DEPENDENTS alone.' }) daysLate: number | null | undefined,
    @Arg('direction', () => ImpactDirection, { defaultValue: 'DEPENDENTS', description: 'Which way.' }) direction: 'DEPENDENTS' | 'PROVIDERS',
    @Arg('kinds', () => [DependencyKind], { nullable: true, description: 'Along these dependencies; left out, hard and soft ones.' }) kinds: DependencyKindValue[] | null | undefined,
    @Ctx() context: Context,
  ): Promise<ImpactChangesView | null> {
    if (kinds?.length === 0) throw invalid('kinds', 'Name at least one kind, or leave it out.');
    const moments = await momentsOf(from, until, context);
    const span = await spanOf(moments, context);
    const answer = async (at: SeenInterlock): Promise<Impact | null> => {
      const starting = at === span.present ? await placesOf(of, at, context, 'of') : await placesThen(of, at, span.present, context, 'of');
      return starting === null ? null : impactOf(at.graph, {
        from: starting.places, startsUnseen: starting.isMore, direction, sees: at.sees,
        ...(daysLate == null ? {} : { days: daysLate }),
        ...(kinds == null ? {} : { kinds }),
        budget: await turnToWalk(context),
      });
    };
    const [before, after] = [await answer(span.before), await answer(span.after)];
    return before === null || after === null ? null : new ImpactChangesView(before, after, { of, ...moments, daysLate, direction, kinds });
  }

  @FieldResolver(() => ImpactChangeConnection, { description: 'All of it, page by page, in the order of the workflows.' })
  changes(@Root() found: ImpactChangesView, @Args() page: PageArguments, @Info() info: GraphQLResolveInfo) {
    const first = checkFirst(page.first);
    const after = readCursor(page.after, 'CHANGES', found.asked);
    return pageOf(found.page(first + 1, after?.id ?? null), {
      first, after, total: asksFor(info, 'totalCount') ? found.count : null, order: 'CHANGES', filter: found.asked,
      position: ({ workflow }) => ({ value: '', id: workflow }), view: impactChangeView,
    });
  }
}

/** A place in the order of changes, out of a cursor. */
function placeIn({ value, id }: { readonly value: string; readonly id: string }): ChangePlace {
  const [subject = '', ...name] = value.split(' ');
  if (!(planSubjects as readonly string[]).includes(subject)) throw foreignCursor();
  return { workflow: id, subject: subject as PlanSubject, name: name.join(' ') };
}

@Resolver(() => PlanChanges)
export class PlanChangesFields {
  @Extensions({ points: 50 }) // puts together what was, and goes through it and what is
  @Query(() => PlanChanges, { nullable: true, description: 'What has become of a plan between two moments: of the whole organisation, or of some promises, concerns or agents. Null when one of these is not there, or you may not see it.' })
  async planChanges(
    @Arg('of', () => [PlaceInput], { nullable: true, description: 'Of these alone: promises, all about a concern, or all that an agent performs at either moment. Left out, of everything.' }) of: PlaceInput[] | null | undefined,
    @Arg('from', () => When, { description: 'The first moment: a date is the end of that day.' }) from: string,
    @Arg('until', () => When, { nullable: true, description: 'The second; left out, now.' }) until: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<PlanChangesView | null> {
    const moments = await momentsOf(from, until, context);
    const span = await spanOf(moments, context);
    const wanted = of == null ? undefined : await this.#wanted(of, span, context);
    if (wanted === null) return null;
    // An edge tells of both its ends: it is shown to whoever may see both.
    const budget = await turnToWalk(context);
    const found = planChanges(factsOfAll(span.before, wanted?.workflows, budget), factsOfAll(span.after, wanted?.workflows, budget));
    const shown = found.filter(({ workflow, other }) => isShown(workflow, span) && (other === null || isShown(other, span)));
    return new PlanChangesView(shown, found.length - shown.length, wanted?.isMore === true ? ['STARTS_UNSEEN'] : [], { of, ...moments });
  }

  async #wanted(of: readonly PlaceInput[], span: Span, context: Context): Promise<{ readonly workflows: ReadonlySet<string>; readonly isMore: boolean } | null> {
    const [before, after] = [await placesThen(of, span.before, span.present, context, 'of'), await placesThen(of, span.after, span.present, context, 'of')];
    if (before === null || after === null) return null;
    return { workflows: new Set([...before.places, ...after.places].map(({ workflow }) => workflow)), isMore: before.isMore || after.isMore };
  }

  @FieldResolver(() => PlanChangeConnection, { description: 'All of it, page by page, in the order of the workflows.' })
  changes(@Root() found: PlanChangesView, @Args() page: PageArguments, @Info() info: GraphQLResolveInfo) {
    const first = checkFirst(page.first);
    const after = readCursor(page.after, 'CHANGES', found.asked);
    return pageOf(found.page(first + 1, after === null ? null : placeIn(after)), {
      first, after, total: asksFor(info, 'totalCount') ? found.count : null, hidden: found.hiddenCount, order: 'CHANGES', filter: found.asked,
      position: ({ workflow, subject, name }) => ({ value: `${subject} ${name}`, id: workflow }), view: planChangeView,
    });
  }
}

const workflowsBetweenLooks = 1_000;

/** @throws Refusal TIMEOUT when they are too many to compare */
function* factsOfAll({ graph }: SeenInterlock, wanted: ReadonlySet<string> | undefined, { isOver }: WalkingBudget): Generator<WorkflowFacts> {
  const nodes = wanted === undefined ? Array.from({ length: graph.size }, (_, node) => node) : [...wanted].map((id) => graph.node(id));
  for (const [index, node] of nodes.entries()) {
    if (index % workflowsBetweenLooks === 0 && isOver()) throw new Refusal('TIMEOUT', 'There is too much here to compare all of it in time. Ask for less: some promises, concerns or agents, in `of`.');
    if (graph.isKnown(node)) yield factsIn(graph, node);
  }
}

function isShown(workflow: string, { present }: Span): boolean {
  const node = present.graph.node(workflow);
  return present.graph.isKnown(node) && present.sees(node);
}
