import { globalId, readGlobalId } from '../../domain/common/identifier.rules.js';
import { Refusal } from '../../domain/common/refusal.js';

export type NodeType = 'Organization' | 'Agent' | 'Concern' | 'Workflow' | 'Proposal' | 'Promise' | 'Assessment' | 'Act' | 'PlanningRound' | 'Role' | 'Dual';

/** What has an id of its own and is found within something else alone: a workflow, or what administrators see. */
export type PartType = 'Dependency' | 'Webhook';

export function idOf(type: NodeType | PartType, id: string): string {
  return globalId(type, id);
}

/** @throws Refusal NOT_FOUND for anything that is no id of this type: wrong and unknown look the same */
export function localId(type: NodeType | PartType, id: string, field: string | readonly string[]): string {
  const read = readGlobalId(id);
  if (read?.type !== type) throw notFound(type, field);
  return read.id;
}

function wordOf(type: NodeType | PartType): string {
  return type === 'PlanningRound' ? 'planning round' : type.toLowerCase();
}

export function notFound(type: NodeType | PartType, field: string | readonly string[]): Refusal {
  return new Refusal('NOT_FOUND', `There is no ${wordOf(type)} with this id, or you may not see it.`, { field: typeof field === 'string' ? [field] : field });
}

/** For what was named a moment ago and is seen no more: it was made private between two reads of one request. */
export function noLongerSeen(type: NodeType): Refusal {
  return new Refusal('NOT_FOUND', `You may no longer see this ${wordOf(type)}: ask again, and it will not be named.`);
}

/** The same for a field that may be left out. */
export function optionalLocalId(type: NodeType, id: string | null | undefined, field: string | readonly string[]): string | null {
  return id === null || id === undefined ? null : localId(type, id, field);
}

/** A local id to look for; of what is no id of this type, one that nothing has. */
export function localOr(type: NodeType, id: string): string {
  const read = readGlobalId(id);
  return read?.type === type ? read.id : '';
}
