import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { nearest } from './nearest.js';
import { packageRoot } from './root.js';

/** What the process was told, checked: nothing else reads the environment. */
export interface Configuration {
  readonly mode: 'development' | 'production';
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  /** Absent: the embedded database is started in `local.folder`. */
  readonly neo4j?: {
    readonly uri: string;
    readonly user: string;
    readonly password: string;
    /** Absent: the home database of the user. */
    readonly database?: string;
  };
  readonly local: { readonly folder: string; readonly heap: string; readonly pageCache: string };
  readonly demo: 'auto' | 'never';
  /** Whether the root serves a page to try queries on. */
  readonly explorer: boolean;
  /** Who may see the figures at /metrics: whoever reaches the port, or the bearer of the token alone; null for nobody. */
  readonly metrics: { readonly token?: string } | null;
  readonly token: {
    /** Without one of these two, in development only, a key of this machine's own is used. Never both. */
    readonly keyUrl?: string;
    readonly keyFile?: string;
    readonly algorithm: TokenAlgorithm;
    readonly issuer: string;
    readonly audience: string;
    readonly organizationClaim: string;
  };
  readonly queryTimeoutMs: number;
  readonly operationTimeoutMs: number;
  /** Points of cost that a viewer may spend; 0 a minute for no limit. */
  readonly cost: { readonly perMinute: number; readonly burst: number };
  /** Operations of one viewer that may be under way at once; 0 for no limit. */
  readonly operationsAtOnce: number;
  readonly poolSize: number;
  readonly drainMs: number;
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  /** Whether this process takes its turn at numbering events and minding the clock. */
  readonly worker: boolean;
  readonly leaseMs: number;
  readonly pollEveryMs: number;
  readonly keepEventsDays: number;
  readonly webhooks: {
    /** What their secrets are sealed with in the database: the first seals, each opens. None: they rest as they are. */
    readonly keys: readonly Uint8Array[];
    readonly plain: boolean;
    readonly privateAddresses: boolean;
    readonly timeoutMs: number;
    readonly places: number;
    readonly giveUpHours: number;
  };
  /** How many workflows the copies of interlocks in memory may hold, of all organisations together. */
  readonly interlockWorkflows: number;
}

export type LogLevel = (typeof logLevels)[number];
export type TokenAlgorithm = (typeof tokenAlgorithms)[number];

/** Carries every problem at once: nobody should start five times to hear of five mistakes. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly problems: readonly string[]) {
    super(['The settings are not right:', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
  }
}

/** The name of the development key in its JWK. It is made on each machine anew, and production never trusts it. */
export const developmentKeyId = 'development';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const tokenAlgorithms = ['EdDSA', 'ES256', 'RS256'] as const;
const neo4jSchemes = ['bolt:', 'bolt+s:', 'bolt+ssc:', 'neo4j:', 'neo4j+s:', 'neo4j+ssc:'];

