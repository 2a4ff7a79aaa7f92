import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nothingToCatchUp } from './catching-up.js';
import type { Database } from './database.js';
import { recordDutiesOfBefore } from './duties-of-before.js';
import { recordLikenessOfBefore } from './likeness-of-before.js';
import { recordRoleLinesOfBefore } from './role-lines-of-before.js';
import { recordPerformersOfBefore, recordStandingsOfBefore } from './standings-of-before.js';

/** What stops a start because of migrations; its message is for people. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

interface Migration {
  readonly id: string;
  readonly hash: string;
  readonly statements: readonly string[];
}

function readMigrations(folder: string): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.cypher')).sort();
  return names.map((name, index) => {
    if (!/^\d{4}-[a-z0-9-]+\.cypher$/.test(name) || Number(name.slice(0, 4)) !== index + 1) {
      throw new MigrationError(`cypher/migrations/${name}: migrations are numbered without a gap, like ${String(index + 1).padStart(4, '0')}-what-it-does.cypher.`);
    }
    const source = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    const statements = source
      .split(/;\s*(?:\n|$)/)
      .map((text) => text.replace(/^\s*\/\/.*$/gm, '').trim())
      .filter((text) => text !== '');
    return { id: name.replace(/\.cypher$/, ''), hash: createHash('sha256').update(source).digest('hex'), statements };
  });
}

/**
 * Applies what has not been applied yet, in order, once each. A write lock on one node keeps a second server that
 * starts at the same moment waiting; a server that dies lets go of it with its connection.
 * What no statement can do is done after them, from TypeScript, and goes on where it was stopped.
 * @param say hears of what takes its time
 * @returns the ids of the migrations that were applied now
 * @throws MigrationError when an applied migration has changed since, or the database is ahead of this version
 */
export async function migrate(database: Database, folder: string, now: () => string, say: (text: string) => void = () => undefined): Promise<readonly string[]> {
  const migrations = readMigrations(folder);
  await database.runText('CREATE CONSTRAINT migration_key IF NOT EXISTS FOR (n:Migration) REQUIRE (n.org, n.id) IS UNIQUE');
  return database.holdingLock("MERGE (lock:Migration {org: 'none', id: 'lock'}) SET lock.taken = timestamp()", async () => {
    const rows = await database.runText("MATCH (m:Migration {org: 'none'}) WHERE m.id <> 'lock' RETURN m.id AS id, m.hash AS hash");
    const applied = new Map(rows.map((row) => [String(row.id), String(row.hash)]));
    const known = new Map(migrations.map((migration) => [migration.id, migration]));
    for (const [id, hash] of applied) {
      const migration = known.get(id);
      if (migration === undefined) {
        throw new MigrationError(`The database holds migration ${id}, which this version does not know: it was migrated by a newer one. Start that version, or restore a backup.`);
      }
      if (migration.hash !== hash) {
        throw new MigrationError(`cypher/migrations/${id}.cypher has changed since it was applied. Put it back as it was, and write what you want to change as a new migration.`);
      }
    }
    const missing = migrations.filter((migration) => !applied.has(migration.id));
    for (const migration of missing) {
      for (const text of migration.statements) await database.runText(text);
      await database.runText("CREATE (:Migration {org: 'none', id: $id, hash: $hash, appliedAt: $at})", { id: migration.id, hash: migration.hash, at: now() });
    }
    if (missing.length > 0) await database.runText('CALL db.awaitIndexes(300)');
    if (applied.size === 0) await nothingToCatchUp(database, now());
    const { workflows } = await recordDutiesOfBefore(database, now(), { onPage: (done) => { if (done > 0) say(`Put on record what Customers owed in ${String(done)} workflows.`); } });
    if (workflows > 0) say(`What Customers owed stands on record in all workflows now; ${String(workflows)} of them were behind.`);
    const standing = await recordStandingsOfBefore(database, now(), { onPage: (done) => { if (done > 0) say(`Put beside the acts of ${String(done)} workflows how it stood after each.`); } });
    if (standing.workflows > 0) say(`How it stood after each act stands beside it in all workflows now; ${String(standing.workflows)} of them were behind.`);
    const performers = await recordPerformersOfBefore(database, now(), { onPage: (done) => { if (done > 0) say(`Put on record who performed in ${String(done)} workflows.`); } });
    if (performers.workflows > 0) say(`Who performed what executed stands on record in all workflows now; in ${String(performers.workflows)} of them it did not.`);
    const alike = await recordLikenessOfBefore(database, now());
    if (alike.workflows > 0) say(`Which concerns are in the same words is known of all now; of ${String(alike.workflows)} it was not.`);
    const lines = await recordRoleLinesOfBefore(database, now());
    if (lines.workflows > 0) say(`Of which line of their role they are is said by all workflows now; ${String(lines.workflows)} of them said it in their state alone.`);
    return missing.map((migration) => migration.id);
  });
}
