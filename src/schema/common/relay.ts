import { ArgsType, Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { ClassType } from 'type-graphql';

/** A reference to another type that emits no metadata: two classes that name each other would crash in compiled ESM. */
export type Relation<T> = T;

@InterfaceType({ description: 'A thing with an id that `node` finds again.', resolveType: (value: { __typename?: string }) => value.__typename })
export abstract class Node {
  @Field(() => ID, { description: 'Opaque, and the same for ever.' })
  id: string;
}

@ObjectType({ description: 'Where a page stands in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more behind this page.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Whether this page began after a cursor. Lists are read forwards.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first row; null for an empty page.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last row: give it as `after` for the next page.' })
  endCursor: string | null;
}

@ArgsType()
export class PageArguments {
  @Field(() => Int, { defaultValue: 20, description: 'How many rows, 1 to 100.' })
  first: number;

  @Field(() => String, { nullable: true, description: 'The cursor to go on after.' })
  after?: string | null;
}

export interface Edge<T> {
  cursor: string;
  node: T;
}

export interface Connection<T> {
  edges: Edge<T>[];
  nodes: T[];
  pageInfo: PageInfo;
  totalCount: number | (() => number) | null;
  hiddenCount?: number | null;
}

/**
 * Makes the connection and edge types of a node type: `WorkflowConnection`, `WorkflowEdge`.
 * @param hides rows may be kept from the viewer; the list then says how many, or what is told instead in these words
 */
export function connectionOf<T extends object>(name: string, node: () => ClassType<T>, what: string, hides: boolean | string = false): ClassType<Connection<T>> {
  @ObjectType(`${name}Edge`, { description: `One row of a list of ${what}.`, simpleResolvers: true })
  class EdgeOf {
    @Field(() => String, { description: 'The position of this row; opaque.' })
    cursor: string;

    @Field(node, { description: 'The row itself.' })
    node: T;
  }
  @ObjectType(`${name}Connection`, { description: `A page of ${what}.`, simpleResolvers: true })
  class ConnectionOf {
    @Field(() => [EdgeOf], { description: 'The rows with their cursors.' })
    edges: Edge<T>[];

    @Field(() => [node()], { description: 'The rows alone.' })
    nodes: T[];

    @Field(() => PageInfo, { description: 'Where this page stands.' })
    pageInfo: PageInfo;

    @Field(() => Int, { description: 'How many rows the whole list has, whatever the page. Counted only when it is asked for.' })
    totalCount: number;
  }
  if (hides !== false) {
    const description = typeof hides === 'string' ? hides : `How many more ${what} this list would have, were there not some that only their parties may see. What else the filter asks is not asked of them: it would tell what they are. Counted only when it is asked for.`;
    Field(() => Int, { description })(ConnectionOf.prototype, 'hiddenCount');
  }
  return ConnectionOf as unknown as ClassType<Connection<T>>;
}
