import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { PreparationError, prepare, root, say } from './prepare.mjs';

/** Prepares, runs one compiled program to its end, and ends as it did. `flags` are Node's own. */
export async function launch(program, parameters, told = say, flags = []) {
  await prepare(told);
  const path = join(root, 'dist', program);
  if (!existsSync(path)) throw new PreparationError(`There is no ${program.replace(/\.js$/, '')} to run.`);
  const child = spawn(process.execPath, ['--enable-source-maps', ...flags, path, ...parameters], { stdio: 'inherit' });
  // The program stops itself, in order: requests, then the database. We only wait for it, and pass on what reached us
  // alone. Ctrl-C reaches it twice that way (the terminal signals the whole group, and npm does too), so a program takes
  // every signal after its first for the same wish.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
  whenNpmEnds(() => child.kill('SIGTERM'));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

/**
 * npm puts a shell between itself and a script. A SIGTERM to npm ends the two of them and never reaches the script, which
 * would go on serving with nobody above it. Only under npm: elsewhere losing one's parent is what nohup is for.
 */
export function whenNpmEnds(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 250);
  watch.unref();
}

/** Runs a script's main part. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    tell(error);
    process.exitCode = 1;
  }
}

/** What people can put right themselves is told without a stack; anything else is a mistake of ours and needs one. */
export function tell(error) {
  const plain = error instanceof PreparationError || error?.name === 'LocalDatabaseError';
  console.error(plain ? error.message : error);
}
