import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { resolvers } from './resolvers/index.js';

/** The schema of the API, made from the types in src/schema and the resolvers. `schema.graphql` is its text. */
export function createSchema(): GraphQLSchema {
  return buildSchemaSync({
    resolvers,
    // Rules are checked in domain, where they have words of their own for each refusal.
    validate: false,
    // Orphaned types are those of other schemas in the same process; there is one.
    orphanedTypes: [],
  });
}
