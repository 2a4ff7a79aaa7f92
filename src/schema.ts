import 'reflect-metadata';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { resolvers } from './resolvers/index.js';

let created: GraphQLSchema | undefined;

/**
 * The schema of the API, made from the types in src/schema and the resolvers. `schema.graphql` is its text. There is one in a
 * process, however many serve it: it takes half a second of processor time to make, and nobody changes it.
 */
export function createSchema(): GraphQLSchema {
  return (created ??= newSchema());
}

function newSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers,
    // Rules are checked in domain, where they have words of their own for each refusal.
    validate: false,
    // Orphaned types are those of other schemas in the same process; there is one.
    orphanedTypes: [],
    // Each subscription has a source of its own; type-graphql asks for this all the same.
    pubSub: { publish: noPubSub, subscribe: noPubSub },
  });
  // type-graphql makes the root types itself and has no place for their descriptions.
  describe(schema.getQueryType(), 'What may be asked. Every answer is of the organisation that the token is for.');
  describe(schema.getSubscriptionType(), 'What one may listen to, over WebSocket. Each takes a cursor to go on after, and ends with the token.');
  describe(schema.getMutationType(), 'What may be said and done. Each takes one input, and says in `userErrors` why it was refused.');
  return schema;
}

function noPubSub(): never {
  throw new Error('Events come from the outbox: give the subscription a `subscribe` of its own.');
}

function describe(type: GraphQLObjectType | null | undefined, description: string): void {
  if (type != null) type.description = description;
}
