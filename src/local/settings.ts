import type { Collector } from './installation.js';

/** What differs between two embedded databases; the rest below is the same for all. */
export interface ServerSettings {
  readonly port: number;
  readonly pageCache: string;
  readonly throwaway: boolean;
  /** It is at its end before thorough compiling has paid for itself, which takes half of a start. */
  readonly shortLived: boolean;
  readonly collector: Collector;
  /** How much of the heap is for what is new; left out, what Java thinks. */
  readonly young?: string | undefined;
  /** Whether plans are kept as they were first made. Tests fill a database from nothing while they ask, and each statement would be planned again every few seconds. */
  readonly keepsPlans: boolean;
}

/**
 * neo4j.conf. Written anew at each start, so nobody's edit lives on unseen. The heap isn't here: the server is started
 * without Neo4j's launcher, which is the one that reads it, so it is a flag of java (see server.ts).
 */
export function neo4jConfiguration(settings: ServerSettings): string {
  const bolt = `127.0.0.1:${String(settings.port)}`;
  const lines: Record<string, string> = {
    // Loopback only, Bolt only: the graph is reached through the API, and its browser through nothing.
    'server.default_listen_address': '127.0.0.1',
    'server.default_advertised_address': '127.0.0.1',
    'server.bolt.enabled': 'true',
    'server.bolt.listen_address': bolt,
    'server.bolt.advertised_address': bolt,
    'server.http.enabled': 'false',
    'server.https.enabled': 'false',
    'dbms.security.auth_enabled': 'true',
    // A statement can't be made to read this machine's files.
    'dbms.security.allow_csv_import_from_file_urls': 'false',
    'dbms.usage_report.enabled': 'false',
    'server.config.strict_validation.enabled': 'true',
    // Every size of a list or text is planned anew otherwise, and the plans are the same: we hand over lists by the dozen.
    'internal.cypher.use_parameter_size': 'false',
    'server.memory.pagecache.size': settings.pageCache,
    // Bolt waits for both, five seconds each, even when no client is left; the API has drained before it stops us.
    'internal.server.bolt.thread_pool_shutdown_wait_time': '200ms',
    'internal.server.bolt.connection_shutdown_wait_time': '200ms',
    // By default each of the two databases (ours and system) puts 256 MB of empty log on the disk, and keeps gigabytes.
    'db.tx_log.preallocate': 'false',
    'db.tx_log.rotation.size': '32M',
    'db.tx_log.rotation.retention_policy': '1 days 256M',
  };
  if (settings.keepsPlans) lines['dbms.cypher.min_replan_interval'] = '1d';
  if (settings.throwaway) {
    // Nobody recovers a throw-away: no checkpoints while tests run, and nothing kept warm for a next time.
    lines['db.checkpoint.interval.time'] = '10h';
    lines['db.checkpoint.interval.tx'] = '100000000';
    lines['db.memory.pagecache.warmup.enable'] = 'false';
    lines['db.tx_log.rotation.retention_policy'] = 'keep_none';
  }
  return Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
