import type { Context } from '../../context.js';
import { readGlobalId } from '../../domain/common/identifier.rules.js';
import { FOREVER } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { invalid, invariant } from '../../domain/common/refusal.js';
import type { Budget } from '../../domain/interlock/allowance.rules.js';
import { at } from '../../domain/interlock/columns.rules.js';
import type { Place } from '../../domain/interlock/interlock.types.js';
import { readInterlock, readPastInterlock } from '../../graph/interlock.js';
import type { SeenCascade, SeenInterlock } from '../../graph/interlock.js';
import { untilMoment } from '../common/ranges.js';

/** As many places as one question may begin at, besides those that an agent or a concern stands for. */
export const mostPlaces = 100;

interface PlaceWords {
  readonly id: string;
  readonly condition?: string | null;
  readonly daysLate?: number | null;
}

export type StartingPlace = Place & { readonly days?: number };

/** Begins at all that an agent performs. */
interface StartingAgent {
  readonly agent: string;
  readonly days?: number;
}

/** That it begins at something else, too, which the viewer may not see: known of a concern, from the first of such workflows to the end of the last. */
interface StartingUnseen {
  readonly unseen: { readonly since: Moment; readonly until: Moment };
}

type Start = StartingPlace | StartingAgent | StartingUnseen;

/** Where a question begins. */
export interface Starting {
  readonly places: readonly StartingPlace[];
  /** Whether there are more workflows that an agent among them performs, or about a concern, than the viewer may see: what hangs on those is not found. */
  readonly isMore: boolean;
}

/** The interlock of the viewer's organisation, as they see it and no older than what they have written. */
export async function interlockOf(context: Context): Promise<SeenCascade> {
  const { sources, reader, identity, bookmarks, budget } = context;
  return readInterlock(reader, sources.interlocks, identity.org, { bookmarks: [...bookmarks, ...context.written], budget });
}

/** The interlock as it stood at a moment that has passed, as far as the viewer may see its workflows now. */
export async function interlockAt(at: Moment, present: SeenInterlock, context: Context): Promise<SeenCascade> {
  const { sources, identity, bookmarks, budget, now } = context;
  return readPastInterlock(sources.pastInterlocks, identity.org, present, at, now, { bookmarks: [...bookmarks, ...context.written], budget });
}

/**
 * The interlock that a question is about: as it stands, or as it stood at a moment that has passed.
 * @throws Refusal INVALID_INPUT for what is no moment
 */
export async function interlockAsOf(asOf: string | null | undefined, context: Context): Promise<SeenCascade> {
  const at = await untilMoment(asOf, 'asOf', context);
  const present = await interlockOf(context);
  // What lies ahead means now, which is at hand.
  return at === null || at === context.now ? present : interlockAt(at, present, context);
}

/** Milliseconds that one question may keep the process from everything else: several times what the dearest takes of a million promises. */
const longestWalk = 3_000;

/** What a question may use of its turn. */
export interface WalkingBudget extends Budget {
  readonly isOver: () => boolean;
}

/**
 * Waits for one's turn to walk. Whoever has it works everything out at once, without waiting for anything: the graph is
 * shared, and the next one's turn comes after whatever else waits for the process.
 * @throws Refusal TIMEOUT when the operation's time is up before
 */
export async function turnToWalk({ sources: { interlocks }, identity: { org, subject }, budget }: Context): Promise<WalkingBudget> {
  invariant(interlocks !== undefined, 'whoever serves questions holds copies of interlocks');
  const leave = await interlocks.walking.take(JSON.stringify([org, subject]), budget);
  setImmediate(leave);
  const end = performance.now() + Math.min(longestWalk, budget.left);
  return { isOver: () => performance.now() > end, otherwise: 'REFUSE' };
}

/**
 * Where a question about several moments begins at one of them: what was there then of what is there now, and what an agent
 * performed then. Null when one of the places is not there now, or may not be seen.
 * @throws Refusal as `placesOf` does
 */
export async function placesThen(words: readonly PlaceWords[], then: SeenInterlock, present: SeenInterlock, context: Context, field: string): Promise<Starting | null> {
  const starts = await startsOf(words, present, context, field);
  const wasThere = ({ workflow, condition = null }: StartingPlace): boolean => {
    const node = then.graph.node(workflow);
    return then.graph.isKnown(node) && (condition === null || then.graph.condition(node, condition) >= 0);
  };
  return starts === null ? null : placesAmong(starts.filter((one) => !('workflow' in one) || wasThere(one)), then);
}

