import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { packageRoot } from '../root.js';
import { createSchema } from '../schema.js';
import { runIfMain } from './common/command.js';

/** The schema as it is committed: sorted, so that moving code about changes nothing. */
export function schemaText(): string {
  return `${printSchema(lexicographicSortSchema(createSchema()))}\n`;
}

/* npm run schema: writes schema.graphql, which is committed, so that a change of the API is read as a change of it. */
runIfMain(import.meta.url, () => {
  writeFileSync(join(packageRoot, 'schema.graphql'), schemaText());
});
