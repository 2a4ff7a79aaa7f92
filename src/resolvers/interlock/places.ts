import type { Context } from '../../context.js';
import { readGlobalId } from '../../domain/common/identifier.rules.js';
import { Refusal, invalid } from '../../domain/common/refusal.js';
import { at } from '../../domain/interlock/columns.rules.js';
import type { Place } from '../../domain/interlock/interlock.types.js';
import { readInterlock } from '../../graph/interlock.js';
import type { SeenInterlock } from '../../graph/interlock.js';

/** As many places as one question may begin at, besides those that an agent or a concern stands for. */
export const mostPlaces = 100;

interface PlaceWords {
  readonly id: string;
  readonly condition?: string | null;
  readonly daysLate?: number | null;
}

export type StartingPlace = Place & { readonly days?: number };

/** The interlock of the viewer's organisation, as they see it and no older than what they have written. */
export async function interlockOf(context: Context): Promise<SeenInterlock> {
  const { sources, reader, identity, bookmarks, budget } = context;
  return readInterlock(reader, sources.interlocks, identity.org, { bookmarks: [...bookmarks, ...context.written], budget });
}

/**
 * Where a question begins, as the graph knows it.
 * @throws Refusal NOT_FOUND for what is not there, or may not be seen: the two look the same
 */
export async function placesOf(words: readonly PlaceWords[], { graph, sees }: SeenInterlock, context: Context, field: string): Promise<readonly StartingPlace[]> {
  if (words.length === 0 || words.length > mostPlaces) throw invalid(field, `Name 1 to ${String(mostPlaces)} places.`);
  const found = await Promise.all(words.map(async ({ id, condition = null, daysLate = null }, index): Promise<readonly StartingPlace[]> => {
    const path = [field, String(index)];
    const missing = new Refusal('NOT_FOUND', 'There is no such thing with this id, or you may not see it.', { field: [...path, 'id'] });
    const read = readGlobalId(id);
    const days = daysLate === null ? {} : { days: daysLate };
    const place = (workflow: string): StartingPlace => {
      const node = graph.node(workflow);
      if (!graph.isKnown(node) || !sees(node)) throw missing;
      if (condition !== null && graph.condition(node, condition) < 0) throw new Refusal('NOT_FOUND', 'It has no condition with this key.', { field: [...path, 'condition'] });
      return { workflow, condition, ...days };
    };
    if (read?.type === 'Workflow') return [place(read.id)];
    if (read?.type === 'Promise') return [place((await context.loaders.promises.load(read.id))?.workflow ?? '')];
    if (condition !== null) throw invalid([...path, 'condition'], 'A condition belongs to a workflow: give the id of that, or of its promise.');
    if (read?.type === 'Concern') {
      const about = await context.loaders.workflowsAboutConcern.load(read.id);
      if (about.length === 0 && (await context.loaders.concerns.load({ id: read.id, asOf: null })) === null) throw missing;
      return about.map(({ state }) => place(state.id));
    }
    if (read?.type !== 'Agent' || (await context.loaders.agents.load({ id: read.id, asOf: null })) === null) throw missing;
    const agent = graph.agents.find(read.id);
    const performed: StartingPlace[] = [];
    for (let node = 0; agent >= 0 && node < graph.size; node++) {
      if (graph.isKnown(node) && at(graph.performer, node) === agent && graph.phaseOf(node) !== 'CLOSED' && sees(node)) performed.push({ workflow: graph.workflows.text(node), ...days });
    }
    return performed;
  }));
  return found.flat();
}
