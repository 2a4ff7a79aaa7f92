import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { ConfigurationError } from '../../config.js';
import type { Configuration } from '../../config.js';
import { findDatabase } from '../../development.js';
import { Refusal } from '../../domain/common/refusal.js';
import { Database } from '../../graph/database.js';
import { MigrationError } from '../../graph/migrations.js';
import { loadStatements } from '../../graph/statement.js';
import { packageRoot } from '../../root.js';

/** What a command has of the world; a test gives it another one. */
export interface World {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The result, on standard output: what another program may read. */
  readonly print: (line: string) => void;
  /** Words for people, on standard error. */
  readonly say: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type Command = (parameters: readonly string[], world: World) => Promise<void> | void;

/** Something that whoever called can put right; the message says how. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Runs a command when its file is the program, and leaves it alone when a test imports it. */
export function runIfMain(url: string, command: Command): void {
  const program = process.argv[1];
  if (program === undefined || realpathSync(program) !== fileURLToPath(url)) return;
  const writeTo = (stream: NodeJS.WriteStream) => (line: string): void => void stream.write(`${line}\n`);
  const world = { environment: process.env, print: writeTo(process.stdout), say: writeTo(process.stderr), now: Date.now() };
  Promise.resolve()
    .then(() => command(process.argv.slice(2), world))
    .catch((error: unknown) => {
      world.say(wordsOf(error));
      process.exitCode = 1;
    });
}

function wordsOf(error: unknown): string {
  if (error instanceof Refusal && error.code === 'UNAVAILABLE') return 'The database does not answer: is it running? (npm start, or what NEO4J_URI names.)';
  if (error instanceof Refusal && error.code === 'BUSY') return 'The database took too long, and nothing was written. Try again.';
  const forPeople = error instanceof CommandError || error instanceof ConfigurationError || error instanceof MigrationError || error instanceof Refusal;
  if (forPeople) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The options of a command, each with a value. @throws CommandError, with the usage, for any other */
export function readOptions<Name extends string>(parameters: readonly string[], names: readonly Name[], usage: string): Readonly<Record<Name, string | undefined>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' }])) as NonNullable<ParseArgsConfig['options']>;
  try {
    return parseArgs({ args: [...parameters], options, strict: true, allowPositionals: false }).values as Record<Name, string | undefined>;
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

/** Works with the database of the settings, or with that of the server that runs beside this command. */
export async function withDatabase<Result>(configuration: Configuration, work: (database: Database) => Promise<Result>): Promise<Result> {
  const settings = findDatabase(configuration);
  if (settings === null) throw new CommandError('There is no database to ask: start the server first (npm start), or set NEO4J_URI.');
  loadStatements(join(packageRoot, 'cypher'));
  const database = new Database(settings);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
