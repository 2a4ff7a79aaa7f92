import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readConfiguration } from '../config.js';
import { globalId } from '../domain/common/identifier.rules.js';
import { momentOf } from '../domain/common/moment.rules.js';
import type { AgentState } from '../domain/agent/agent.rules.js';
import { linesOf } from '../domain/import/lines.rules.js';
import type { Line } from '../domain/import/lines.rules.js';
import { tableFrom } from '../domain/import/reporting-lines.rules.js';
import { Problems, gatherWish } from '../domain/import/wish.rules.js';
import type { Database } from '../graph/database.js';
import { findAdministrators, importRecords } from '../graph/import.js';
import type { ImportTallies } from '../graph/import.js';
import { migrate } from '../graph/migrations.js';
import { ImportFiles } from '../graph/offline/import-files.js';
import { NodeNumbers } from '../graph/offline/places.js';
import { foundAndImport } from '../graph/offline/records-to-files.js';
import { packageRoot } from '../root.js';
import { choose } from './common/choose.js';
import { CommandError, readArguments, runIfMain, withDatabase } from './common/command.js';
import type { World } from './common/command.js';
import { foundingOptions, foundingUsage, readFounding } from './common/founding.js';
import { intoEmptyDatabase } from './common/offline.js';
import { mostCandidates, organizationOf } from './common/organization.js';
import { explaining } from './common/refusals.js';

const usage = `Usage: npm run import -- <file.ndjson | people.csv | reporting-lines.csv> [--dry-run] [--source <where a table comes from>] [--organization <name or id>] [--as <administrator>]
   or: npm run import -- <file.ndjson | people.csv | reporting-lines.csv> [--dry-run] [--source <where a table comes from>] --offline ${foundingUsage}`;

/** What one transaction of a database with 512 MB of heap holds, with some room. */
export const mostRecords = 2_500;
/** And what the memory of one process holds, with some room. */
export const mostRecordsOffline = 200_000;
/** A table is read as a whole. */
const largestTable = 50_000_000;
/** Nobody waits for an import as for an answer of the API. */
export const patience = 30 * 60 * 1_000;

type Options = Readonly<Record<'organization' | 'as' | 'source' | (typeof foundingOptions)[number], string | undefined>>;

/** npm run import: brings in a file of the neutral format (docs/import-format.md), or a table of people or of reporting lines, all of it or nothing. */
export async function importFile(parameters: readonly string[], world: World): Promise<void> {
  const { options, flags, operands } = readArguments(parameters, { options: ['organization', 'as', 'source', ...foundingOptions], flags: ['dry-run', 'offline'], operands: ['file'] }, usage);
  const [file = ''] = operands;
  if (!existsSync(file) || !statSync(file).isFile()) throw new CommandError(`There is no file ${file}.\n${usage}`);
  const strange = (flags.offline ? (['organization', 'as'] as const) : foundingOptions).find((name) => options[name] !== undefined);
  if (strange !== undefined) throw new CommandError(`--${strange}: ${flags.offline ? 'Offline there is no organisation yet: one is founded.' : 'This founds an organisation, which only --offline does.'}\n${usage}`);
  await explaining(null, () => (flags.offline ? importOffline : importOnline)(file, options, flags['dry-run'], world));
}

async function importOnline(file: string, options: Options, dryRun: boolean, world: World): Promise<void> {
  const problems = new Problems();
  const wish = await gatherWish(linesIn(file, options.source), problems, mostRecords);
  const configuration = { ...readConfiguration(world.environment), queryTimeoutMs: patience };
  await withDatabase(configuration, async (database) => {
    await migrate(database, join(packageRoot, 'cypher', 'migrations'), () => momentOf(world.now));
    const organization = await organizationOf(database, options.organization);
    const importer = await importerOf(database, organization.id, options.as);
    const request = { org: organization.id, subject: importer.subject ?? '', operation: 'importRecords', key: null, input: null, bookmarks: [] };
    try {
      const { tallies } = await importRecords({ database, clock: () => world.now }, request, wish, problems, { dryRun, progress: tellProgress(world.say) });
      await tell(tallies, dryRun, `into ${organization.name}, by ${importer.name}`, world);
    } catch (error) {
      if (isOutOfMemory(error)) throw new CommandError('The file is more than one transaction of this database holds, and nothing was written. Bring it in as several files, or give the database more heap.');
      throw error;
    }
  });
}

