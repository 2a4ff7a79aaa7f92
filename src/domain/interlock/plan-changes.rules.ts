import { compareTexts } from '../common/order.rules.js';
import { diffPlans } from './plan-diff.rules.js';
import type { FieldChanges, PlanDiff, SetDiff } from './plan-diff.rules.js';
import type { WorkflowFacts } from './interlock.types.js';

export const planSubjects = ['WORKFLOW', 'CONDITION', 'DEPENDENCY', 'SERVICE'] as const;
/** What of a plan a change is about. */
export type PlanSubject = (typeof planSubjects)[number];

export const differences = ['APPEARED', 'GONE', 'CHANGED'] as const;
export type Difference = (typeof differences)[number];

export interface FieldChange {
  readonly field: string;
  /** As text; null for nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

/** One thing of a plan that is not as it was. */
export interface PlanChange {
  readonly subject: PlanSubject;
  readonly difference: Difference;
  /** The workflow it is of: of a dependency the one that needs, of a service the one that serves. */
  readonly workflow: string;
  /** The key of the condition that it is, or that needs; null for the whole promise. */
  readonly condition: string | null;
  /** Of a dependency the workflow that is needed, of a service the one that is served. */
  readonly other: string | null;
  /** The id of a dependency. */
  readonly dependency: string | null;
  /** Of what changed, field by field; of what appeared or is gone, what it says or said. */
  readonly fields: readonly FieldChange[];
  /** What it is told by from others of its workflow and subject. */
  readonly name: string;
}

/**
 * What became of a plan between two moments, thing by thing: in the order of workflows, subjects and names, so that a
 * page can go on behind any of them. Workflows that appeared bring their conditions and edges with them, each told.
 */
export function planChanges(before: Iterable<WorkflowFacts>, after: Iterable<WorkflowFacts>): readonly PlanChange[] {
  const { workflows, conditions, dependencies, services }: PlanDiff = diffPlans(before, after);
  return [
    ...changesIn('WORKFLOW', workflows, ['customer', 'performer', 'phase', 'status', 'due', 'horizonDays'], ({ id }) => ({ workflow: id, condition: null, other: null, dependency: null, name: '' })),
    ...changesIn('CONDITION', conditions, ['mandatory', 'due', 'settled'], ({ workflow, key }) => ({ workflow, condition: key, other: null, dependency: null, name: key })),
    ...changesIn('DEPENDENCY', dependencies, ['needs', 'kind', 'neededBy', 'status'], ({ workflow, id, condition, provider }) => ({ workflow, condition, other: provider, dependency: id, name: id })),
    ...changesIn('SERVICE', services, ['conditions'], ({ workflow, parent }) => ({ workflow, condition: null, other: parent, dependency: null, name: parent })),
  ].sort(inOrder);
}

/** The order of changes. */
export function inOrder(one: ChangePlace, other: ChangePlace): number {
  return compareTexts(one.workflow, other.workflow) || planSubjects.indexOf(one.subject) - planSubjects.indexOf(other.subject) || compareTexts(one.name, other.name);
}

export type ChangePlace = Pick<PlanChange, 'workflow' | 'subject' | 'name'>;

type Whereabouts = Pick<PlanChange, 'workflow' | 'condition' | 'other' | 'dependency' | 'name'>;

function changesIn<Thing extends object>(subject: PlanSubject, { appeared, gone, changed }: SetDiff<Thing>, fields: readonly (keyof Thing & string)[], whereabouts: (thing: Thing) => Whereabouts): readonly PlanChange[] {
  const told = (thing: Thing, at: 'before' | 'after'): readonly FieldChange[] => fields.map((field) => ({ field, before: null, after: null, [at]: textOf(thing[field]) }));
  return [
    ...appeared.map((thing) => ({ subject, difference: 'APPEARED' as const, ...whereabouts(thing), fields: told(thing, 'after') })),
    ...gone.map((thing) => ({ subject, difference: 'GONE' as const, ...whereabouts(thing), fields: told(thing, 'before') })),
    ...changed.map(({ after, fields: values }) => ({ subject, difference: 'CHANGED' as const, ...whereabouts(after), fields: changedFields(values) })),
  ];
}

function changedFields<Thing extends object>(values: FieldChanges<Thing>): readonly FieldChange[] {
  return (Object.entries(values) as [string, { readonly before: unknown; readonly after: unknown }][])
    .map(([field, { before, after }]) => ({ field, before: textOf(before), after: textOf(after) }));
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? value.join(', ') : String(value);
}