/**
 * Where a question begins, as the graph knows it, which may be of a moment that has passed; null when one of the places is not
 * there, or may not be seen: the two look the same.
 * @throws Refusal INVALID_INPUT for a condition that is none of its workflow, or too many places
 */
export async function placesOf(words: readonly PlaceWords[], interlock: SeenInterlock, context: Context, field: string): Promise<Starting | null> {
  const starts = await startsOf(words, interlock, context, field);
  return starts === null ? null : placesAmong(starts, interlock);
}

async function startsOf(words: readonly PlaceWords[], interlock: SeenInterlock, context: Context, field: string): Promise<readonly Start[] | null> {
  if (words.length === 0 || words.length > mostPlaces) throw invalid(field, `Name 1 to ${String(mostPlaces)} places.`);
  const found = await Promise.all(words.map((one, index) => placesIn(one, interlock, context, [field, String(index)])));
  return found.some((places) => places === null) ? null : found.flatMap((places) => places ?? []);
}

/** The places themselves, with all that the agents among them perform in this interlock. */
function placesAmong(starts: readonly Start[], interlock: SeenInterlock): Starting {
  const { performed, isMore } = performedBy(starts.flatMap((one) => ('agent' in one ? [one.agent] : [])), interlock);
  const isThere = (one: Start): boolean => 'unseen' in one && (interlock.at === null ? one.unseen.until === FOREVER : one.unseen.since <= interlock.at && one.unseen.until > interlock.at);
  return {
    places: starts.flatMap((one) => ('agent' in one ? workflowsOf(one, performed) : 'workflow' in one ? [one] : [])),
    isMore: isMore || starts.some(isThere),
  };
}

async function placesIn({ id, condition = null, daysLate = null }: PlaceWords, interlock: SeenInterlock, context: Context, path: readonly string[]): Promise<readonly Start[] | null> {
  const { graph, sees, at: asOf } = interlock;
  const days = daysLate === null ? {} : { days: daysLate };
  const read = readGlobalId(id);
  if (read?.type === 'Workflow' || read?.type === 'Promise') {
    const promise = read.type === 'Promise' ? await context.loaders.promises.load(read.id) : null;
    const workflow = read.type === 'Workflow' ? read.id : promise === null || (asOf !== null && promise.state.madeAt > asOf) ? '' : promise.workflow;
    const node = graph.node(workflow);
    if (!graph.isKnown(node) || !sees(node)) return null;
    if (condition !== null && graph.condition(node, condition) < 0) throw invalid([...path, 'condition'], 'It has no condition with this key.');
    return [{ workflow, condition, ...days }];
  }
  if (condition !== null) throw invalid([...path, 'condition'], 'A condition belongs to a workflow: give the id of that, or of its promise.');
  if (read?.type === 'Concern') {
    if ((await context.loaders.concerns.load({ id: read.id, asOf })) === null) return null;
    const [about, unseen] = await Promise.all([context.loaders.workflowsAboutConcern.load(read.id), context.loaders.unseenAboutConcern.load(read.id)]);
    const known = about.filter(({ state }) => asOf === null || graph.isKnown(graph.node(state.id)));
    return [...known.map(({ state }) => ({ workflow: state.id, ...days })), ...(unseen === null ? [] : [{ unseen }])];
  }
  if (read?.type !== 'Agent' || (await context.loaders.agents.load({ id: read.id, asOf })) === null) return null;
  return [{ agent: read.id, ...days }];
}

/** What agents perform, as far as the viewer sees it: found for all of them in one round through all there is. */
function performedBy(agents: readonly string[], { graph, sees }: SeenInterlock): { readonly performed: ReadonlyMap<string, readonly string[]>; readonly isMore: boolean } {
  const performed = new Map(agents.map((agent): [string, string[]] => [agent, []]));
  let isMore = false;
  if (agents.length === 0) return { performed, isMore };
  const lists = new Map([...performed].map(([agent, list]) => [graph.agents.find(agent), list]));
  for (let node = 0; node < graph.size; node++) {
    const list = lists.get(at(graph.performer, node));
    if (list === undefined || !graph.isKnown(node) || graph.phaseOf(node) === 'CLOSED') continue;
    if (sees(node)) list.push(graph.workflows.text(node));
    else isMore = true;
  }
  return { performed, isMore };
}

function workflowsOf({ agent, ...days }: StartingAgent, performed: ReadonlyMap<string, readonly string[]>): readonly StartingPlace[] {
  return (performed.get(agent) ?? []).map((workflow) => ({ workflow, ...days }));
}