/** Into the embedded database, which is stopped and empty, with an organisation that is founded for it. */
async function importOffline(file: string, options: Options, dryRun: boolean, world: World): Promise<void> {
  const founded = readFounding(options, usage);
  const configuration = readConfiguration(world.environment);
  const { organization, administrator, tallies } = await intoEmptyDatabase(configuration, world, dryRun, async (folder) => {
    const problems = new Problems();
    const wish = await gatherWish(linesIn(file, options.source), problems, mostRecordsOffline);
    const files = folder === null ? null : new ImportFiles(folder, new NodeNumbers());
    try {
      const result = foundAndImport(founded, wish, problems, { clock: () => world.now, files, progress: tellProgress(world.say) });
      return { result, manifest: files?.close() ?? null };
    } catch (error) {
      files?.close();
      throw error;
    }
  });
  if (!dryRun) {
    await world.print(`organization   ${organization}`);
    await world.print(`administrator  ${globalId('Agent', administrator)}`);
  }
  await tell(tallies, dryRun, `into ${founded.name}, by ${founded.administrator.name}`, world);
  if (!dryRun) world.say('The next start makes its indexes: npm start');
}

async function tell(tallies: ImportTallies, dryRun: boolean, where: string, world: World): Promise<void> {
  for (const line of told(tallies, dryRun)) await world.print(line);
  world.say(dryRun ? `Nothing was written. Without --dry-run this would come ${where}.` : `Brought ${where}.`);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).includes('MemoryPoolOutOfMemory');
}

function linesIn(file: string, source: string | undefined): AsyncIterable<Line> | Iterable<Line> {
  if (!file.toLowerCase().endsWith('.csv')) {
    if (source !== undefined) throw new CommandError('--source: A file of the neutral format names its source in its header.');
    return linesOf(createReadStream(file));
  }
  if (statSync(file).size > largestTable) throw new CommandError(`A table has at most ${String(largestTable / 1_000_000)} MB: bring it in as several files.`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch {
    throw new CommandError('The table is not valid UTF-8: save it in that encoding.');
  }
  return tableFrom(text, source ?? basename(file));
}

async function importerOf(database: Database, org: string, name: string | undefined): Promise<AgentState> {
  const administrators = await findAdministrators(database, org, mostCandidates);
  const candidates = name === undefined ? administrators : administrators.filter((one) => one.name.toLowerCase().includes(name.trim().toLowerCase()));
  const [only] = candidates;
  if (only === undefined) throw new CommandError(name === undefined ? 'The organisation has no administrator who can sign in, and somebody has to answer for what comes in.' : `There is no administrator called "${name}".`);
  if (name === undefined && candidates.length > 1) throw new CommandError(`Say in whose name (--as):\n${candidates.map((one) => `  - ${one.name}`).join('\n')}`);
  return name === undefined ? only : choose('agent', name, candidates, (one) => one.name);
}

/** Every so many things a line, on standard error. */
function tellProgress(say: (line: string) => void): (written: number, of: number) => void {
  let next = 5_000;
  return (written, of) => {
    if (written < next) return;
    next = written + 5_000;
    say(`  ... ${String(written)} of ${String(of)} things`);
  };
}

export function told(tallies: ImportTallies, dryRun: boolean): string[] {
  return Object.entries(tallies).map(([name, { added, unchanged }]) => `${name.padEnd(11)} ${String(added)} ${dryRun ? 'to come' : 'added'}, ${String(unchanged)} here already`);
}

runIfMain(import.meta.url, importFile);