const text = z.string();
const amountOfMemory = z.string().regex(/^[1-9]\d*[kmg]$/i, 'must be a number with k, m or g, as in 512m');
const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be between ${String(least)} and ${String(most)}`);
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, `must be one of ${values.join(', ')}`);

const listOf = (fits: (item: string) => boolean, message: string) =>
  z
    .string()
    .transform((value) => value.split(',').map((item) => item.trim()).filter((item) => item !== ''))
    .refine((items) => items.every(fits), message);

/** Every setting there is. A default that isn't here depends on another setting and is found in readConfiguration. */
export const settings = {
  // Where the graph is. Without it an embedded Neo4j is started, so that a clone runs without any setting.
  NEO4J_URI: text.refine(isNeo4jUri, `must be an address as in bolt://host:7687 (${neo4jSchemes.map((scheme) => `${scheme}//`).join(', ')})`),
  // The name Neo4j gives its first user.
  NEO4J_USER: text.default('neo4j'),
  // Required with NEO4J_URI. No default: the well-known one is how databases are stolen.
  NEO4J_PASSWORD: text,
  // Default: the home database of the user, which on Community is the only one.
  NEO4J_DATABASE: text,

  // Loopback, so that a laptop on a café's network serves itself alone. Containers set 0.0.0.0.
  PROMISEGRAPH_HOST: text.default('127.0.0.1'),
  // Where people look for a GraphQL server. 0 takes any free port.
  PROMISEGRAPH_PORT: wholeNumber(0, 65_535).default(4000),
  // Development helps: demo data, tokens signed with a local key. Default: what NODE_ENV says, else development.
  PROMISEGRAPH_MODE: oneOf(['development', 'production']),
  // One line a request. The levels are pino's.
  PROMISEGRAPH_LOG_LEVEL: oneOf(logLevels).default('info'),
  // Holds the embedded database and the development key. In the checkout, ignored by git: removing it starts afresh.
  PROMISEGRAPH_DATA: text.default(join(packageRoot, '.promisegraph')),
  // auto loads the demo into an empty database, in development. Production never has it, whatever is said here.
  PROMISEGRAPH_DEMO: oneOf(['auto', 'never']).default('auto'),
  // Figures at /metrics. Default: on in development, and wherever there is a token for them. They tell of no tenant, but
  // of how busy the house is, and that is nobody's business who merely reaches the port.
  PROMISEGRAPH_METRICS: oneOf(['on', 'off']),
  // The secret that Prometheus sends. Too long to be guessed: whoever guesses is not slowed down.
  PROMISEGRAPH_METRICS_TOKEN: text.refine((value) => /^[\x21-\x7e]{16,}$/.test(value), 'must have at least 16 characters, letters, digits and signs without spaces'),
  // The page at the root. Default: on in development. Production has no use for it, and one surface less without it.
  PROMISEGRAPH_EXPLORER: oneOf(['on', 'off']),

  // Where the identity provider publishes its keys (a JWKS). TLS, since whoever can change the answer can sign tokens.
  PROMISEGRAPH_TOKEN_KEY_URL: text.refine(isKeyUrl, 'must be an address as in https://identity.example/.well-known/jwks.json, without a password in it (http:// on loopback only)'),
  // The same from a file: a PEM, a JWK or a JWKS. Production must have one of the two.
  PROMISEGRAPH_TOKEN_KEY_FILE: text,
  // Pinned, as a token that names its own algorithm can choose one its forger knows. EdDSA: short keys, one way to sign.
  PROMISEGRAPH_TOKEN_ALGORITHM: oneOf(tokenAlgorithms).default('EdDSA'),
  // Who signs, and for whom: a token for another service is no key to this one. Defaults in development only.
  PROMISEGRAPH_TOKEN_ISSUER: text,
  PROMISEGRAPH_TOKEN_AUDIENCE: text,
  // The claim that names the organisation. Identity providers differ in what they call it.
  PROMISEGRAPH_ORGANIZATION_CLAIM: text.default('org'),

  // The embedded database beside an editor and a browser on a laptop: some ten thousand promises fit well.
  PROMISEGRAPH_DATABASE_HEAP: amountOfMemory.default('512m'),
  PROMISEGRAPH_DATABASE_PAGE_CACHE: amountOfMemory.default('128m'),
  // Far above any statement of ours; one that takes longer holds locks that others wait for.
  PROMISEGRAPH_QUERY_TIMEOUT_MS: wholeNumber(1, 600_000).default(10_000),
  // All of one operation's statements together. Whoever asked has given up by then.
  PROMISEGRAPH_OPERATION_TIMEOUT_MS: wholeNumber(1, 600_000).default(10_000),
  // A thousand round trips a second: about half of what two cores serve, and far above any person or nightly copy.
  // 0 turns it off, where something in front of this counts already.
  PROMISEGRAPH_COST_PER_MINUTE: wholeNumber(0, 1_000_000_000).default(60_000),
  // What isn't spent is saved up, for a minute: a frontend that has been silent may open all its screens at once.
  PROMISEGRAPH_COST_BURST: wholeNumber(1, 1_000_000_000).default(60_000),
  // One viewer's, by HTTP and WebSocket together. A browser sends six over HTTP/1 and a screen's worth over HTTP/2; a copying
  // program gains nothing beyond what two cores serve. Answers take memory until they are read, ten million letters at most
  // each, so one viewer holds what one process has to spare. 0 turns it off.
  PROMISEGRAPH_OPERATIONS_AT_ONCE: wholeNumber(0, 10_000).default(32),
  // Connections to Neo4j. The driver's own default, and a quarter of what a server's thread pool takes.
  PROMISEGRAPH_POOL_SIZE: wholeNumber(1, 10_000).default(100),
  // Pages of other origins that may ask from a browser, separated by commas. None: whoever serves pages says which.
  PROMISEGRAPH_ALLOWED_ORIGINS: listOf(isOrigin, 'must be origins as in https://app.example, separated by commas'),
  // Proxies in front, as addresses or networks. Nobody else is believed about whom they ask for, or every client could
  // pass for a new one to the rate limit.
  PROMISEGRAPH_TRUSTED_PROXIES: listOf(isNetwork, 'must be addresses or networks as in 10.0.0.0/8, separated by commas'),
  // How long a stop waits for requests under way. Orchestrators kill after 30 s, so this and the rest must fit in.
  PROMISEGRAPH_DRAIN_MS: wholeNumber(0, 600_000).default(10_000),
  // Off in a process that only answers, where others on the same database work: one near its readers and far from the
  // database, or one that is tried out beside those that serve.
  PROMISEGRAPH_WORKER: oneOf(['on', 'off']).default('on'),
  // How long the numbering of events and the clock stand still when the API process that minds them is killed.
  PROMISEGRAPH_LEASE_MS: wholeNumber(500, 600_000).default(5_000),
  // How soon what one API process wrote is heard at another; its own listeners hear at once.
  PROMISEGRAPH_POLL_MS: wholeNumber(10, 60_000).default(500),
  // How long a client may be away and still hear all it missed. A long weekend, and the week to notice it.
  PROMISEGRAPH_KEEP_EVENTS_DAYS: wholeNumber(1, 3_650).default(14),
  // What secrets of webhooks are sealed with, so that a backup of the database can sign nothing: 32 bytes as base64. Several,
  // separated by commas, while one takes the place of another: the first seals, each opens.
  PROMISEGRAPH_WEBHOOK_KEY: listOf(isSealingKey, 'must be 32 bytes as base64 (openssl rand -base64 32), or several, separated by commas'),
  // Also without TLS: whoever is on the way can read and change what is sent.
  PROMISEGRAPH_WEBHOOK_PLAIN_HTTP: oneOf(['on', 'off']).default('off'),
  // Also to this server's own network, as where it and its receivers are in one house. Whoever is an administrator of an
  // organisation could have this server ask whatever it can reach.
  PROMISEGRAPH_WEBHOOK_PRIVATE_ADDRESSES: oneOf(['on', 'off']).default('off'),
  // All of it, from looking up the name to the end of the answer: a receiver answers, and then works.
  PROMISEGRAPH_WEBHOOK_TIMEOUT_MS: wholeNumber(100, 60_000).default(10_000),
  // Receivers that are sent to at once. Half of the places are for those that answer at once.
  PROMISEGRAPH_WEBHOOK_PLACES: wholeNumber(2, 1_000).default(32),
  // A long weekend, and well within what events are kept for.
  PROMISEGRAPH_WEBHOOK_GIVE_UP_HOURS: wholeNumber(1, 8_760).default(72),
  // Two of the largest organisations that this is measured with; most are some thousands.
  PROMISEGRAPH_INTERLOCK_WORKFLOWS: wholeNumber(1_000, 100_000_000).default(2_000_000),
} as const;

