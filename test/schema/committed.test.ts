import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, findBreakingChanges } from 'graphql';
import { schemaText } from '../../src/commands/schema.js';
import { packageRoot } from '../../src/root.js';

/**
 * Breaking changes that clients have been told of in CHANGELOG.md, word for word as the test below names them. Emptied
 * with the commit after the one that makes them.
 */
const announced: readonly string[] = [];

test('schema.graphql is what the code says', () => {
  const committed = readFileSync(join(packageRoot, 'schema.graphql'), 'utf8');
  // Compared as a whole, but a failure of four thousand lines would say less than this.
  if (committed !== schemaText()) throw new Error('schema.graphql is stale: run `npm run schema`, and read what changed.');
});

const before = schemaOfTheLastCommit();
const unlessThereIsNoGit = before === null ? test.skip : test;

unlessThereIsNoGit('the schema breaks no client of the last commit', () => {
  const changes = findBreakingChanges(buildSchema(before ?? ''), buildSchema(schemaText()));
  expect(changes.map(({ description }) => description).filter((change) => !announced.includes(change))).toEqual([]);
});

function schemaOfTheLastCommit(): string | null {
  try {
    return execFileSync('git', ['show', 'HEAD:schema.graphql'], { cwd: packageRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}
