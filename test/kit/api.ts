import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SignJWT, createLocalJWKSet, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWTVerifyGetKey } from 'jose';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { createApplication } from '../../src/application.js';
import type { Application } from '../../src/application.js';
import { momentOf } from '../../src/domain/common/moment.rules.js';
import type { ExplorerSettings } from '../../src/explorer/explorer.js';
import type { WebhookSettings } from '../../src/graph/change.js';
import { Database } from '../../src/graph/database.js';
import type { DatabaseSettings } from '../../src/graph/database.js';
import { foundOrganization } from '../../src/graph/founding.js';
import { migrate } from '../../src/graph/migrations.js';
import { EventStream } from '../../src/graph/event-stream.js';
import { Worker } from '../../src/live/worker.js';
import { loadStatements } from '../../src/graph/statement.js';
import { createVerifier } from '../../src/identity.js';
import type { Metrics } from '../../src/serving/metrics.js';
import type { Rate } from '../../src/serving/rate.js';
import type { MetricsSettings } from '../../src/serving/scrape.js';
import { withPatience } from './crowd.js';
import { cameTrue } from './waiting.js';
import { cast } from '../../src/demo/cast.js';
import type { CastName } from '../../src/demo/cast.js';

const root = join(__dirname, '..', '..');

export const tokenSettings = { algorithm: 'EdDSA' as const, issuer: 'test', audience: 'promisegraph', organizationClaim: 'org' };

/** The throw-away Neo4j that `npm test` started. */
export function testDatabaseSettings() {
  const { PROMISEGRAPH_TEST_NEO4J_URI: uri, PROMISEGRAPH_TEST_NEO4J_USER: user, PROMISEGRAPH_TEST_NEO4J_PASSWORD: password } = process.env;
  if (uri === undefined || user === undefined || password === undefined) {
    throw new Error('No test database: run the tests with `npm test`, or source the file that scripts/test-database.mjs writes.');
  }
  return { uri, user, password, poolSize: 100, queryTimeout: 20_000 };
}

