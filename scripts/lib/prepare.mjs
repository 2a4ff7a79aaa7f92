import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildExplorer } from './explorer.mjs';

/*
 * What must be there before anything of ours runs: the right Node, the packages of the lock, and a dist/ of these
 * sources. Called by the scripts themselves and not by prestart or pretest, because `ignore-scripts=true`, which careful
 * people set, drops those without a word.
 */

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The message is for people and says all; scripts print it without a stack. */
export class PreparationError extends Error {}

export function say(line) {
  console.log(line);
}

/** @param tell where progress is told; a command whose output may be read by a program keeps it off standard output */
export async function prepare(tell = say) {
  checkNode();
  await install(tell);
  await build(tell);
}

/** The same floor as "engines" in package.json, which npm only warns about. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 11)) return;
  throw new PreparationError(`Promisegraph needs Node 20.11 or later; this is ${version}, at ${process.execPath}.`);
}

export async function install(tell = say) {
  if (isInstalled()) return;
  tell('Installing packages (npm ci) ...');
  // With NODE_ENV=production npm leaves the compiler out, and there would be nothing to build with.
  const { code, output } = await run('npm', ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error']);
  if (code !== 0) throw new PreparationError(`npm ci failed:\n${output}`);
}

/**
 * npm keeps its own record of what it put into node_modules. Compared with the lock it also catches what a remembered
 * hash of the lock does not: an `npm ci --omit=dev`, or an install by hand that changed a package.
 */
function isInstalled() {
  const recordPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(recordPath)) return false;
  const record = readJson(recordPath).packages ?? {};
  return Object.entries(readJson(join(root, 'package-lock.json')).packages).every(
    ([path, wanted]) =>
      path === '' || record[path]?.version === wanted.version || (record[path] === undefined && wanted.optional === true),
  );
}

/** Compiles src/ into dist/ and puts the explorer beside it, unless dist/ was made from these very sources. */
export async function build(tell = say) {
  const stamp = join(root, 'dist', '.built-from');
  const sources = filesBelow(join(root, 'src')).filter((path) => path.endsWith('.ts'));
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].map((name) => join(root, name));
  const hash = createHash('sha256');
  const page = [...filesBelow(join(root, 'web')), join(root, 'scripts', 'lib', 'explorer.mjs')];
  for (const path of [...settings, ...sources, ...page]) hash.update(relative(root, path)).update('\0').update(readFileSync(path));
  const wanted = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  tell('Compiling ...');
  rmSync(stamp, { force: true });
  removeOrphans(sources);
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { code, output } = await run(process.execPath, [compiler, '-p', 'tsconfig.build.json']);
  if (code !== 0) throw new PreparationError(`The sources do not compile:\n${output}`);
  buildExplorer(root);
  writeFileSync(stamp, wanted);
}

/** tsc never deletes: without this a file that was renamed lives on in dist/ and can still be imported there. */
function removeOrphans(sources) {
  const dist = join(root, 'dist');
  if (!existsSync(dist)) return;
  const expected = new Set(sources.map((path) => relative(join(root, 'src'), path).replace(/\.ts$/, '')));
  for (const path of filesBelow(dist)) {
    const stem = relative(dist, path).replace(/\.(js|js\.map|d\.ts)$/, '');
    if (stem !== relative(dist, path) && !expected.has(stem)) rmSync(path);
  }
}

/** Runs a command to its end and keeps what it said, for the case that it fails. */
export async function run(command, args, options = {}) {
  return await new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', (error) => {
      reject(new PreparationError(`${command} could not be run: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      resolve({ code: code ?? 1, signal, output: output.trim() });
    });
  });
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
