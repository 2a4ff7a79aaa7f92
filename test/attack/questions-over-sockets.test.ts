import fc from 'fast-check';
import { cast } from '../../src/demo/cast.js';
import { createSchema } from '../../src/schema.js';
import { limits } from '../../src/serving/limits/index.js';
import type { LimitName } from '../../src/serving/limits/index.js';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { expectClean, hostileTo } from '../kit/hostile.js';
import { argumentsWith, placesOf } from '../kit/inputs.js';
import type { Place } from '../kit/inputs.js';
import { Planning, proposed } from '../kit/planning.js';
import { unknownLike } from '../kit/schema-ids.js';
import { Socket } from '../kit/socket.js';
import { dependsOn, workflowBetween } from '../kit/ties.js';

/*
 * The questions about what hangs on what, asked over a socket by whoever means no good: too much of them, with values that
 * break programs, and about what they may not see. A socket is the same door as HTTP.
 */
jest.setTimeout(60_000);

let api: Api;
let company: Company;
let stranger: Company;
let address: string;
const sockets = new Map<string, Socket>();

const secret = 'Somebody else can lead the platform';
/** What there is to ask about: a chain of three, of which the middle is for its parties alone, and a round with all of them. */
const ids: Record<'first' | 'hidden' | 'last' | 'round' | 'agent', string> = { first: '', hidden: '', last: '', round: '', agent: '' };

async function socketOf(of: Company, subject: string): Promise<Socket> {
  const key = `${of.org} ${subject}`;
  const known = sockets.get(key);
  if (known !== undefined) return known;
  const made = new Socket(address, { authorization: `Bearer ${await of.tokenOf(subject)}` });
  sockets.set(key, made);
  return made;
}

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  stranger = await api.found('The Neighbour');
  address = await api.listen();
  await stranger.person('ada');
  await company.person('henrik');
  ids.first = await workflowBetween(company, { customer: 'grace', performer: 'ada', statement: 'Make the Company Awesome', due: '2026-12-31' });
  ids.hidden = await workflowBetween(company, { customer: 'ada', performer: 'bram', statement: secret, due: '2026-11-30', until: 'PROPOSED' });
  ids.last = (await proposed(company, 'chidi', 'dana', '2026-12-31', 'Search is quick')).id;
  await company.says('ada', 'servePromise', { workflow: ids.hidden, parent: ids.first, contributions: [{ condition: 'c1' }] });
  await dependsOn(company, 'bram', { workflow: ids.hidden, provider: ids.first, neededBy: '2026-10-31' });
  await dependsOn(company, 'dana', { workflow: ids.last, provider: ids.hidden, neededBy: '2026-10-31' });
  ids.round = (await Planning.opens(company, 'ada', { workflows: [ids.hidden] })).id;
  await company.says('ada', 'setWorkflowVisibility', { workflow: ids.hidden, visibility: 'PARTIES' });
  ids.agent = await company.person('bram');
});
afterAll(async () => {
  await Promise.all([...sockets.values()].map((one) => one.close()));
  await api.close();
});

const workflow = 'workflow { id objective customer { name } performer { name } }';
const path = `path { steps { ${workflow} condition needs } }`;

/** Each question, as widely as it is asked, about a workflow that is given as `$id`. */
const questions: Readonly<Record<string, string>> = {
  gaps: `gaps(first: 50) { totalCount nodes { kind ${workflow} condition parent { id objective } } }`,
  accountability: 'accountability { horizons { horizon promises pairs { customer { name } performer { name } promises } } agents(first: 50) { nodes { agent { name } span depth made received } } }',
  impact: `impact(of: [{ id: $id }]) { count affected(first: 50) { nodes { ${workflow} distance ${path} } } people { agent { name } } atRisk { ${workflow} } facets { phases { value count } } }`,
  impactFrom: `impact(of: [{ id: $id }], direction: PROVIDERS) { count affected(first: 50) { nodes { ${workflow} distance ${path} } } }`,
  impactChanges: `impactChanges(of: [{ id: $id }], from: "2026-03-01") { countBefore countAfter changes(first: 50) { nodes { ${workflow} difference } } }`,
  planChanges: `planChanges(of: [{ id: $id }], from: "2026-03-01") { changes(first: 50) { nodes { ${workflow} other { id objective } condition difference } } }`,
  whatIf: `whatIf(suppose: [{ id: $id, revoked: true }]) { late { ${workflow} daysLateAfter } lateCount atRisk { id objective } backToNegotiation { customer { name } performer { name } workflows { id objective } } }`,
  criticalPath: `criticalPath(under: { id: $id }) { start { id objective } steps { ${workflow} totalSlackDays } }`,
  path: `path(from: { id: $id }, to: { id: $other }) { direction ${path} }`,
  interlockGroups: 'interlockGroups { totalCount nodes { size workflows { id objective } } }',
  chainUp: `chain(of: $id, direction: UP) { totalCount nodes { ${workflow} } }`,
  chainDown: `chain(of: $id, direction: DOWN) { totalCount nodes { ${workflow} } }`,
  rounds: `planningRounds { nodes { readiness { ready open { id objective } } misaligned { kind count } workflows(first: 50) { totalCount nodes { id objective } } alignment(first: 50) { totalCount nodes { kind says workflows { id objective } } } } }`,
};

