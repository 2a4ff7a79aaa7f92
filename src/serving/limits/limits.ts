import { GraphQLError } from 'graphql';
import type { ASTNode } from 'graphql';

/**
 * How much one operation may ask for. Each is far above what a screen or a program of ours needs and far below what
 * keeps others waiting; all are checked before anything is executed, whatever transport the operation came by.
 */
export const limits = {
  /** Bytes of a request. A body over this is no query that somebody wrote for one screen. */
  body: 100_000,
  /** Words and signs of a document. Standard introspection has under 300. */
  tokens: 1_000,
  /** Brackets inside brackets of a document. The parser calls itself for each; nothing sensible has twenty. */
  nesting: 50,
  /** Fields inside fields. A workflow's acts' speakers' groups' members, through edges and nodes, are ten. */
  depth: 12,
  /** Aliases: each may be the same costly field once more. */
  aliases: 30,
  directives: 30,
  /** Rows of a page; longer lists are read page by page. */
  page: 100,
  /** Values of one list in an input, be it written out or in a variable. */
  array: 250,
  /** Things asked for in one operation: the product of the page sizes down the connections. */
  nodes: 10_000,
  /**
   * Points of one operation. What many things may have to say is dear by how long it may be, though most say a hundredth of
   * that: a page of a hundred acts with all that they said and changed is two hundred points.
   */
  cost: 10_000,
  /** Fields inside fields of the schema's description. The standard query goes fifteen deep. */
  introspectionDepth: 20,
  /** Fields of types inside fields of types of the schema's description. The standard query has them once. */
  introspectionLists: 2,
  /** Descriptions of the schema or of types, and lists in them. The standard query has ten. */
  introspections: 20,
  /** Subscriptions and other operations under way over one WebSocket. A screen has a handful. */
  operations: 50,
  /** WebSockets of one viewer at one process: tabs, and a phone. */
  sockets: 20,
  /**
   * Letters of an answer. What a field says is asked for once more with each alias, and a thing with each way that leads to
   * it: a hundred long texts are gigabytes so, and cost nothing to read.
   */
  answer: 10_000_000,
  /**
   * Letters read from the database for one operation. What is read stays in memory until the answer is made, at three times
   * its length: a hundred acts whose states are as long as they may be are twenty million, and most states are a hundredth
   * of that.
   */
  reading: 30_000_000,
  /** Errors told at once. More help nobody, and each quotes what was sent. */
  errors: 10,
} as const;

export type LimitName = keyof typeof limits;

/** The refusal of an operation that asks for too much: which limit, where it lies, and what to do instead. */
export function limitExceeded(limit: LimitName, message: string, details: { readonly found?: number; readonly node?: ASTNode | undefined } = {}): GraphQLError {
  const { found, node } = details;
  // A sum over fragments that hold fragments can be past any number that JSON has.
  const counted = found === undefined ? {} : { found: Math.min(found, Number.MAX_SAFE_INTEGER) };
  return new GraphQLError(message, { nodes: node ?? null, extensions: { code: 'LIMIT_EXCEEDED', limit, allowed: limits[limit], ...counted } });
}
