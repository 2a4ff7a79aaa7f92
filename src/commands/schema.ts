import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { packageRoot } from '../root.js';
import { createSchema } from '../schema.js';

/* npm run schema: writes schema.graphql, which is committed, so that a change of the API is read as a change of it. */
writeFileSync(join(packageRoot, 'schema.graphql'), `${printSchema(lexicographicSortSchema(createSchema()))}\n`);
