import { createHash } from 'node:crypto';
import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import { compareTexts } from '../../domain/common/order.rules.js';
import { invalid } from '../../domain/common/refusal.js';
import type { Refusal } from '../../domain/common/refusal.js';

/** The largest page. Longer lists are read page by page. */
export const largestPage = 100;

export interface Position {
  readonly value: string;
  readonly id: string;
}

/** The order of two positions in one list. */
export function comparePositions(one: Position, other: Position): number {
  return compareTexts(one.value, other.value) || compareTexts(one.id, other.id);
}

const version = 1;

/**
 * A cursor names a place in an order of a filtered list: what it holds is the order, the values there, the id that
 * breaks ties, and a hash of the filter, so that a cursor of another list is refused and not misread.
 */
function cursorOf(order: string, hash: string, position: Position): string {
  return Buffer.from(JSON.stringify([version, order, position.value, position.id, hash])).toString('base64url');
}

/** The refusal for a cursor that is not of the list it is given for. */
export function foreignCursor(): Refusal {
  return invalid('after', 'This cursor is not of this list: use the endCursor of a page with the same filter and order.');
}

/** @throws Refusal INVALID_INPUT for a cursor that is not of this list */
export function readCursor(after: string | null | undefined, order: string, filter: unknown): Position | null {
  if (after === null || after === undefined) return null;
  const foreign = foreignCursor();
  if (after.length > 1_000) throw foreign;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
  } catch {
    throw foreign;
  }
  if (!Array.isArray(parts) || parts.length !== 5) throw foreign;
  const [made, ordered, value, id, hash] = parts as unknown[];
  if (made !== version || ordered !== order || hash !== filterHash(filter) || typeof value !== 'string' || typeof id !== 'string') throw foreign;
  return { value, id };
}

function filterHash(filter: unknown): string {
  return createHash('sha256').update(JSON.stringify(filter ?? null)).digest('base64url').slice(0, 12);
}

/** @throws Refusal INVALID_INPUT unless 1 to 100 rows are asked for */
export function checkFirst(first: number): number {
  if (first < 1 || first > largestPage) throw invalid('first', `Ask for 1 to ${largestPage} rows at once.`);
  return first;
}

/** Makes a page of rows that were read with one more than asked for, which tells whether there is a next page. */
export function pageOf<Row, View>(
  rows: readonly Row[],
  options: { readonly first: number; readonly after: Position | null; readonly total: number | null; readonly hidden?: number | null; readonly order: string; readonly filter: unknown; readonly position: (row: Row) => Position; readonly view: (row: Row) => View },
) {
  const page = rows.slice(0, options.first);
  const nodes = page.map((row) => options.view(row));
  // Most who list want the things, and one cursor or none.
  let hash: string | undefined;
  const cursorAt = (index: number) => (): string | null => {
    const row = page[index];
    return row === undefined ? null : cursorOf(options.order, (hash ??= filterHash(options.filter)), options.position(row));
  };
  return {
    edges: () => nodes.map((node, index) => ({ cursor: cursorAt(index), node })),
    nodes,
    pageInfo: {
      hasNextPage: rows.length > options.first,
      hasPreviousPage: options.after !== null,
      startCursor: cursorAt(0),
      endCursor: cursorAt(page.length - 1),
    },
    totalCount: options.total,
    hiddenCount: options.hidden ?? null,
  };
}

/** Whether the operation asks for a field of what is being resolved, or for one below it: a count nobody reads isn't counted. */
export function asksFor(info: GraphQLResolveInfo, ...way: readonly [string, ...string[]]): boolean {
  const asks = (selections: SelectionSetNode | undefined, [field, ...below]: readonly string[], seen: ReadonlySet<string>): boolean =>
    selections?.selections.some((selection) => {
      if (selection.kind === 'Field') return selection.name.value === field && (below.length === 0 || asks(selection.selectionSet, below, new Set()));
      if (selection.kind === 'InlineFragment') return asks(selection.selectionSet, [field ?? '', ...below], seen);
      const name = selection.name.value;
      return !seen.has(name) && asks(info.fragments[name]?.selectionSet, [field ?? '', ...below], new Set([...seen, name]));
    }) ?? false;
  return info.fieldNodes.some((node: FieldNode) => asks(node.selectionSet, way, new Set()));
}

const ofTheId = new Set(['id', '__typename']);

/** Whether the operation asks for no more of what is being resolved than its id. */
export function asksForIdAlone(info: GraphQLResolveInfo): boolean {
  const within = (selections: SelectionSetNode | undefined): boolean =>
    selections?.selections.every((selection) => selection.kind === 'Field' && ofTheId.has(selection.name.value)) ?? false;
  return info.fieldNodes.every((node: FieldNode) => within(node.selectionSet));
}