export interface Answer<Data = Record<string, any>> { // eslint-disable-line @typescript-eslint/no-explicit-any -- tests read answers of any shape; what they expect is asserted
  readonly status: number;
  readonly data: Data;
  readonly errors: readonly { readonly message: string; readonly path?: readonly (string | number)[]; readonly extensions: Readonly<Record<string, unknown>> }[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

export interface Api {
  readonly application: Application;
  readonly database: Database;
  /** The clock of the API, in milliseconds; tests move it. */
  readonly clock: { now: number };
  /** What its tokens are signed and verified with. */
  readonly keys: { readonly publicKey: CryptoKey; readonly privateKey: CryptoKey };
  token(who: { readonly org: string; readonly subject: string }, claims?: Record<string, unknown>): Promise<string>;
  /** One GraphQL operation over HTTP, as the bearer of this token (null: of none). */
  ask(token: string | null, query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answer>;
  /** Listens on a port of its own, for what needs a real socket. @returns host and port */
  listen(): Promise<string>;
  /** Has a worker number the events of a company and mind its clock; others share the database, and have other clocks. */
  mind(company: { readonly org: string }): Worker;
  /** Resolves when every event of a company has its number. */
  settled(company: Company): Promise<void>;
  found(name?: string): Promise<Company>;
  close(): Promise<void>;
}

/** Nine o'clock on a Monday, in no particular year of the tests. */
export const monday = Date.parse('2026-03-02T09:00:00.000Z');
export const aDay = 24 * 60 * 60 * 1_000;

let counter = 0;

export interface ApiOptions {
  /** Left out, nothing is counted. */
  readonly metrics?: Metrics;
  readonly scraping?: MetricsSettings;
  /** Another database than the tests' common one, or another way to it. */
  readonly database?: DatabaseSettings;
  readonly logger?: Logger;
  /** Other keys to verify tokens with than the API's own. */
  readonly findKey?: JWTVerifyGetKey;
  /** How much a viewer may ask for; left out, as much as a test likes. */
  readonly rate?: Rate;
  /** Operations of one viewer that may be under way at once; left out, as many as a test likes. */
  readonly atOnce?: number;
  /** Milliseconds that an operation may take; left out, as long as its statements may. */
  readonly operationTimeout?: number;
  /** How many workflows copies of interlocks may hold. */
  readonly interlockWorkflows?: number;
  readonly explorer?: ExplorerSettings;
  readonly allowedOrigins?: readonly string[];
  readonly trustedProxies?: readonly string[];
  /** What webhooks may be sent to, and how their secrets rest; left out, by https to public addresses, and as they are. */
  readonly webhooks?: WebhookSettings;
}

/** The API in this process, over the real database, with a key and a clock of its own. */
export async function openApi(options: ApiOptions = {}): Promise<Api> {
  loadStatements(join(root, 'cypher'));
  const database = new Database(options.database ?? testDatabaseSettings(), options.metrics);
  await migrate(database, join(root, 'cypher', 'migrations'), () => momentOf(Date.now()));
  const clock = { now: monday };
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const verify = createVerifier(tokenSettings, options.findKey ?? createLocalJWKSet({ keys: [await exportJWK(publicKey)] }));
  const workers: Worker[] = [];
  const events = new EventStream({ database, pollEvery: 20, onError: () => undefined });
  const sources = { database, clock: () => clock.now, events, ...(options.webhooks === undefined ? {} : { webhooks: options.webhooks }), onChange: () => { for (const worker of workers) worker.wake(); } };
  const logger = options.logger ?? pino({ level: process.env.PROMISEGRAPH_TEST_LOG ?? 'silent' });
  const application = await createApplication({ sources, verify, logger, metrics: options.metrics, scraping: options.scraping, explorer: options.explorer, rate: options.rate, atOnce: options.atOnce, operationTimeout: options.operationTimeout, interlockWorkflows: options.interlockWorkflows, allowedOrigins: options.allowedOrigins, trustedProxies: options.trustedProxies });
  const api: Api = {
    application,
    database,
    clock,
    keys: { publicKey, privateKey },
    token: (who, claims = {}) => sign(privateKey, clock.now, { sub: who.subject, org: who.org, ...claims }),
    ask: async (token, query, variables = {}, headers = {}) => {
      const response = await application.fastify.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
        payload: { query, variables },
      });
      const body = response.json() as Omit<Answer, 'status'>;
      return { status: response.statusCode, data: body.data, errors: body.errors, extensions: body.extensions };
    },
    listen: async () => {
      const { port } = application.fastify.server.address() as AddressInfo | null ?? new URL(await application.fastify.listen({ host: '127.0.0.1', port: 0 }));
      return `127.0.0.1:${String(port)}`;
    },
    settled: (company) => cameTrue(async () => (await database.runText('MATCH (event:Event {org: $org, pending: true}) RETURN count(*) AS waiting', { org: company.org }))[0]?.waiting === 0),
    mind: (company) => {
      const worker = new Worker({ sources, logger, leaseFor: 2_000, pollEvery: 20, keepEventsFor: 14 * aDay, onNumbered: (count) => { events.look(); options.metrics?.numbered(count); }, orgs: [company.org] });
      workers.push(worker);
      options.metrics?.watch({ worker });
      worker.start();
      return worker;
    },
    found: (name = `Awesome Company ${String(++counter)}`) => foundCompany(api, name),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await application.fastify.close();
      events.close();
      await database.close();
    },
  };
  return api;

  async function foundCompany(self: Api, name: string): Promise<Company> {
    const { org, administrator } = await foundOrganization(sources, { name, zone: 'Europe/Amsterdam', administrator: { name: cast.olga.name, subject: cast.olga.subject } });
    return new Company(self, org, administrator);
  }
}

