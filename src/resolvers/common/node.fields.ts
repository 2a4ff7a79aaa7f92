import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { readGlobalId } from '../../domain/common/identifier.rules.js';
import { invalid } from '../../domain/common/refusal.js';
import { Node } from '../../schema/common/relay.js';
import type { NodeType } from './identifiers.js';
import { loadNode } from './nodes.js';
import { largestPage } from './paging.js';
import type { Lazy } from './lazy.js';

const types: ReadonlySet<string> = new Set<NodeType>(['Organization', 'Agent', 'Concern', 'Workflow', 'Proposal', 'Promise', 'Assessment', 'Act', 'PlanningRound', 'Role', 'Dual']);

async function find(id: string, context: Context): Promise<Lazy<Node> | null> {
  // Asked first, so that a request without a token hears so, and not that there is nothing.
  const { identity } = context;
  const read = readGlobalId(id);
  return read === null || !types.has(read.type) || identity.org === '' ? null : loadNode(read.type as NodeType, read.id, context);
}

@Resolver()
export class NodeFields {
  @Query(() => Node, { nullable: true, description: 'The thing with this id; null when there is none, or you may not see it.' })
  node(@Arg('id', () => ID, { description: 'An id that this API gave.' }) id: string, @Ctx() context: Context): Promise<Lazy<Node> | null> {
    return find(id, context);
  }

  @Query(() => [Node], { nullable: 'items', description: 'The things with these ids, in their order; null for each that is not there. 100 at most.' })
  nodes(@Arg('ids', () => [ID], { description: 'Ids that this API gave.' }) ids: string[], @Ctx() context: Context): Promise<(Lazy<Node> | null)[]> {
    if (ids.length > largestPage) throw invalid('ids', `Ask for ${largestPage} things at once, at most.`);
    return Promise.all(ids.map((id) => find(id, context)));
  }
}
