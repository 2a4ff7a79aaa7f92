import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../src/graph/database.js';
import { packageRoot } from '../../src/root.js';

/** The key of each label, as migrations make them: its properties, of which the first is the organisation. */
function keys(): ReadonlyMap<string, readonly string[]> {
  const folder = join(packageRoot, 'cypher', 'migrations');
  const found = new Map<string, readonly string[]>();
  for (const name of readdirSync(folder).sort()) {
    for (const [, label = '', properties = ''] of readFileSync(join(folder, name), 'utf8').matchAll(/^CREATE CONSTRAINT \w+ IF NOT EXISTS FOR \(n:(\w+)\) REQUIRE \(n\.org, (.+)\) IS UNIQUE/gm)) {
      if (!found.has(label)) found.set(label, properties.split(', '));
    }
  }
  return found;
}

/**
 * How a statement begins that is about every node of the organisation `$org`, as `n`. They are found by their keys: without a
 * label, everything would be read that all other tests have written.
 */
export const everyNode = `CALL () {
${[...keys()].map(([label, properties]) => `  MATCH (n:${label} {org: $org}) WHERE ${properties.map((property) => `${property} IS NOT NULL`).join(' AND ')} RETURN n`).join('\n  UNION ALL\n')}
}`;

/** All there is of an organisation, counted, and how often each thing has changed. */
export function countsOf(database: Database, org: string): Promise<Record<string, unknown>[]> {
  return database.runText(`${everyNode} UNWIND labels(n) AS label RETURN label, count(*) AS nodes, sum(n.version) AS versions ORDER BY label`, { org });
}