type Environment = Readonly<Record<string, string | undefined>>;
type SettingName = keyof typeof settings;
type Values = { [Name in SettingName]?: z.output<(typeof settings)[Name]> };

/** How others call what we have, too far away for a typing mistake: Aura's file of credentials says USERNAME. */
const namesElsewhere: Readonly<Record<string, SettingName>> = { NEO4J_USERNAME: 'NEO4J_USER', NEO4J_URL: 'NEO4J_URI' };

/**
 * Reads every setting, or throws a ConfigurationError with all that is wrong. `readText` is an argument for tests; it
 * is asked for the key file alone.
 */
export function readConfiguration(
  environment: Environment,
  readText: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Configuration {
  const problems = unknownNames(environment);
  const values = parse(environment, problems);
  const mode = values.PROMISEGRAPH_MODE ?? (environment['NODE_ENV'] === 'production' ? 'production' : 'development');
  const folder = resolve(values.PROMISEGRAPH_DATA ?? '.');

  checkDatabase(values, environment, problems);
  checkTokens(values, environment, mode, folder, readText, problems);
  if (problems.length > 0) throw new ConfigurationError(problems);

  // All have a default or were checked above; a fall-back here would only hide that one of them was forgotten.
  const sure = <Name extends SettingName>(name: Name): NonNullable<Values[Name]> => {
    const value = values[name];
    if (value === undefined || value === null) throw new Error(`${name} has neither a value nor a default.`);
    return value;
  };
  return {
    mode,
    host: sure('PROMISEGRAPH_HOST'),
    port: sure('PROMISEGRAPH_PORT'),
    logLevel: sure('PROMISEGRAPH_LOG_LEVEL'),
    neo4j:
      values.NEO4J_URI === undefined
        ? undefined
        : {
            uri: values.NEO4J_URI,
            user: sure('NEO4J_USER'),
            password: sure('NEO4J_PASSWORD'),
            database: values.NEO4J_DATABASE,
          },
    local: { folder, heap: sure('PROMISEGRAPH_DATABASE_HEAP'), pageCache: sure('PROMISEGRAPH_DATABASE_PAGE_CACHE') },
    demo: mode === 'production' ? 'never' : sure('PROMISEGRAPH_DEMO'),
    metrics: metricsOf(values, mode),
    explorer: (values.PROMISEGRAPH_EXPLORER ?? (mode === 'production' ? 'off' : 'on')) === 'on',
    token: {
      keyUrl: values.PROMISEGRAPH_TOKEN_KEY_URL,
      keyFile: values.PROMISEGRAPH_TOKEN_KEY_FILE === undefined ? undefined : resolve(values.PROMISEGRAPH_TOKEN_KEY_FILE),
      algorithm: sure('PROMISEGRAPH_TOKEN_ALGORITHM'),
      issuer: values.PROMISEGRAPH_TOKEN_ISSUER ?? 'promisegraph-development',
      audience: values.PROMISEGRAPH_TOKEN_AUDIENCE ?? 'promisegraph',
      organizationClaim: sure('PROMISEGRAPH_ORGANIZATION_CLAIM'),
    },
    queryTimeoutMs: sure('PROMISEGRAPH_QUERY_TIMEOUT_MS'),
    operationTimeoutMs: sure('PROMISEGRAPH_OPERATION_TIMEOUT_MS'),
    cost: { perMinute: sure('PROMISEGRAPH_COST_PER_MINUTE'), burst: sure('PROMISEGRAPH_COST_BURST') },
    operationsAtOnce: sure('PROMISEGRAPH_OPERATIONS_AT_ONCE'),
    poolSize: sure('PROMISEGRAPH_POOL_SIZE'),
    drainMs: sure('PROMISEGRAPH_DRAIN_MS'),
    allowedOrigins: values.PROMISEGRAPH_ALLOWED_ORIGINS ?? [],
    trustedProxies: values.PROMISEGRAPH_TRUSTED_PROXIES ?? [],
    worker: sure('PROMISEGRAPH_WORKER') === 'on',
    leaseMs: sure('PROMISEGRAPH_LEASE_MS'),
    pollEveryMs: sure('PROMISEGRAPH_POLL_MS'),
    keepEventsDays: sure('PROMISEGRAPH_KEEP_EVENTS_DAYS'),
    webhooks: {
      keys: (values.PROMISEGRAPH_WEBHOOK_KEY ?? []).map((key) => Buffer.from(key, 'base64')),
      plain: sure('PROMISEGRAPH_WEBHOOK_PLAIN_HTTP') === 'on',
      privateAddresses: sure('PROMISEGRAPH_WEBHOOK_PRIVATE_ADDRESSES') === 'on',
      timeoutMs: sure('PROMISEGRAPH_WEBHOOK_TIMEOUT_MS'),
      places: sure('PROMISEGRAPH_WEBHOOK_PLACES'),
      giveUpHours: sure('PROMISEGRAPH_WEBHOOK_GIVE_UP_HOURS'),
    },
    interlockWorkflows: sure('PROMISEGRAPH_INTERLOCK_WORKFLOWS'),
  };
}

function metricsOf(values: Values, mode: Configuration['mode']): Configuration['metrics'] {
  const { PROMISEGRAPH_METRICS: wanted, PROMISEGRAPH_METRICS_TOKEN: token } = values;
  const byDefault = mode === 'development' || token !== undefined ? 'on' : 'off';
  return (wanted ?? byDefault) === 'off' ? null : token === undefined ? {} : { token };
}

function parse(environment: Environment, problems: string[]): Values {
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(settings)) {
    // Compose files and CI write NAME= for "not set"; an empty value never means anything here.
    const given = environment[name]?.trim() === '' ? undefined : environment[name]?.trim();
    if (given === undefined && !(schema instanceof z.ZodDefault)) continue;
    const result = schema.safeParse(given);
    if (result.success) values[name] = result.data;
    else problems.push(`${name} ${result.error.issues[0]?.message ?? 'is not right'}${shown(name, given)}${suggestion(given, choicesOf(name))}`);
  }
  return values as Values;
}