export function sign(key: CryptoKey, now: number, claims: Record<string, unknown>): Promise<string> {
  const seconds = Math.floor(now / 1_000);
  return new SignJWT({ iss: tokenSettings.issuer, aud: tokenSettings.audience, iat: seconds, exp: seconds + 365 * 24 * 60 * 60, ...claims }).setProtectedHeader({ alg: 'EdDSA' }).sign(key);
}

export interface Act {
  readonly act: { readonly id: string; readonly act: string; readonly sequence: number } | null;
  readonly workflow: { readonly id: string; readonly version: number; readonly phase: string; readonly standingProposal: { readonly id: string; readonly version: number } | null; readonly promise: { readonly id: string; readonly status: string } | null } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null; readonly message: string; readonly currentVersion: number | null; readonly instead: readonly { readonly act: string; readonly speaker: string }[] }[];
}

const userErrors = 'userErrors { code field message currentVersion instead { act speaker } }';

/** An operation that should have succeeded came back with errors. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly errors: NonNullable<Answer['errors']>, query: string) {
    super(`${JSON.stringify(errors, null, 2)}\n${query}`);
  }
}

/** An organisation of a test, with the cast in it as they are asked for. */
export class Company {
  readonly api: Api;
  readonly org: string;
  readonly administrator: string;
  readonly #agents = new Map<string, string>();
  readonly #tokens = new Map<string, string>();
  #keys = 0;

  constructor(api: Api, org: string, administrator: string) {
    this.api = api;
    this.org = org;
    this.administrator = administrator;
  }

  /** The token of somebody by subject: a cast name, or any other subject. */
  async tokenOf(subject: string): Promise<string> {
    const known = this.#tokens.get(subject);
    if (known !== undefined) return known;
    const token = await this.api.token({ org: this.org, subject });
    this.#tokens.set(subject, token);
    return token;
  }

  /** The global id of one of the cast, who joins the roster when first asked for. */
  async person(name: Exclude<CastName, 'olga'>): Promise<string> {
    return this.agent(name, { kind: 'PERSON', name: cast[name].name, subject: cast[name].subject });
  }

  /** A group with these members, of whom the first is its representative. */
  async group(name: string, representative: Exclude<CastName, 'olga'>, ...members: Exclude<CastName, 'olga'>[]): Promise<string> {
    const group = await this.agent(name, { kind: 'GROUP', name });
    for (const who of [representative, ...members]) {
      await this.does('olga', 'addMember', 'MembershipInput', { group, member: await this.person(who) }, 'agent { id }');
    }
    await this.does('olga', 'nameRepresentative', 'MembershipInput', { group, member: await this.person(representative) }, 'agent { id }');
    return group;
  }

  async agent(key: string, input: Record<string, unknown>): Promise<string> {
    const known = this.#agents.get(key);
    if (known !== undefined) return known;
    const { agent } = await this.does('olga', 'createAgent', 'CreateAgentInput', input, 'agent { id }');
    this.#agents.set(key, agent.id);
    return agent.id;
  }

  async ask(subject: string, query: string, variables?: Record<string, unknown>): Promise<Answer> {
    return this.api.ask(await this.tokenOf(subject), query, variables);
  }

  /** A query that must succeed. */
  async asks(subject: string, query: string, variables?: Record<string, unknown>): Promise<Answer['data']> {
    const { data, errors } = await this.ask(subject, query, variables);
    if (errors !== undefined) throw new Refused(errors, query);
    return data;
  }

  nextKey(): string {
    return `key-${String(++this.#keys)}`;
  }