function documentOf(question: string): string {
  const text = questions[question] ?? '';
  const declared = [['$id', 'ID!'], ['$other', 'ID!']].filter(([name]) => text.includes(name ?? '')).map(([name, type]) => `${String(name)}: ${String(type)}`).join(', ');
  return `query${declared === '' ? '' : `(${declared})`} { ${text} }`;
}

/** All that a text says, with what its ids and cursors hold. */
function opened(answer: unknown): string {
  const text = JSON.stringify(answer);
  return `${text} ${[...text.matchAll(/[\w-]{24,}/g)].map(([token]) => Buffer.from(token, 'base64url').toString('latin1')).join(' ')}`;
}

const localId = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[1] ?? id;

describe.each(Object.keys(questions))('%s', (question) => {
  test('tells nothing of what only its parties may see to anybody else, and no more than over HTTP', async () => {
    for (const [id, other] of [[ids.first, ids.last], [ids.last, ids.first]] as const) {
      const variables = { id, other };
      const asked = await (await socketOf(company, 'henrik')).ask(documentOf(question), variables);
      expect(asked.errors).toBeUndefined();
      expect([secret, localId(ids.hidden)].filter((one) => opened(asked.data).includes(one))).toEqual([]);
      expect(asked.data).toEqual((await company.ask('henrik', documentOf(question), variables)).data);
    }
  });

  test('knows nothing of another organisation', async () => {
    const { data, errors = [] } = await (await socketOf(stranger, 'ada')).ask(documentOf(question), { id: ids.first, other: ids.last });
    expect(errors.map(({ extensions }) => extensions.code).filter((code) => code !== 'NOT_FOUND')).toEqual([]);
    expect([...Object.values(ids).map(localId), secret, cast.bram.name].filter((one) => opened(data ?? {}).includes(one))).toEqual([]);
  });
});

test('about what they may not see they hear the same as about what is not there', async () => {
  const socket = await socketOf(company, 'henrik');
  const unknown = unknownLike(ids.hidden, api.clock.now);
  for (const question of Object.keys(questions).filter((name) => questions[name]?.includes('$id') === true)) {
    const [hidden, nothing] = [await socket.ask(documentOf(question), { id: ids.hidden, other: ids.first }), await socket.ask(documentOf(question), { id: unknown, other: ids.first })];
    expect({ question, ...hidden, extensions: null }).toEqual({ question, ...nothing, extensions: null });
    expect(opened(hidden)).not.toContain(secret);
  }
});

test('its parties are told of it, so that those questions had an answer to hide', async () => {
  const told: string[] = [];
  for (const question of Object.keys(questions)) {
    const { data } = await (await socketOf(company, question === 'criticalPath' || question.startsWith('impact') || question === 'whatIf' ? 'bram' : 'ada')).ask(documentOf(question), { id: question === 'impactFrom' ? ids.last : ids.first, other: ids.last });
    if (opened(data ?? {}).includes(localId(ids.hidden))) told.push(question);
  }
  expect(told).toEqual(expect.arrayContaining(['gaps', 'impact', 'impactFrom', 'whatIf', 'path', 'chainDown', 'rounds']));
});

const many = Array.from({ length: limits.array + 1 }, () => ({ id: 'x' }));

