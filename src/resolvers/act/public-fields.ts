import type { Difference } from '../../domain/workflow/differences.rules.js';
import { isUuid } from '../../domain/common/identifier.rules.js';
import { idOf } from '../common/identifiers.js';
import type { NodeType, PartType } from '../common/identifiers.js';

/**
 * What of a state clients may see in the differences of a record. Bookkeeping changes with every act and is said by the
 * act itself; an identity at the issuer of tokens is nobody else's business.
 */
const hidden = /^(format|id|version|changedAt|zone|subject|awaited|voices|reviewable|reviewed|proposals|conditionKeys)(\.|$)|(^|\.)act$|^serving$|^cascade\.serves\.\d+\.id$/;

/** What a field that holds an id names, by the last step of its path that is a word. */
const named: readonly (readonly [RegExp, NodeType | PartType])[] = [
  [/(^|\.)(customer|performer|holder|member|agent|successor|party)$/, 'Agent'],
  [/^workflows?(\.\d+)?$|(^|\.)(parent|provider|dependent)$/, 'Workflow'],
  [/^dependency$|^interlock\.(needs|needed)\.\d+\.id$/, 'Dependency'],
  [/(^|\.)concern(\.id)?$/, 'Concern'],
  [/(^|\.)(proposal|standing\.id)$/, 'Proposal'],
  [/(^|\.)(promise|promise\.id|supersedes)$/, 'Promise'],
  [/^assessment(\.id)?$/, 'Assessment'],
  [/^organization$/, 'Organization'],
];

/** The differences that clients see: without what is ours, and with ids as `node` takes them. */
export function publicDifferences(differences: readonly Difference[]): Difference[] {
  return differences
    .filter(({ path }) => !hidden.test(path))
    .map(({ path, before, after }) => ({ path, before: publicValue(path, before), after: publicValue(path, after) }));
}

function publicValue(path: string, value: string | null): string | null {
  if (value === null || !isUuid(value)) return value;
  const type = named.find(([pattern]) => pattern.test(path))?.[1];
  return type === undefined ? value : idOf(type, value);
}
