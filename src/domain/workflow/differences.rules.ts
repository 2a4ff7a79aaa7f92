/** One field that differs between two versions of a thing: where, and from what to what (null: absent). */
export interface Difference {
  /** Steps joined by dots; an element of a list that has a key is named by it: `conditions.c2.measure.target`. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json };

/**
 * Field-level differences between two versions, in the order of the fields. Lists of things with a `key` are
 * compared thing by thing, so that an inserted condition doesn't make all those behind it look changed.
 */
export function differences(before: unknown, after: unknown, ignore: readonly string[] = []): readonly Difference[] {
  const left = leaves(before as Json);
  const right = leaves(after as Json);
  const paths = new Set([...left.keys(), ...right.keys()]);
  return [...paths]
    .filter((path) => left.get(path) !== right.get(path))
    .filter((path) => !ignore.some((start) => path === start || path.startsWith(`${start}.`)))
    .map((path) => ({ path, before: left.get(path) ?? null, after: right.get(path) ?? null }));
}

function leaves(value: Json, path = '', found = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) return found;
  if (Array.isArray(value)) {
    value.forEach((element: Json, index) => leaves(element, join(path, nameIn(element, index)), found));
    return found;
  }
  if (typeof value === 'object') {
    for (const [name, inner] of Object.entries(value as { readonly [name: string]: Json })) leaves(inner, join(path, name), found);
    return found;
  }
  return found.set(path, String(value));
}

function nameIn(element: Json, index: number): string {
  const key = typeof element === 'object' && element !== null && 'key' in element ? element.key : undefined;
  return typeof key === 'string' ? key : String(index);
}

function join(path: string, step: string): string {
  return path === '' ? step : `${path}.${step}`;
}