function unknownNames(environment: Environment): string[] {
  const known = Object.keys(settings);
  return Object.keys(environment)
    .filter((name) => environment[name] !== undefined && !known.includes(name))
    .flatMap((name) => {
      const instead = namesElsewhere[name] ?? nearest(name, known);
      if (name.startsWith('PROMISEGRAPH_') && !name.startsWith('PROMISEGRAPH_TEST_')) {
        return [`${name} is no setting${instead === undefined ? '' : `: did you mean ${instead}?`}`];
      }
      // NEO4J_HOME and its like belong to Neo4j's own tools; only what was surely meant for us is stopped at.
      if (name.startsWith('NEO4J_') && instead !== undefined) return [`${name} is no setting: did you mean ${instead}?`];
      return [];
    });
}

function checkDatabase(values: Values, environment: Environment, problems: string[]): void {
  // Looked for in the environment: an address that is only misspelt has been told of already.
  if (environment['NEO4J_URI']?.trim()) {
    if (values.NEO4J_PASSWORD === undefined) problems.push('NEO4J_PASSWORD is missing: NEO4J_URI needs it');
  } else if (values.NEO4J_PASSWORD !== undefined || values.NEO4J_DATABASE !== undefined) {
    // Whoever lost the address in a deployment would otherwise get an empty embedded database, and no error.
    const orphan = values.NEO4J_PASSWORD === undefined ? 'NEO4J_DATABASE' : 'NEO4J_PASSWORD';
    problems.push(`${orphan} is set without NEO4J_URI: set both, or neither for the embedded database`);
  }
}

