import type { ConditionFacts, Need, WorkflowFacts } from './interlock.types.js';

/** A value that isn't what it was. */
export interface Changed<Value> {
  readonly before: Value;
  readonly after: Value;
}

/** What one thing with fields became: those that changed, each with both values. */
export type FieldChanges<Thing> = { readonly [Field in keyof Thing]?: Changed<Thing[Field]> };

/** Things with a name, at two moments. */
export interface SetDiff<Thing> {
  readonly appeared: readonly Thing[];
  readonly gone: readonly Thing[];
  readonly changed: readonly { readonly before: Thing; readonly after: Thing; readonly fields: FieldChanges<Thing> }[];
}

/**
 * Compares two lists of things by their names.
 * @param fields those that count as changes; each is compared by value
 */
export function diffOf<Thing extends object>(
  before: Iterable<Thing>, after: Iterable<Thing>, nameOf: (thing: Thing) => string, fields: readonly (keyof Thing)[],
): SetDiff<Thing> {
  const left = new Map<string, Thing>();
  for (const thing of before) left.set(nameOf(thing), thing);
  const appeared: Thing[] = [];
  const changed: { before: Thing; after: Thing; fields: FieldChanges<Thing> }[] = [];
  for (const thing of after) {
    const earlier = left.get(nameOf(thing));
    left.delete(nameOf(thing));
    if (earlier === undefined) {
      appeared.push(thing);
      continue;
    }
    const different = fields.filter((field) => !isSame(earlier[field], thing[field]));
    if (different.length === 0) continue;
    const values = Object.fromEntries(different.map((field) => [field, { before: earlier[field], after: thing[field] }]));
    changed.push({ before: earlier, after: thing, fields: values as FieldChanges<Thing> });
  }
  const byName = (one: Thing, other: Thing): number => (nameOf(one) < nameOf(other) ? -1 : 1);
  return {
    appeared: appeared.sort(byName),
    gone: [...left.values()].sort(byName),
    changed: changed.sort((one, other) => byName(one.after, other.after)),
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return Object.is(one, other) || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}

/** A condition, a dependency, or an edge of the cascade, with the workflow it is of. */
export type Of<Thing> = Thing & { readonly workflow: string };

export interface Service {
  readonly parent: string;
  readonly conditions: readonly string[];
}

/** Two plans compared: the workflows, their conditions, what they need and whom they serve. */
export interface PlanDiff {
  readonly workflows: SetDiff<Pick<WorkflowFacts, 'id' | 'customer' | 'performer' | 'phase' | 'status' | 'due' | 'horizonDays'>>;
  readonly conditions: SetDiff<Of<ConditionFacts>>;
  readonly dependencies: SetDiff<Of<Need>>;
  readonly services: SetDiff<Of<Service>>;
}

/** What became of a plan between two moments. */
export function diffPlans(before: Iterable<WorkflowFacts>, after: Iterable<WorkflowFacts>): PlanDiff {
  const [left, right] = [[...before], [...after]];
  const all = <Thing extends object>(workflows: readonly WorkflowFacts[], partsOf: (facts: WorkflowFacts) => readonly Thing[]): Of<Thing>[] =>
    workflows.flatMap((facts) => partsOf(facts).map((part) => ({ ...part, workflow: facts.id })));
  const parts = <Thing extends object>(partsOf: (facts: WorkflowFacts) => readonly Thing[], nameOf: (thing: Of<Thing>) => string, fields: readonly (keyof Thing)[]): SetDiff<Of<Thing>> =>
    diffOf(all(left, partsOf), all(right, partsOf), nameOf, fields);
  return {
    workflows: diffOf(left, right, ({ id }) => id, ['customer', 'performer', 'phase', 'status', 'due', 'horizonDays']),
    conditions: parts((facts) => facts.conditions, ({ workflow, key }) => `${workflow} ${key}`, ['mandatory', 'due', 'settled']),
    dependencies: parts((facts) => facts.needs, ({ id }) => id, ['condition', 'provider', 'needs', 'kind', 'neededBy', 'status']),
    services: parts((facts) => facts.serves.map(sorted), ({ workflow, parent }) => `${workflow} ${parent}`, ['conditions']),
  };
}

function sorted({ parent, conditions }: Service): Service {
  return { parent, conditions: [...conditions].sort() };
}
