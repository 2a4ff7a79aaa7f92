import './node-environment.js';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { createApplication } from './application.js';
import { ConfigurationError, readConfiguration } from './config.js';
import type { Configuration } from './config.js';
import { loadDemoWhereEmpty } from './demo/load.js';
import type { DemoVisitor } from './demo/load.js';
import { announceDatabase, developmentKeyFile, mintDevelopmentToken, withdrawAnnouncement } from './development.js';
import { momentOf } from './domain/common/moment.rules.js';
import { Refusal } from './domain/common/refusal.js';
import { forgetKeys } from './graph/change.js';
import { Database } from './graph/database.js';
import { EventStream } from './graph/event-stream.js';
import type { DatabaseSettings } from './graph/database.js';
import { MigrationError, migrate } from './graph/migrations.js';
import { loadStatements } from './graph/statement.js';
import { WebhookSecrets } from './graph/webhook-secrets.js';
import { createVerifier } from './identity.js';
import { findVerificationKeys, hasOwnKey } from './keys/index.js';
import { Courier } from './live/webhooks/courier.js';
import { Worker } from './live/worker.js';
import { LocalDatabaseError, startLocalDatabase } from './local/index.js';
import { packageRoot } from './root.js';
import { Metrics } from './serving/metrics.js';

/* Start-up and wiring: settings, database, migrations, demo, API; and the same backwards on the way out. */

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const stopping = new AbortController();
// A single Ctrl-C can arrive twice, from the terminal and from the launcher: the second says nothing new.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());

async function run(configuration: Configuration): Promise<void> {
  /** What to undo on the way out, the latest first. */
  const undo: (() => unknown)[] = [];
  try {
    await start(configuration, undo);
    if (!stopping.signal.aborted) await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve));
    say('Stopping ...');
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

async function start(configuration: Configuration, undo: (() => unknown)[]): Promise<void> {
  const { signal } = stopping;
  const logger = loggerFor(configuration);
  const settings = await findDatabase(configuration, undo);
  if (signal.aborted) return;
  loadStatements(join(packageRoot, 'cypher'));
  const metrics = configuration.metrics === null ? undefined : new Metrics();
  const database = new Database(settings, metrics);
  undo.push(() => withinPatience(database.close()));
  const applied = await migrate(database, join(packageRoot, 'cypher', 'migrations'), () => momentOf(Date.now()), say);
  if (applied.length > 0) say(`Migrated the database: ${applied.join(', ')}.`);

  const development = configuration.mode === 'development';
  const worker: { wake?: () => void } = {};
  const events = new EventStream({ database, pollEvery: configuration.pollEveryMs, onError: (err) => { logger.warn({ err }, 'the outbox could not be read, and will be again'); } });
  undo.push(() => { events.close(); });
  const { plain, privateAddresses } = configuration.webhooks;
  const webhooks = { reach: { plain, privateAddresses }, secrets: new WebhookSecrets(configuration.webhooks.keys) };
  const sources = { database, clock: Date.now, events, webhooks, onChange: () => worker.wake?.() };
  const demo = configuration.demo === 'auto' ? await loadDemoWhereEmpty({ database, say, signal, now: Date.now() }) : null;
  if (signal.aborted) return;

  const verify = createVerifier(configuration.token, await findVerificationKeys(configuration, sources.clock, logger));
  const visitor = development && hasOwnKey(configuration) ? demo : null;
  const mint = async (who: DemoVisitor): Promise<string> => mintDevelopmentToken(await developmentKeyFile(configuration.local.folder), configuration.token, who, Date.now());
  const explorer = configuration.explorer ? { folder: join(packageRoot, 'dist', 'web'), visitor: visitor && { name: visitor.name, token: () => mint(visitor) } } : undefined;
  const application = await createApplication({ sources, verify, logger, explorer, metrics, scraping: configuration.metrics ?? {}, rate: configuration.cost, atOnce: configuration.operationsAtOnce, operationTimeout: configuration.operationTimeoutMs, interlockWorkflows: configuration.interlockWorkflows, allowedOrigins: configuration.allowedOrigins, trustedProxies: configuration.trustedProxies });
  // Begun before the door opens and ended after it closes: what is written last is numbered too.
  const courier = new Courier({
    sources, logger, secrets: webhooks.secrets, sending: { reach: webhooks.reach, timeout: configuration.webhooks.timeoutMs }, random: Math.random,
    pollEvery: configuration.pollEveryMs, places: configuration.webhooks.places, giveUpAfter: configuration.webhooks.giveUpHours * 60 * 60 * 1_000,
    onDelivery: (outcome, milliseconds) => { metrics?.delivered(outcome, milliseconds); },
  });
  const minding = new Worker({ sources, logger, leaseFor: configuration.leaseMs, pollEvery: configuration.pollEveryMs, keepEventsFor: configuration.keepEventsDays * 24 * 60 * 60 * 1_000, onNumbered: (count) => { events.look(); courier.wake(); metrics?.numbered(count); } });
  metrics?.watch({ worker: minding });
  worker.wake = () => { minding.wake(); };
  if (configuration.worker) {
    minding.start();
    courier.start();
  }
  undo.push(() => withinPatience(minding.stop()));
  undo.push(() => withinPatience(courier.stop()));
  const address = await application.fastify.listen({ host: configuration.host, port: configuration.port });
  undo.push(() => {
    application.retire();
    return application.close(configuration.drainMs);
  });
  if (development) {
    announceDatabase(configuration.local.folder, settings);
    undo.push(() => withdrawAnnouncement(configuration.local.folder));
  }
  const forgetting = setInterval(() => void forgetKeys(sources).catch((error: unknown) => logger.warn({ err: error }, 'old idempotency keys were not forgotten')), 60 * 60 * 1_000);
  undo.push(() => clearInterval(forgetting));

  say('');
  say(`Promisegraph answers on ${address}/graphql`);
  if (configuration.explorer) say(`An explorer, with example queries: ${address}/`);
  if (visitor !== null) {
    const token = await mint(visitor);
    say('');
    say(`A token for ${visitor.name}, good for a week (others: npm run token -- --agent NAME):`);
    say(`  ${token}`);
    say('');
    say('A first query, to paste into a shell:');
    say(`  curl -s ${address}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${token}' \\`);
    say(`    -d '{"query":"{ viewer { agent { name } } myMoves { nodes { wait { move due overdue } workflow { objective customer { name } performer { name } phase } } } }"}'`);
  }
  say('');
  say('Ctrl-C stops it.');
}

