import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readConfiguration } from '../config.js';
import { momentOf } from '../domain/common/moment.rules.js';
import type { AgentState } from '../domain/agent/agent.rules.js';
import { linesOf } from '../domain/import/lines.rules.js';
import type { Line } from '../domain/import/lines.rules.js';
import { peopleFrom } from '../domain/import/people.rules.js';
import type { Problem } from '../domain/import/records.rules.js';
import { Problems, gatherWish } from '../domain/import/wish.rules.js';
import type { Database } from '../graph/database.js';
import { ImportRefused, findAdministrators, importRecords } from '../graph/import.js';
import type { ImportTallies } from '../graph/import.js';
import { migrate } from '../graph/migrations.js';
import { packageRoot } from '../root.js';
import { choose } from './common/choose.js';
import { CommandError, readArguments, runIfMain, withDatabase } from './common/command.js';
import type { World } from './common/command.js';
import { mostCandidates, organizationOf } from './common/organization.js';

const usage = 'Usage: npm run import -- <file.ndjson | people.csv> [--dry-run] [--organization <name or id>] [--as <administrator>] [--source <where a table comes from>]';

/** What one transaction of a database with 512 MB of heap holds, with some room: 4,100 it held, and 5,000 not. */
export const mostRecords = 2_500;
/** A table of people is read as a whole. */
const largestTable = 50_000_000;
/** Nobody waits for an import as for an answer of the API. */
export const patience = 30 * 60 * 1_000;

/** npm run import: brings in a file of the neutral format (docs/import-format.md), or a table of people, all of it or nothing. */
export async function importFile(parameters: readonly string[], world: World): Promise<void> {
  const { options, flags, operands } = readArguments(parameters, { options: ['organization', 'as', 'source'], flags: ['dry-run'], operands: ['file'] }, usage);
  const [file = ''] = operands;
  if (!existsSync(file) || !statSync(file).isFile()) throw new CommandError(`There is no file ${file}.\n${usage}`);
  const problems = new Problems();
  const wish = await gatherWish(linesIn(file, options.source), problems, mostRecords);
  const configuration = { ...readConfiguration(world.environment), queryTimeoutMs: patience };
  await withDatabase(configuration, async (database) => {
    await migrate(database, join(packageRoot, 'cypher', 'migrations'), () => momentOf(world.now));
    const organization = await organizationOf(database, options.organization);
    const importer = await importerOf(database, organization.id, options.as);
    const request = { org: organization.id, subject: importer.subject ?? '', operation: 'importRecords', key: null, input: null, bookmarks: [] };
    try {
      const { tallies } = await importRecords({ database, clock: () => world.now }, request, wish, problems, { dryRun: flags['dry-run'], progress: tellProgress(world.say) });
      for (const line of told(tallies, flags['dry-run'])) await world.print(line);
      world.say(flags['dry-run'] ? `Nothing was written. Without --dry-run this would come into ${organization.name}, by ${importer.name}.` : `Brought into ${organization.name}, by ${importer.name}.`);
    } catch (error) {
      if (error instanceof ImportRefused) throw new CommandError([...listed(error.problems, error.count), error.message].join('\n'));
      if (isOutOfMemory(error)) throw new CommandError('The file is more than one transaction of this database holds, and nothing was written. Bring it in as several files, or give the database more heap.');
      throw error;
    }
  });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).includes('MemoryPoolOutOfMemory');
}

function linesIn(file: string, source: string | undefined): AsyncIterable<Line> | Iterable<Line> {
  if (!file.toLowerCase().endsWith('.csv')) {
    if (source !== undefined) throw new CommandError('--source: A file of the neutral format names its source in its header.');
    return linesOf(createReadStream(file));
  }
  if (statSync(file).size > largestTable) throw new CommandError(`A table of people has at most ${String(largestTable / 1_000_000)} MB: bring it in as several files.`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch {
    throw new CommandError('The table is not valid UTF-8: save it in that encoding.');
  }
  return peopleFrom(text, source ?? basename(file));
}

async function importerOf(database: Database, org: string, name: string | undefined): Promise<AgentState> {
  const administrators = await findAdministrators(database, org, mostCandidates);
  const candidates = name === undefined ? administrators : administrators.filter((one) => one.name.toLowerCase().includes(name.trim().toLowerCase()));
  const [only] = candidates;
  if (only === undefined) throw new CommandError(name === undefined ? 'The organisation has no administrator who can sign in, and somebody has to answer for what comes in.' : `There is no administrator called "${name}".`);
  if (name === undefined && candidates.length > 1) throw new CommandError(`Say in whose name (--as):\n${candidates.map((one) => `  - ${one.name}`).join('\n')}`);
  return name === undefined ? only : choose('agent', name, candidates, (one) => one.name);
}

/** Every so many rows a line, on standard error. */
function tellProgress(say: (line: string) => void): (written: number, of: number) => void {
  let next = 10_000;
  return (written, of) => {
    if (written < next) return;
    next = written + 10_000;
    say(`  ... ${String(written)} of ${String(of)} rows`);
  };
}

export function told(tallies: ImportTallies, dryRun: boolean): string[] {
  return Object.entries(tallies).map(([name, { added, unchanged }]) => `${name.padEnd(11)} ${String(added)} ${dryRun ? 'to come' : 'added'}, ${String(unchanged)} here already`);
}

export function listed(problems: readonly Problem[], count: number): string[] {
  const lines = problems.map(({ line, message }) => `line ${String(line)}: ${message}`);
  return count > problems.length ? [...lines, `... and ${String(count - problems.length)} more`] : lines;
}

runIfMain(import.meta.url, importFile);
