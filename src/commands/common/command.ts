import { once } from 'node:events';
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
import { LocalDatabaseError } from '../../local/index.js';
import { packageRoot } from '../../root.js';

/** What a command has of the world; a test gives it another one. */
export interface World {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The result, on standard output: what another program may read. Resolves when it may go on: a pipe can be slow. */
  readonly print: (line: string) => void | Promise<void>;
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
  const writeTo = (stream: NodeJS.WriteStream) => (line: string): Promise<void> => (stream.write(`${line}\n`) ? Promise.resolve() : once(stream, 'drain').then(() => undefined));
  const world = { environment: process.env, print: writeTo(process.stdout), say: (line: string) => void writeTo(process.stderr)(line), now: Date.now() };
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
  const forPeople = error instanceof CommandError || error instanceof LocalDatabaseError || error instanceof ConfigurationError || error instanceof MigrationError || error instanceof Refusal;
  if (forPeople) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The options of a command, each with a value. @throws CommandError, with the usage, for any other */
export function readOptions<Name extends string>(parameters: readonly string[], names: readonly Name[], usage: string): Readonly<Record<Name, string | undefined>> {
  return readArguments(parameters, { options: names, flags: [], operands: [] }, usage).options;
}

export interface Arguments<Option extends string, Flag extends string> {
  readonly options: Readonly<Record<Option, string | undefined>>;
  readonly flags: Readonly<Record<Flag, boolean>>;
  readonly operands: readonly string[];
}

/**
 * All that a command is called with: options with a value, flags without one, and operands, each of which is needed.
 * @throws CommandError, with the usage, for anything else
 */
export function readArguments<Option extends string, Flag extends string>(
  parameters: readonly string[],
  known: { readonly options: readonly Option[]; readonly flags: readonly Flag[]; readonly operands: readonly string[] },
  usage: string,
): Arguments<Option, Flag> {
  const options = Object.fromEntries([...known.options.map((name) => [name, { type: 'string' }]), ...known.flags.map((name) => [name, { type: 'boolean' }])]) as NonNullable<ParseArgsConfig['options']>;
  let values: Record<string, unknown>;
  let operands: string[];
  try {
    ({ values, positionals: operands } = parseArgs({ args: [...parameters], options, strict: true, allowPositionals: known.operands.length > 0 }) as { values: Record<string, unknown>; positionals: string[] });
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
  if (operands.length !== known.operands.length) throw new CommandError(`${operands.length < known.operands.length ? `Say which ${known.operands.slice(operands.length).join(', ')}.` : `That is more than one ${known.operands.join(', ')}.`}\n${usage}`);
  return {
    options: values as Record<Option, string | undefined>,
    flags: Object.fromEntries(known.flags.map((name) => [name, values[name] === true])) as Record<Flag, boolean>,
    operands,
  };
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
