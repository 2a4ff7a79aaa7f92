import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf } from '../../src/domain/import/lines.rules.js';
import type { Database } from '../../src/graph/database.js';
import { exportOrganization } from '../../src/graph/export.js';
import { restoreOrganization } from '../../src/graph/restore.js';
import type { RestoreReport } from '../../src/graph/restore.js';

/** What an organisation's export is, as one text. */
export async function exported(database: Database, org: string): Promise<string> {
  const lines: string[] = [];
  await exportOrganization({ database, clock: () => Date.now() }, org, (line) => void lines.push(line));
  return lines.map((line) => `${line}\n`).join('');
}

export function restored(database: Database, text: string | Uint8Array, dryRun = false): Promise<RestoreReport> {
  return restoreOrganization({ database, clock: () => Date.now() }, () => linesOf([Buffer.from(text as string)]), { dryRun });
}

/** Everything an organisation has in the database is gone: what an empty one would be for it. */
export async function forget(database: Database, org: string): Promise<void> {
  for (;;) {
    const [row] = await database.runText('MATCH (n {org: $org}) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS removed', { org });
    if (row?.['removed'] === 0) return;
  }
}

/** The same organisation under another id, so that both can be there: every id that names it is another one. */
export function renamed(text: string, org: string, other: string): string {
  return text.replaceAll(org, other);
}

export function writtenTo(folder: string, name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}