  /** A mutation as it is answered, whatever the answer. */
  async tries(subject: string, mutation: string, inputType: string, input: Record<string, unknown>, returns: string): Promise<any> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer
    const data = await this.asks(subject, `mutation($input: ${inputType}!) { ${mutation}(input: $input) { ${returns} ${userErrors} } }`, { input: { idempotencyKey: this.nextKey(), ...input } });
    return data[mutation];
  }

  /** A mutation that must be done: where a crowded machine leaves no time for it, it is sent again, as any client would. */
  async does(subject: string, mutation: string, inputType: string, input: Record<string, unknown>, returns: string): Promise<any> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer
    const idempotencyKey = this.nextKey();
    const done = await withPatience(() => this.tries(subject, mutation, inputType, { idempotencyKey, ...input }, returns));
    if (done.userErrors.length > 0) throw new Error(`${subject} could not ${mutation}: ${JSON.stringify(done.userErrors, null, 2)}`);
    return done;
  }

  /** An act in a workflow as it is answered; `mutation` names its input type too. */
  async triesTo(subject: string, mutation: string, input: Record<string, unknown>): Promise<Act> {
    const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}Input`;
    return this.tries(subject, mutation, type, input, 'act { id act sequence } workflow { id version phase standingProposal { id version } promise { id status } }');
  }

  /** An act that must be accepted. @returns the workflow after it */
  async says(subject: string, mutation: string, input: Record<string, unknown>): Promise<NonNullable<Act['workflow']>> {
    const idempotencyKey = this.nextKey();
    const { workflow, userErrors: refusals } = await withPatience(() => this.triesTo(subject, mutation, { idempotencyKey, ...input }));
    if (workflow === null) throw new Error(`${subject} could not ${mutation}: ${JSON.stringify(refusals, null, 2)}`);
    return workflow;
  }
}

/** The terms of a simple proposal: one mandatory condition, due on a day. */
export function simpleTerms(due: string, ...statements: string[]): Record<string, unknown> {
  return { due, conditions: (statements.length === 0 ? ['It works'] : statements).map((statement) => ({ statement })) };
}

/**
 * A workflow between Ada (Customer) and Bram (Performer), brought to a phase by their acts.
 * The window ends on 2026-12-31, the promise is due on 2026-11-30.
 */
export async function workflowIn(company: Company, phase: 'LISTENING' | 'HEARD' | 'NEGOTIATING' | 'PROPOSED' | 'EXECUTING' | 'RENEGOTIATING' | 'DELIVERED' | 'REDEEMED' | 'CLOSED'): Promise<string> {
  await company.person('ada');
  const performer = await company.person('bram');
  const { id: workflow } = await company.says('ada', 'openWorkflow', { performer, statement: 'Build Awesome Tech for the Company', window: { due: '2026-12-31' } });
  const steps: [string, string, string, Record<string, unknown>?][] = [
    ['HEARD', 'ada', 'requestHelp'],
    ['HEARD', 'bram', 'offerHelp'],
    ['NEGOTIATING', 'ada', 'engageInWorkflow'],
    ['PROPOSED', 'bram', 'proposeTerms', { terms: simpleTerms('2026-11-30') }],
    ['EXECUTING', 'ada', 'agreeToProposal'],
    ['RENEGOTIATING', 'bram', 'renegotiatePromise', { words: 'New information' }],
    ['DELIVERED', 'bram', 'deliverResults'],
    ['REDEEMED', 'ada', 'assessDelivery', { outcomes: [{ condition: 'c1', outcome: 'MET' }], satisfaction: 5 }],
    ['CLOSED', 'ada', 'closeWorkflow'],
  ];
  const order = ['LISTENING', 'HEARD', 'NEGOTIATING', 'PROPOSED', 'EXECUTING', 'RENEGOTIATING', 'DELIVERED', 'REDEEMED', 'CLOSED'];
  let proposal: string | undefined;
  for (const [reaches, who, mutation, input] of steps) {
    if (order.indexOf(reaches) > order.indexOf(phase)) break;
    if (reaches === 'RENEGOTIATING' && phase !== 'RENEGOTIATING') continue;
    const after = await company.says(who, mutation, { workflow, ...(mutation === 'agreeToProposal' ? { proposal } : {}), ...input });
    proposal = after.standingProposal?.id;
  }
  return workflow;
}
