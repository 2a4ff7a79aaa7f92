import fc from 'fast-check';
import { globalId } from '../../src/domain/common/identifier.rules.js';
import { refusalCodes } from '../../src/domain/common/refusal.js';
import { requestCodes } from '../../src/serving/errors.js';
import type { Answer } from './api.js';

/* Values that break programs, and what an answer to them may never hold. */

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
export function hostileTo(typeName: string): fc.Arbitrary<unknown> {
  const fitting = { String: words, ID: words, Int: figures, Float: figures, When: fc.oneof(fc.constantFrom(...times), words), Decimal: fc.oneof(fc.constantFrom(...numbers), words), Duration: fc.oneof(fc.constantFrom(...times), words) }[typeName] ?? shapes;
  return fc.oneof({ weight: 8, arbitrary: fitting }, { weight: 1, arbitrary: words }, { weight: 1, arbitrary: figures }, { weight: 1, arbitrary: shapes });
}

const codes: ReadonlySet<string> = new Set([...Object.keys(refusalCodes), ...Object.keys(requestCodes)].filter((code) => code !== 'INTERNAL'));

/** Words that only our insides say. */
const insides = /Neo\.\w+Error|neo4j|node_modules|\bat \S+ \(|\.[jt]s:\d|\b(Type|Range|Reference|Syntax)Error\b|INTERNAL|went wrong on our side|Invariant/;

/** An answer that a client can understand, and nothing of what broke inside. A socket has no status. */
export function expectClean(answer: Partial<Answer>, sent: unknown): void {
  const { status = 200, errors = [] } = answer;
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