function checkTokens(
  values: Values,
  environment: Environment,
  mode: Configuration['mode'],
  folder: string,
  readText: (path: string) => string,
  problems: string[],
): void {
  const keyFile = values.PROMISEGRAPH_TOKEN_KEY_FILE;
  const keyUrl = environment['PROMISEGRAPH_TOKEN_KEY_URL']?.trim() || undefined; // a bad one has been told of already
  if (keyFile !== undefined && keyUrl !== undefined) {
    problems.push('PROMISEGRAPH_TOKEN_KEY_URL and PROMISEGRAPH_TOKEN_KEY_FILE are both set: keys come from one place');
  }
  if (mode === 'production') {
    if (keyFile === undefined && keyUrl === undefined) problems.push('PROMISEGRAPH_TOKEN_KEY_URL or PROMISEGRAPH_TOKEN_KEY_FILE is missing: production has no default for them');
    for (const name of ['PROMISEGRAPH_TOKEN_ISSUER', 'PROMISEGRAPH_TOKEN_AUDIENCE'] as const) {
      if (values[name] === undefined) problems.push(`${name} is missing: production has no default for it`);
    }
  }
  if (keyFile === undefined) return;
  let content: string;
  try {
    content = readText(resolve(keyFile));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'is not there' : `can not be read (${code ?? String(error)})`;
    problems.push(`PROMISEGRAPH_TOKEN_KEY_FILE: ${keyFile} ${why}`);
    return;
  }
  if (/PRIVATE KEY/.test(content) || keysIn(content).some((key) => 'd' in key)) {
    problems.push(`PROMISEGRAPH_TOKEN_KEY_FILE: ${keyFile} holds a private key; verifying needs the public one alone`);
  }
  if (mode === 'production' && (isInside(resolve(keyFile), folder) || keysIn(content).some((key) => key['kid'] === developmentKeyId))) {
    problems.push(`PROMISEGRAPH_TOKEN_KEY_FILE: ${keyFile} is the development key; production needs your identity provider's`);
  }
}

