import { Arg, Ctx, Extensions, Int, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { invalid } from '../../domain/common/refusal.js';
import { horizonOf } from '../../domain/common/moment.rules.js';
import { mostComparisons, suggestionsOf } from '../../domain/role/suggestions.rules.js';
import type { Suggestion } from '../../domain/role/suggestions.rules.js';
import { mostCandidates, readCandidates } from '../../graph/roles.js';
import { RoleSuggestions } from '../../schema/role/suggestion.types.js';
import type { RoleSuggestion } from '../../schema/role/suggestion.types.js';
import { loadAgent } from '../agent/agent.view.js';
import type { Lazy } from '../common/lazy.js';
import { checkFirst } from '../common/paging.js';
import { loadWorkflow } from '../workflow/workflow.view.js';

/** As many rows as one list of a suggestion has. */
const [mostShown, mostPerformers] = [100, 10];

@Resolver()
export class SuggestionFields {
  @Extensions({ points: 50 }) // thousands of workflows are read and compared
  @Query(() => RoleSuggestions, { description: 'Where workflows repeat themselves and could be one role: between agents of the same kinds, with alike concerns, conditions and horizons. It goes by words and days, and by what you may see.' })
  async roleSuggestions(
    @Arg('atLeast', () => Int, { defaultValue: 3, description: 'How many workflows show a role: 2 to 100.' }) atLeast: number,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many suggestions, 1 to 100.' }) first: number,
    @Ctx() context: Context,
  ): Promise<Lazy<RoleSuggestions>> {
    const most = checkFirst(first);
    if (atLeast < 2 || atLeast > 100) throw invalid('atLeast', 'Two workflows show a role at the least, and 100 at the most.');
    const { zone, candidates, isPartial } = await readCandidates(context.reader, mostCandidates);
    const { suggestions, left } = suggestionsOf(candidates, atLeast);
    return {
      suggestions: suggestions.slice(0, most).map((one) => suggestionView(one, zone)),
      totalCount: suggestions.length,
      compared: candidates.length - left,
      cut: left > 0 ? `Only ${mostComparisons.toLocaleString('en')} pairs are compared for one answer, and there were more.` : isPartial ? `Only the newest ${mostCandidates.toLocaleString('en')} workflows are compared.` : null,
    };
  }
}

function suggestionView({ centre, shownBy, fit, customer, conditions }: Suggestion, zone: string): Lazy<RoleSuggestion> {
  const performers = [...new Set(shownBy.map(({ candidate }) => candidate.performer))].slice(0, mostPerformers);
  const byHorizon = shownBy.map(({ candidate }) => candidate).sort((one, other) => one.horizonDays - other.horizonDays);
  const middle = byHorizon[Math.floor((byHorizon.length - 1) / 2)] ?? centre;
  return {
    statement: centre.statement,
    customer: (_: never, context) => (customer === null ? null : loadAgent(customer, null, context)),
    customerKind: centre.customerKind,
    performerKind: centre.performerKind,
    performers: (_: never, context) => Promise.all(performers.map((agent) => loadAgent(agent, null, context))),
    horizon: horizonOf(middle.starts, middle.due, zone).duration,
    conditions: [...conditions],
    count: shownBy.length,
    fit: rounded(fit),
    shownBy: shownBy.slice(0, mostShown).map(({ candidate, fit: one }) => ({
      workflow: (_: never, context: Context) => loadWorkflow(candidate.workflow, null, context),
      fit: rounded(one.all), concern: rounded(one.concern), horizon: rounded(one.horizon), conditions: one.conditions === null ? null : rounded(one.conditions),
    })),
  };
}

/** Hundredths: it is a count of words, and no measurement. */
function rounded(fit: number): number {
  return Math.round(fit * 100) / 100;
}
