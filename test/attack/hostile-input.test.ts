import fc from 'fast-check';
import { refusalCodes } from '../../src/domain/common/refusal.js';
import { createSchema } from '../../src/schema.js';
import { requestCodes } from '../../src/serving/errors.js';
import { globalId } from '../../src/domain/common/identifier.rules.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Answer, Api, Company } from '../kit/api.js';
import { argumentsWith, operationOf, placesOf } from '../kit/inputs.js';
import type { Place } from '../kit/inputs.js';
import { openRehearsal } from '../kit/rehearsal.js';
import type { Rehearsal } from '../kit/rehearsal.js';

/*
 * Every place of the schema where a client can put a value is given values that break programs. Whatever they are, the
 * answer is one that a client can understand, and never what broke inside.
 */

let api: Api;
let company: Company;
/** Nothing that is written is kept: each value meets the same state. */
let rehearsal: Rehearsal;
const phases = ['HEARD', 'NEGOTIATING', 'PROPOSED', 'EXECUTING', 'DELIVERED'] as const;
/** What there is to name, around a workflow in each phase. */
const ids: Record<string, string>[] = [];

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  rehearsal = await openRehearsal(api);
  const roster = { customer: await company.person('ada'), performer: await company.person('bram'), agent: await company.person('dana'), group: await company.agent('board', { kind: 'GROUP', name: 'Board' }) };
  for (const phase of phases) {
    const workflow = await workflowIn(company, phase);
    const { found } = await company.asks('ada', 'query($id: ID!) { found: workflow(id: $id) { concern { id } standingProposal { id } promise { id } acts { nodes { id } } } }', { id: workflow });
    ids.push({ ...roster, workflow, concern: found.concern.id, proposal: found.standingProposal?.id, promise: found.promise?.id, act: found.acts.nodes[0].id });
  }
}, 240_000);
afterAll(async () => {
  await rehearsal.close();
  await api.close();
});

const usual: Readonly<Record<string, unknown>> = { String: 'Something', When: '2026-11-30', Duration: 'P1D', Decimal: '1', Int: 3, Float: 0.5, Boolean: true };
const leafAround = (phase: number) => (typeName: string, name: string): unknown => (name === 'idempotencyKey' ? company.nextKey() : typeName === 'ID' ? (ids[phase]?.[name] ?? ids[phase]?.['agent']) : usual[typeName]);

const cypher = ["'}) MATCH (n) DETACH DELETE n //", '`) RETURN 1 //', '$org', '{org: $org}', '\\u0027 OR 1=1', "'; CALL dbms.shutdown(); //"];
const letters = ['', ' ', '\0', 'a\0b', '\ud800', '\udfff\ud83d', '\u202e\u200b\ufeff', '\r\n\t', '👩‍👩‍👧‍👦', 'e\u0301'.repeat(200), 'a'.repeat(90_000), '\ud83d\ude00'.repeat(20_000)];
const numbers = ['NaN', 'Infinity', '-Infinity', '1e400', '-1e400', '9'.repeat(400), `0.${'0'.repeat(400)}1`, '0x10', '1_000', '٣', '-0', '1e-400', '--1', '1.2.3'];
const times = ['2026-02-30', '2026-13-01', '0000-00-00', '9999-12-31', '10000-01-01', '-000001-01-01', '+275760-09-13T00:00:00Z', '2026-03-29T02:30:00', '2026-06-30T23:59:60Z', '2026-01-01T25:00:00Z', '2026-01-01T00:00:00+99:99', '2026-01-01T00:00:00Z[Mars/Olympus]', 'P1Y2M3W4DT5H6M7S', 'P99999999999Y', 'PT1E9S', 'P-1D', '-P1D', 'P', 'PT', `P${'9'.repeat(400)}D`];
const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '__typename', '__schema', 'null', 'undefined', 'true', '[object Object]', '%s%n', '${7*7}', '{{7*7}}', '../../etc/passwd', '<script>alert(1)</script>'];
const foreignIds = ['Workflow', 'Agent', 'Concern', '__proto__', 'constructor', ''].flatMap((type) => ['', '\0', '__proto__', 'x'.repeat(2_000), '../x', '019caca0-0000-7000-8000-000000000000'].map((id) => globalId(type, id)));

