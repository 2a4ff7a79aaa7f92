import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readConfiguration } from '../config.js';
import { Organisation, mostPromises } from '../generator/organisation.js';
import { administratorName } from '../generator/people.js';
import { CommandError, readOptions, runIfMain } from './common/command.js';
import type { World } from './common/command.js';
import { storeOfExports } from './common/offline.js';

const usage = 'Usage: npm run generate -- --promises <how many> [--seed <any text>] [--out <file>]';

/**
 * npm run generate: makes an organisation up, of any size and always the same for a seed. It goes into a file that
 * `npm run restore` reads, or, without one, straight into the embedded database, which is stopped and empty.
 */
export async function generate(parameters: readonly string[], world: World): Promise<void> {
  const options = readOptions(parameters, ['promises', 'seed', 'out'], usage);
  const organisation = new Organisation({ promises: readCount(options.promises), seed: readSeed(options.seed) });
  const progress = tellPromises(world.say, organisation.structure.promises);
  if (options.out === undefined) await intoDatabase(organisation, progress, world);
  else await intoFile(organisation, options.out, progress, world);
  await world.print(`organization   ${organisation.id}`);
  world.say(`${organisation.name}: ${String(organisation.structure.providers.length)} dependencies. Its administrator is ${administratorName}.`);
}

async function intoFile(organisation: Organisation, file: string, progress: (promises: number) => void, world: World): Promise<void> {
  if (existsSync(file)) throw new CommandError(`--out: There is a file ${file} already, and nothing is overwritten.`);
  try {
    await pipeline(Readable.from(organisation.chunks(progress)), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== 'EEXIST') rmSync(file, { force: true });
    const { message } = error as Error;
    throw new CommandError(`--out: ${file} could not be written, and is not there: ${message}`);
  }
  world.say(`Written to ${file}. It becomes an organisation by: npm run restore -- ${file}   (a large one: --offline)`);
}

async function intoDatabase(organisation: Organisation, progress: (promises: number) => void, world: World): Promise<void> {
  // Promises are counted here, not acts.
  const source = { name: 'what is made up', size: organisation.size, chunks: () => organisation.chunks(progress), progress: () => undefined };
  for (const { acts, things } of await storeOfExports(readConfiguration(world.environment), world, [source], false)) world.say(`Brought in ${String(acts)} acts about ${String(things)} things.`);
  world.say('The next start makes its indexes: npm start');
}

function readCount(text: string | undefined): number {
  const count = Number(text);
  if (text === undefined || !/^[1-9]\d*$/.test(text) || count > mostPromises) throw new CommandError(`--promises: Give a whole number from 1 to ${String(mostPromises)}.\n${usage}`);
  return count;
}

function readSeed(text = '1'): string {
  if (!/^[\p{L}\p{N} ._-]{1,50}$/u.test(text)) throw new CommandError(`--seed: Give up to 50 letters, digits, spaces, dots and dashes.\n${usage}`);
  return text;
}

/** Twenty times at most. */
function tellPromises(say: (line: string) => void, of: number): (promises: number) => void {
  const step = Math.max(2_000, Math.ceil(of / 20));
  let next = step;
  return (promises) => {
    if (promises < next) return;
    next = promises + step;
    say(`  ... ${String(promises)} of ${String(of)} promises`);
  };
}

runIfMain(import.meta.url, generate);
