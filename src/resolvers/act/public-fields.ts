import type { Context } from '../../context.js';
import type { Difference } from '../../domain/workflow/differences.rules.js';
import { isUuid } from '../../domain/common/identifier.rules.js';
import { idOf } from '../common/identifiers.js';
import type { NodeType, PartType } from '../common/identifiers.js';

/**
 * What of a state clients may see in the differences of a record. Bookkeeping changes with every act and is said by the
 * act itself; an identity at the issuer of tokens is nobody else's business.
 */
const hidden = /^(format|id|version|changedAt|zone|subject|awaited|voices|reviewable|reviewed|proposals|conditionKeys)(\.|$)|(^|\.)act$|^serving$|^cascade\.serves\.\d+\.id$|(^|\.)misalignment$|^lineKeys$|^(vacant|concerns)(\.|$)|^holders\.\d+\.id$/;

/** What a field that holds an id names, by the last step of its path that is a word. */
const named: readonly (readonly [RegExp, NodeType | PartType])[] = [
  [/(^|\.)(customer|performer|holder|member|agent|successor|party|convener|keeper|person|by)$|^(agents|invited)\.\d+$/, 'Agent'],
  [/^workflows?(\.\d+)?$|(^|\.)(parent|provider|dependent)$/, 'Workflow'],
  [/^dependency$|^interlock\.(needs|needed)\.\d+\.id$/, 'Dependency'],
  [/(^|\.)concern(\.id)?$/, 'Concern'],
  [/(^|\.)(proposal|standing\.id)$/, 'Proposal'],
  [/(^|\.)(promise|promise\.id|supersedes)$/, 'Promise'],
  [/^assessment(\.id)?$/, 'Assessment'],
  [/(^|\.)round$/, 'PlanningRound'],
  [/(^|\.)role$/, 'Role'],
  [/^organization$/, 'Organization'],
  [/^webhook$/, 'Webhook'],
];

/** Where a state or an act names another workflow, which not everybody who sees this one may see. */
const namesWorkflow = /(^|\.)(parent|provider|dependent)$|^workflows\.\d+$/;

/**
 * The differences that clients see: without what is ours, with ids as `node` takes them, and with the ids of no workflow
 * that the viewer may not see.
 */
export async function publicDifferences(differences: readonly Difference[], context: Context): Promise<Difference[]> {
  const named = new Set(differences.filter(({ path }) => namesWorkflow.test(path)).flatMap(({ before, after }) => [before, after]).filter((id) => id !== null));
  const found = await Promise.all([...named].map((id) => context.loaders.workflows.load({ id, asOf: null })));
  const seen = new Set(found.flatMap((one) => (one === null ? [] : [one.state.id])));
  const told = (path: string, value: string | null): string | null => (value !== null && namesWorkflow.test(path) && !seen.has(value) ? null : publicValue(path, value));
  return differences
    .filter(({ path }) => !hidden.test(path))
    .map(({ path, before, after }) => ({ path, before: told(path, before), after: told(path, after) }))
    .filter(({ before, after }) => before !== after);
}

function publicValue(path: string, value: string | null): string | null {
  if (value === null || !isUuid(value)) return value;
  const type = named.find(([pattern]) => pattern.test(path))?.[1];
  return type === undefined ? value : idOf(type, value);
}
