import { Arg, Ctx, Extensions, Int, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { invalid } from '../../domain/common/refusal.js';
import { horizonOf } from '../../domain/common/moment.rules.js';
import type { Moment } from '../../domain/common/moment.rules.js';
import { mayDraw, mayLink } from '../../domain/role/linking.rules.js';
import { mostWorkflowsNamed } from '../../domain/role/role-words.rules.js';
import { mostComparisons, suggestionsOf } from '../../domain/role/suggestions.rules.js';
import type { Candidate, Joining, Likeness, Suggestion } from '../../domain/role/suggestions.rules.js';
import { mostConditions } from '../../domain/workflow/terms.rules.js';
import { mostCandidates, readCandidates } from '../../graph/roles.js';
import type { CandidatesFound } from '../../graph/roles.js';
import { RoleSuggestions } from '../../schema/role/suggestion.types.js';
import type { RoleEvidence, RoleJoining, RoleSuggestion } from '../../schema/role/suggestion.types.js';
import { loadAgent } from '../agent/agent.view.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { checkFirst } from '../common/paging.js';
import { loadWorkflow } from '../workflow/workflow.view.js';
import { ofRoleView } from './role.view.js';

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
    const found = await readCandidates(context.reader, mostCandidates);
    const { suggestions, joining, left } = suggestionsOf(found.candidates, found.anchors, atLeast);
    return {
      suggestions: suggestions.slice(0, most).map((one) => suggestionView(one, found)),
      totalCount: suggestions.length,
      joining: joining.slice(0, most).map((one) => joiningView(one, found, context.now)),
      joiningCount: joining.length,
      compared: found.candidates.length - left,
      cut: left > 0 ? `Only ${mostComparisons.toLocaleString('en')} pairs are compared for one answer, and there were more.` : found.isPartial ? `Only the newest ${mostCandidates.toLocaleString('en')} workflows are compared.` : null,
    };
  }
}

function suggestionView({ centre, shownBy, fit, customer, conditions }: Suggestion, { zone, voice, cast }: CandidatesFound): Lazy<RoleSuggestion> {
  const performers = [...new Set(shownBy.map(({ candidate }) => candidate.performer))].slice(0, mostPerformers);
  const byHorizon = shownBy.map(({ candidate }) => candidate).sort((one, other) => one.horizonDays - other.horizonDays);
  const middle = byHorizon[Math.floor((byHorizon.length - 1) / 2)] ?? centre;
  const horizon = horizonOf(middle.starts, middle.due, zone).duration;
  const isYours = (candidate: Candidate): boolean => mayDraw(candidate, voice, cast);
  const drawn = yoursOf(shownBy, isYours);
  const line = {
    customer: customer === null || cast.get(customer)?.active !== true ? null : idOf('Agent', customer),
    statement: centre.statement, horizon, conditions: conditions.slice(0, mostConditions).map((statement) => ({ statement })),
  };
  return {
    statement: centre.statement,
    customer: (_: never, context) => (customer === null ? null : loadAgent(customer, null, context)),
    customerKind: centre.customerKind,
    performerKind: centre.performerKind,
    performers: (_: never, context) => Promise.all(performers.map((agent) => loadAgent(agent, null, context))),
    horizon,
    conditions: [...conditions],
    count: shownBy.length,
    fit: rounded(fit),
    shownBy: shownBy.slice(0, mostShown).map((one) => evidenceView(one, isYours)),
    draft: drawn.length === 0 ? null : { lines: [line], workflows: drawn.map((workflow) => ({ workflow, line: 1 })) },
  };
}

function joiningView({ role, line, shownBy }: Joining, { voice, cast, roles }: CandidatesFound, now: Moment): Lazy<RoleJoining> {
  const state = roles.get(role);
  const isYours = (candidate: Candidate): boolean => state !== undefined && mayLink(candidate, state, voice, cast, now);
  const workflows = yoursOf(shownBy, isYours);
  return {
    of: ofRoleView({ role, line }, null),
    count: shownBy.length,
    shownBy: shownBy.slice(0, mostShown).map((one) => evidenceView(one, isYours)),
    draft: workflows.length === 0 ? null : { role: idOf('Role', role), line, workflows: [...workflows] },
  };
}

/** Those that the viewer may put into a role, as many as are taken at once, by their global ids. */
function yoursOf(shownBy: readonly Likeness[], isYours: (candidate: Candidate) => boolean): readonly string[] {
  return shownBy.flatMap(({ candidate }) => (isYours(candidate) ? [idOf('Workflow', candidate.workflow)] : [])).slice(0, mostWorkflowsNamed);
}

function evidenceView({ candidate, fit }: Likeness, isYours: (candidate: Candidate) => boolean): Lazy<RoleEvidence> {
  return {
    workflow: (_: never, context) => loadWorkflow(candidate.workflow, null, context),
    fit: rounded(fit.all), concern: rounded(fit.concern), horizon: rounded(fit.horizon), conditions: fit.conditions === null ? null : rounded(fit.conditions),
    yours: isYours(candidate),
  };
}

/** Hundredths: it is a count of words, and no measurement. */
function rounded(fit: number): number {
  return Math.round(fit * 100) / 100;
}