const words = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...cypher, ...letters, ...numbers, ...times, ...names, ...foreignIds) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) });
const figures = fc.constantFrom<unknown>(0, -0, -1, 1, 1.5, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53, 1e308, -1e308, 5e-324, 1e21);
const shapes = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], [[[[1]]]], { a: { b: { c: 1 } } }, Array.from({ length: 250 }, () => 'x'), Array.from({ length: 60 }, () => ({})), { constructor: 1, toString: null, hasOwnProperty: 'x' }),
  fc.jsonValue({ maxDepth: 4 }),
);

/** Mostly of the kind that the type lets in: what it doesn't is refused before anything of ours sees it. */
function hostileTo(typeName: string): fc.Arbitrary<unknown> {
  const fitting = { String: words, ID: words, Int: figures, Float: figures, When: fc.oneof(fc.constantFrom(...times), words), Decimal: fc.oneof(fc.constantFrom(...numbers), words), Duration: fc.oneof(fc.constantFrom(...times), words) }[typeName] ?? shapes;
  return fc.oneof({ weight: 8, arbitrary: fitting }, { weight: 1, arbitrary: words }, { weight: 1, arbitrary: figures }, { weight: 1, arbitrary: shapes });
}

const codes: ReadonlySet<string> = new Set([...Object.keys(refusalCodes), ...Object.keys(requestCodes)].filter((code) => code !== 'INTERNAL'));

/** Words that only our insides say. */
const insides = /Neo\.\w+Error|neo4j|node_modules|\bat \S+ \(|\.[jt]s:\d|\b(Type|Range|Reference|Syntax)Error\b|INTERNAL|went wrong on our side|Invariant/;

function expectClean(answer: Answer, sent: unknown): void {
  const { status, errors = [] } = answer;
  const userErrors = (answer.data?.['answer'] as { userErrors?: { code: string; message: string }[] } | null | undefined)?.userErrors ?? [];
  const told = JSON.stringify(errors) + JSON.stringify(userErrors);
  const unclean = {
    status: status === 200 || status === 400 ? [] : [status],
    codes: [...errors.map(({ extensions }) => String(extensions.code)), ...userErrors.map(({ code }) => code)].filter((code) => !codes.has(code)),
    insides: insides.exec(told)?.[0],
    longest: Math.max(0, ...[...errors, ...userErrors].map(({ message }) => message.length)) > 1_000,
    many: errors.length > 11,
    sent,
  };
  expect(unclean).toEqual({ status: [], codes: [], insides: undefined, longest: false, many: false, sent });
}

const places = placesOf(createSchema());
const nameOf = ({ field, on }: Place): string => `${on === undefined ? '' : `${on}.`}${field.name}`;

test('places were found, in queries and in mutations', () => {
  expect(places.filter(({ operation }) => operation === 'query').length).toBeGreaterThan(60);
  expect(places.filter(({ operation }) => operation === 'mutation').length).toBeGreaterThan(150);
});

test.each([...new Set(places.map(nameOf))])('%s answers whatever it is given', async (name) => {
  const here = places.filter((place) => nameOf(place) === name);
  const [first] = here;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...here).chain((place) => fc.tuple(fc.constant(place), hostileTo(place.typeName))), fc.constantFrom('ada', 'bram', 'olga'), fc.nat(phases.length - 1), async ([place, value], subject, phase) => {
      const variables = { ...argumentsWith(place, value, leafAround(phase)), ...(place.on === undefined ? {} : { thing: ids[phase]?.[place.on.toLowerCase()] ?? '' }) };
      expectClean(await rehearsal.ask(await company.tokenOf(subject), operationOf(place), variables), { place: place.path.join('.'), value });
    }),
    { numRuns: here.length * (first?.operation === 'query' ? 10 : 15) },
  );
}, 240_000);
