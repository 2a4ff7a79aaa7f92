import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PreparationError } from '../../scripts/lib/prepare.mjs';

/* Organisations of several sizes, each in an embedded database of its own, and what was measured of them, in one folder. */

/** A whole number, as an option gives it. */
export function count(text, option) {
  if (!/^[1-9]\d*$/.test(text)) throw new PreparationError(`${option} takes whole numbers.`);
  return Number(text);
}

/**
 * @param given the folder that was asked for; left out, there is one for this run, which goes at the end
 * @param name what it is for
 */
export async function inFolder(given, name, work) {
  const folder = given === undefined ? mkdtempSync(join(tmpdir(), `promisegraph-${name}-`)) : resolve(given);
  mkdirSync(folder, { recursive: true });
  try {
    await work(folder);
  } finally {
    if (given === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The folder of the database with so many promises, which is made where it is not there yet.
 * @param make is given the folder
 */
export async function storeOf(promises, { folder: all, heap }, say, make) {
  // Imported late: before the build there may be no dist/.
  const { OfflineDatabase } = await import('../../dist/local/index.js');
  const folder = join(all, String(promises));
  const offline = await OfflineDatabase.open({ folder, heap, say });
  const { exists } = offline;
  offline.release();
  if (!exists) await make(folder);
  return folder;
}

/** What was measured again takes the place of what was measured before; the rest of that stays. */
export function keepFigures(folder, promises, figures) {
  const file = join(folder, `${String(promises)}.json`);
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { comparisons: [] };
  const keyOf = ({ name, size }) => `${name}/${String(size)}`;
  const again = new Map(figures.comparisons.map((one) => [keyOf(one), one]));
  const known = new Set(before.comparisons.map(keyOf));
  const comparisons = [...before.comparisons.map((one) => again.get(keyOf(one)) ?? one), ...figures.comparisons.filter((one) => !known.has(keyOf(one)))];
  writeFileSync(file, JSON.stringify({ ...before, ...figures, comparisons }, null, 1));
}

/** Of all sizes, the smallest first. */
export function keptFigures(folder) {
  return readdirSync(folder).filter((name) => /^\d+\.json$/.test(name)).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))).sort((one, other) => one.promises - other.promises);
}

/** How it was asked for, without the name of a folder of this machine. */
export function commandOf(script) {
  return `npm run ${script} -- ${process.argv.slice(2).filter((word) => !word.startsWith('--folder')).join(' ')}`;
}