/** In production lines of the log are written several at once, which is what each costs most; whoever develops wants each at once. */
function loggerFor({ mode, logLevel }: Configuration): Logger {
  if (mode === 'development') return pino({ level: logLevel });
  return pino({ level: logLevel }, pino.destination({ dest: 1, sync: false, minLength: 4_096, periodicFlush: 100 }));
}

async function findDatabase(configuration: Configuration, undo: (() => unknown)[]): Promise<DatabaseSettings> {
  const limits = { poolSize: configuration.poolSize, queryTimeout: configuration.queryTimeoutMs };
  if (configuration.neo4j !== undefined) return { ...configuration.neo4j, ...limits };
  const local = await startLocalDatabase({ ...configuration.local, say, signal: stopping.signal });
  undo.push(() => local.stop());
  return { uri: local.uri, user: local.user, password: local.password, ...limits };
}

/** A database that no longer answers must not keep the process: orchestrators kill after half a minute. */
async function withinPatience(ending: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, 3_000)));
  await Promise.race([ending, patience]);
  clearTimeout(timer);
}

function wordsOf(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof LocalDatabaseError || error instanceof MigrationError) return error.message;
  if (error instanceof Refusal) {
    return error.code === 'UNAVAILABLE' ? 'The database of NEO4J_URI does not answer. Check the address, the user and the password, and that it runs.' : error.message;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return 'The port is taken. Set PROMISEGRAPH_PORT to another one, or to 0 for any free one.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  await run(readConfiguration(process.env));
  // All has been done; what holds on all the same, like a connection whose other end is silent, is left behind.
  setTimeout(() => process.exit(), 1_000).unref();
} catch (error) {
  if (!stopping.signal.aborted) {
    process.stderr.write(`${wordsOf(error)}\n`);
    process.exitCode = 1;
  }
}
