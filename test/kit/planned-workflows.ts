import type { CascadeState, Contribution, Serving } from '../../src/domain/cascade/cascade.types.js';
import type { Dependency } from '../../src/domain/interlock/interlock.types.js';
import type { RoundWorkflow } from '../../src/domain/round/round.types.js';
import { opened } from '../../src/domain/workflow/births.rules.js';
import type { Condition, PromiseState, Proposal, PromisedCondition, Side, WorkflowState } from '../../src/domain/workflow/workflow.types.js';

/* Workflows as plans are made of them, in a few words each. They begin on 2 March 2026 at nine; days are UTC. */

export const monday = '2026-03-02T09:00:00.000Z';
const zone = 'UTC';

/** The end of a day. */
export const by = (day: string): string => `${day}T23:59:59.999Z`;

export type Planned = RoundWorkflow & WorkflowState;

const yearsEnd = by('2026-12-31');

/** A workflow between Ada the Customer and Bram the Performer, unless others are named, in which nothing is said yet. */
export function workflow(id: string, parts: Partial<Planned> = {}): Planned {
  const { customer = 'ada', performer = 'bram' } = parts;
  const opening = {
    workflow: id, zone, customer, performer, concern: { id: `concern of ${id}`, statement: id, articulated: true }, window: { starts: monday, due: yearsEnd },
    customership: { respondWithin: 'P7D', checkInEvery: 'P1M', assessWithin: 'P14D' },
  };
  return { ...opened(opening, true, monday), ...parts };
}

export function condition(key: string, parts: Partial<PromisedCondition> = {}): PromisedCondition {
  return { key, statement: key, mandatory: true, due: null, measure: null, current: null, measuredAt: null, outcome: null, ...parts };
}

/** A promise in force with one condition, c1, due with the year. */
export function promise(parts: Partial<PromiseState> = {}): PromiseState {
  return {
    id: 'promise', proposal: 'proposal', cycle: 1, performer: 'bram', customer: 'ada', objective: '', status: 'IN_FORCE', conditions: [condition('c1')], starts: monday, due: yearsEnd,
    madeAt: monday, supersedes: null, confidence: null, forecast: null, reportedAt: null, deliveredAt: null, endedAt: null, reworks: 0, ...parts,
  };
}

/** A proposal of the Performer's, unless it is said to be the Customer's, with one condition, c1, due with the year. */
export function proposal(parts: { readonly id?: string; readonly author?: Side; readonly due?: string; readonly starts?: string; readonly conditions?: readonly Condition[]; readonly answerBy?: string } = {}): Proposal {
  const { id = 'proposal', author = 'PERFORMER', due = yearsEnd, starts = monday, conditions = [condition('c1')], answerBy = null } = parts;
  return {
    id, version: 1, cycle: 1, author, party: author === 'CUSTOMER' ? 'ada' : 'bram', at: monday, act: 'act',
    terms: { conditions, due, window: { starts, due }, answerBy, customership: null },
  };
}

export function serving(parent: string, contributions: readonly (string | Contribution)[] = ['c1'], share: string | null = null): Serving {
  return {
    id: `to ${parent}`, parent, share, at: monday, act: 'act',
    contributions: contributions.map((one) => (typeof one === 'string' ? { condition: one, contribution: null } : one)),
  };
}

export function place(parts: Partial<CascadeState>): { readonly cascade: CascadeState } {
  return { cascade: { serves: [], root: false, own: [], ...parts } };
}

export function needs(id: string, dependent: string, provider: string, parts: Partial<Dependency> = {}): Dependency {
  return { id, dependent, provider, condition: null, needs: null, kind: 'HARD', neededBy: yearsEnd, status: 'ACKNOWLEDGED', at: monday, act: 'act', answeredAt: monday, ...parts };
}
