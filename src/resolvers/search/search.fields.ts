import { Args, Ctx, Extensions, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { invariant } from '../../domain/common/refusal.js';
import { excerptOf, wordsAskedFor } from '../../domain/search/search.rules.js';
import { search } from '../../graph/search.js';
import type { Hit } from '../../graph/search.js';
import { SearchArguments, SearchConnection, SearchHit } from '../../schema/search/search.types.js';
import { agentView } from '../agent/agent.view.js';
import type { Lazy } from '../common/lazy.js';
import { checkFirst, pageOf, readCursor } from '../common/paging.js';
import { concernView } from '../concern/concern.view.js';
import { promiseView } from '../promise/promise.view.js';
import { conditionView } from '../promise/terms.view.js';

const order = 'BEST_FIRST';

@Resolver()
export class SearchFields {
  // All that the words are found in is scored and sorted, whatever the page.
  @Extensions({ pagesWorth: 5 })
  @Query(() => SearchConnection, { description: 'Finds concerns, promises, conditions and agents by their words, the best first. What was written is found at once.' })
  async search(@Args() { query, kinds, includePast, ...page }: SearchArguments, @Ctx() context: Context) {
    const first = checkFirst(page.first);
    const words = wordsAskedFor(query);
    const asked = { words, kinds: kinds ?? null, includePast };
    const after = readCursor(page.after, order, asked);
    const { org } = context.identity;
    const { hits, total } = await search(context.reader, org, words, { kinds: asked.kinds, includePast, limit: first + 1 }, after === null ? null : { score: Number(after.value), id: after.id });
    return pageOf(hits, {
      first, after, total, order, filter: asked,
      position: ({ score, id }) => ({ value: String(score), id }),
      view: (hit) => hitView(hit, words),
    });
  }
}

function hitView(hit: Hit, words: readonly string[]): Lazy<SearchHit> {
  const { kind, score } = hit;
  const shown = (text: string): { excerpt: () => string; condition: null } => ({ excerpt: () => excerptOf(text, words), condition: null });
  switch (hit.kind) {
    case 'CONCERN':
      return { kind, score, ...shown(hit.concern.statement), result: concernView(hit.concern) };
    case 'PROMISE':
      return { kind, score, ...shown(hit.promise.state.objective), result: promiseView(hit.promise) };
    case 'CONDITION': {
      const { state, zone } = hit.promise;
      const condition = state.conditions.find(({ key }) => key === hit.condition);
      invariant(condition !== undefined, `condition ${hit.condition} is in the graph and not in promise ${state.id}`);
      const text = [condition.statement, condition.measure?.metric].filter((part) => part !== undefined).join(' – ');
      return { kind, score, ...shown(text), condition: conditionView(condition, state.due, zone), result: promiseView(hit.promise) };
    }
    case 'PERSON':
    case 'GROUP':
    case 'AUTOMATION':
      return { kind, score, ...shown(hit.agent.name), result: agentView(hit.agent) };
  }
}
