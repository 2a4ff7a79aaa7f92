/*
 * npm test [-- <jest's arguments>]: lint, types, and every test against a real Neo4j. The last line counts them all.
 *   npm test -- test/config                 only what matches; lint and types as always
 *   npm test -- --only-jest test/config     without lint and types
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { tell, whenNpmEnds } from './lib/launch.mjs';
import { build, checkNode, install, PreparationError, root, run, say } from './lib/prepare.mjs';
import { ofTests, startTestDatabase } from './lib/test-database.mjs';

const given = process.argv.slice(2);
const onlyJest = given.includes('--only-jest');
/** The tests that are to run bring a database of their own. */
const ownDatabase = given.includes('--own-database');
const jestArguments = given.filter((argument) => !['--only-jest', '--own-database'].includes(argument));

const stopped = new AbortController();
const stop = (name) => {
  process.exitCode = 128 + constants.signals[name];
  stopped.abort();
};
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stop);
whenNpmEnds(() => stop('SIGTERM'));

const count = { passed: 0, failed: 0, skipped: 0 };
const add = (more) => Object.keys(count).forEach((key) => (count[key] += more[key]));

try {
  await test();
} catch (error) {
  // Counted like any failure, so that the last line is the last line whatever happens.
  if (!stopped.signal.aborted) tell(error);
  add({ passed: 0, failed: 1, skipped: 0 });
}
if (!stopped.signal.aborted) {
  const skipped = count.skipped === 0 ? '' : `, ${count.skipped} skipped`;
  say(`${count.passed} passed, ${count.failed} failed${skipped}`);
  if (count.failed > 0) process.exitCode = 1;
}

async function test() {
  checkNode();
  await install();
  const failure = await build().then(
    () => undefined,
    (error) => error,
  );
  // Neo4j starts while lint and types run: on two cores that is most of its start for nothing.
  const database = startDatabase();
  // Failing while others are still at work is no unhandled rejection; it is awaited below.
  database.catch(() => {});
  try {
    if (!onlyJest) {
      // Each has work for one core.
      const checks = [check('lint', ['eslint', 'bin', 'eslint.js'], ['.']), check('types', ['typescript', 'bin', 'tsc'], ['-p', 'tsconfig.json'])];
      for (const one of await Promise.all(checks)) add(one);
    }
    // The type check has told it already, in the same words. Without it somebody has to.
    if (failure !== undefined && (onlyJest || count.failed === 0)) {
      tell(failure);
      add({ passed: 0, failed: 1, skipped: 0 });
    }
    const { environment } = await database;
    if (!stopped.signal.aborted) add(await runJest(environment));
  } finally {
    await database.then(
      (running) => running.stop(),
      () => {},
    );
  }
}

async function startDatabase() {
  // A database that is kept running, by scripts/test-database.mjs.
  if (ownDatabase || process.env.PROMISEGRAPH_TEST_NEO4J_URI) return { environment: {}, stop: async () => {} };
  return await startTestDatabase({ say, signal: stopped.signal, ...ofTests });
}

/** One tool, one check in the count; its words are shown when it fails. */
async function check(name, tool, parameters) {
  if (stopped.signal.aborted) return { passed: 0, failed: 0, skipped: 0 };
  const started = Date.now();
  const { code, output } = await run(process.execPath, [join(root, 'node_modules', ...tool), ...parameters]);
  const passed = code === 0;
  if (!passed) say(output);
  say(`${passed ? '✓' : '✗'} ${name} (${Math.round((Date.now() - started) / 1000)} s)`);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

async function runJest(environment) {
  const folder = mkdtempSync(join(tmpdir(), 'promisegraph-jest-'));
  const report = join(folder, 'report.json');
  try {
    const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const child = spawn(process.execPath, [jest, '--json', `--outputFile=${report}`, ...jestArguments], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'test', ...environment },
    });
    stopped.signal.addEventListener('abort', () => child.kill('SIGTERM'));
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status) => resolve(status ?? 1));
    });
    return countsOf(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Jest leaves a file that doesn't even load out of its count of failed tests, and calls a run without any a success. */
function countsOf(report, code) {
  if (stopped.signal.aborted) return { passed: 0, failed: 0, skipped: 0 };
  let result;
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    throw new PreparationError(`Jest ended with code ${code} and left no report.`);
  }
  const passed = result.numPassedTests;
  const skipped = result.numPendingTests + result.numTodoTests;
  let failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  if (passed + failed + skipped === 0) {
    say('No test ran.');
    failed = 1;
  }
  // Whatever else jest failed for (a coverage threshold, a leak) may not end in "0 failed".
  if (code !== 0 && failed === 0) failed = 1;
  return { passed, failed, skipped };
}