/** More than one may ask of each. */
const excesses: readonly { readonly what: string; readonly limit: LimitName; readonly query: string; readonly variables?: Readonly<Record<string, unknown>> }[] = [
  { what: 'a page of gaps', limit: 'page', query: '{ gaps(first: 101) { totalCount } }' },
  { what: 'a page of what is affected', limit: 'page', query: '{ impact(of: [{ id: "x" }]) { affected(first: 101) { totalCount } } }' },
  { what: 'a page of an alignment', limit: 'page', query: '{ planningRound(id: "x") { alignment(first: 101) { totalCount } } }' },
  { what: 'a page of the accountable', limit: 'page', query: '{ accountability { agents(first: 101) { totalCount } } }' },
  { what: 'places that slip', limit: 'array', query: 'query($of: [PlaceInput!]!) { impact(of: $of) { count } }', variables: { of: many } },
  { what: 'suppositions', limit: 'array', query: 'query($suppose: [SuppositionInput!]!) { whatIf(suppose: $suppose) { lateCount } }', variables: { suppose: many.map((one) => ({ ...one, revoked: true })) } },
  { what: 'all that was said of all that is affected', limit: 'nodes', query: '{ impact(of: [{ id: "x" }]) { affected(first: 100) { nodes { workflow { acts(first: 100) { nodes { id } } } } } } }' },
  { what: 'fields inside an alignment', limit: 'depth', query: '{ planningRound(id: "x") { alignment { nodes { workflows { promise { workflow { promise { workflow { promise { workflow { promise { workflow { id } } } } } } } } } } } } }' },
];

test.each(excesses)('$what: more than one may ($limit)', async ({ limit, query, variables }) => {
  const before = api.database.roundTrips;
  const { data, errors } = await (await socketOf(company, 'olga')).ask(query, variables);
  expect(data).toBeUndefined();
  expect(errors).toEqual((await company.ask('olga', query, variables)).errors);
  expect(errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED', limit, allowed: limits[limit] } }]);
  expect(api.database.roundTrips).toBe(before);
});

const asked = ['gaps', 'accountability', 'impact', 'impactChanges', 'planChanges', 'whatIf', 'criticalPath', 'path', 'interlockGroups', 'chain', 'planningRound', 'planningRounds'] as const;
/** As much of an answer as has to be worked out for it. */
const selections: Readonly<Record<(typeof asked)[number], string>> = {
  gaps: '{ totalCount nodes { kind } }', accountability: '{ hiddenCount }', impact: '{ count affected(first: 5) { nodes { distance } } }', impactChanges: '{ countAfter changes(first: 5) { totalCount } }', planChanges: '{ changes(first: 5) { totalCount } }', whatIf: '{ lateCount late { daysLateAfter } }',
  criticalPath: '{ totalSlackDays }', path: '{ direction }', interlockGroups: '{ totalCount nodes { size } }', chain: '{ totalCount nodes { distance } }', planningRound: '{ misaligned { kind } alignment { totalCount } }', planningRounds: '{ totalCount nodes { name } }',
};
const places = placesOf(createSchema()).filter(({ field, operation, on }) => operation === 'query' && on === undefined && (asked as readonly string[]).includes(field.name));
const usual: Readonly<Record<string, unknown>> = { String: 'Something', When: '2026-02-28', Duration: 'P1D', Decimal: '1', Int: 3, Float: 0.5, Boolean: true };

function documentFor({ field }: Place): string {
  const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  return `query(${declared}) { answer: ${field.name}(${field.args.map(({ name }) => `${name}: $${name}`).join(', ')}) ${selections[field.name as (typeof asked)[number]]} }`;
}

test('there are places in all of them that take arguments', () => {
  expect(places.length).toBeGreaterThan(40);
  expect(new Set(places.map(({ field }) => field.name)).size).toBe(asked.length);
});

test.each([...new Set(places.map(({ field }) => field.name))])('%s answers over a socket whatever it is given, and the socket stays open', async (name) => {
  const here = places.filter(({ field }) => field.name === name);
  const socket = await socketOf(company, 'bram');
  const leaf = (typeName: string, field: string): unknown => (typeName === 'ID' ? (name === 'planningRound' ? ids.round : field === 'performer' ? ids.agent : ids.first) : usual[typeName]);
  await fc.assert(fc.asyncProperty(fc.constantFrom(...here).chain((place) => fc.tuple(fc.constant(place), hostileTo(place.typeName))), async ([place, value]) => {
    const started = performance.now();
    expectClean(await socket.ask(documentFor(place), argumentsWith(place, value, leaf)), { place: place.path.join('.'), value });
    // On a crowded machine, more than the two seconds that it may take.
    expect(performance.now() - started).toBeLessThan(20_000);
  }), { numRuns: here.length * 6 });
  expect((await socket.ask('{ viewer { agent { name } } }')).data?.viewer.agent.name).toBe(cast.bram.name);
});