/** The keys of a JWK or JWKS; none for a PEM, which has no names in it. */
function keysIn(content: string): Record<string, unknown>[] {
  try {
    const value = JSON.parse(content) as { keys?: unknown } | null;
    const keys = Array.isArray(value?.keys) ? value.keys : [value];
    return keys.filter((key): key is Record<string, unknown> => typeof key === 'object' && key !== null);
  } catch {
    return [];
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`);
}

function isNeo4jUri(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const address = new URL(value);
  return neo4jSchemes.includes(address.protocol) && address.hostname !== '';
}

/** Exactly what a browser sends: a scheme, a host, a port where it is not the usual one, and nothing behind it. */
function isOrigin(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && new URL(value).origin === value;
}

function isNetwork(value: string): boolean {
  const [address = '', bits, ...more] = value.split('/');
  const version = isIP(address);
  return version !== 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)));
}

/** 32 bytes, written as they are written again: what is cut off or mistyped would seal with another key. */
function isSealingKey(value: string): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === value;
}

function isKeyUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && loopback)) && username === '' && password === '';
}

const mayHoldSecrets: ReadonlySet<string> = new Set(['NEO4J_PASSWORD', 'NEO4J_URI', 'PROMISEGRAPH_TOKEN_KEY_URL', 'PROMISEGRAPH_METRICS_TOKEN', 'PROMISEGRAPH_WEBHOOK_KEY'] satisfies SettingName[]);

/** What was given, except where it may be a secret. */
function shown(name: string, given: string | undefined): string {
  return given === undefined || mayHoldSecrets.has(name) ? '' : `; it is "${given}"`;
}

function choicesOf(name: string): readonly string[] {
  const choices: Partial<Record<SettingName, readonly string[]>> = {
    PROMISEGRAPH_MODE: ['development', 'production'],
    PROMISEGRAPH_DEMO: ['auto', 'never'],
    PROMISEGRAPH_EXPLORER: ['on', 'off'],
    PROMISEGRAPH_METRICS: ['on', 'off'],
    PROMISEGRAPH_WORKER: ['on', 'off'],
    PROMISEGRAPH_WEBHOOK_PLAIN_HTTP: ['on', 'off'],
    PROMISEGRAPH_WEBHOOK_PRIVATE_ADDRESSES: ['on', 'off'],
    PROMISEGRAPH_LOG_LEVEL: logLevels,
    PROMISEGRAPH_TOKEN_ALGORITHM: tokenAlgorithms,
  };
  return choices[name as SettingName] ?? [];
}

function suggestion(given: string | undefined, choices: readonly string[]): string {
  const instead = given === undefined ? undefined : nearest(given, choices);
  return instead === undefined ? '' : `: did you mean ${instead}?`;
}
