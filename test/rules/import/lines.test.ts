import fc from 'fast-check';
import { blocksOf } from '../../../src/domain/import/blocks.rules.js';
import { linesIn, linesOf, longestLine, partsOf } from '../../../src/domain/import/lines.rules.js';
import type { Line } from '../../../src/domain/import/lines.rules.js';

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

async function all<One>(some: AsyncIterable<One>): Promise<One[]> {
  const found: One[] = [];
  for await (const one of some) found.push(one);
  return found;
}

/** Any bytes, and texts with everything that begins, ends or breaks a line. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.array(fc.constantFrom('a', 'é', '𝄞', '\n', '\r', '\r\n', ' ', '\t', '\ufeff', '\u00a0', '{"a":1}', '\u2028'), { maxLength: 40 }).map((parts) => encoded(parts.join(''))),
);

/** The same bytes in pieces of any size. */
function pieces(whole: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let from = 0, turn = 0; from < whole.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    found.push(whole.slice(from, from + size));
    from += size;
  }
  return found;
}

test('lines that are read all at once are those that are read as they come', async () => {
  await fc.assert(fc.asyncProperty(bytes, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), async (whole, sizes) => {
    expect(linesIn(whole, 1)).toEqual(await all(linesOf(pieces(whole, sizes))));
  }), { numRuns: 1_000 });
});

test('a line that is longer than any record is named in both, whatever stands around it', async () => {
  for (const letter of ['x', 'é']) {
    const long = letter.repeat(longestLine);
    const whole = encoded(`{"a":1}\n${long}\n{"a":2}`);
    const lines = linesIn(whole, 1);
    expect(lines).toEqual(await all(linesOf([whole])));
    expect(lines.map((one) => ('message' in one ? one.line : one.text))).toEqual(['{"a":1}', ...(letter === 'x' ? [long] : [2]), '{"a":2}']);
  }
});

interface Record { readonly kind: string; readonly about: number }
const kinds = ['ORGANIZATION', 'AGENT', 'CONCERN', 'WORKFLOW', 'externalId'];
/** The lines of something like an export: things in order, each with some acts. */
const exports = fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 6 }), fc.nat(80)), { maxLength: 40 }).map((things) =>
  [...things].sort(([one], [other]) => one - other).flatMap(([kind, acts, padding], about): string[] =>
    Array.from({ length: acts }, (_, sequence) => JSON.stringify(kind === 4 ? { record: 'externalId', about } : { record: 'act', kind: kinds[kind], about, sequence, padding: 'é'.repeat(padding) }))));
const headed = exports.map((lines) => [JSON.stringify({ record: 'header' }), ...lines, JSON.stringify({ record: 'end' })]);

const aboutOf = (line: string): Record => {
  const { record, kind, about } = JSON.parse(line) as { record: string; kind?: string; about?: number };
  return { kind: kind ?? record, about: about ?? -1 };
};

test('blocks are the whole of an export, cut between things and between kinds of them', async () => {
  await fc.assert(fc.asyncProperty(headed, fc.integer({ min: 1, max: 2_000 }), fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }), async (lines, size, sizes) => {
    const whole = encoded(lines.map((line) => `${line}\n`).join(''));
    const blocks = (await all(blocksOf(pieces(whole, sizes), size))).map(({ bytes: of, ...block }) => ({ ...block, lines: linesIn(of, block.first) }));
    const read: Line[] = blocks.flatMap((block) => [...block.lines]);
    expect(read).toEqual(lines.map((text, index) => ({ number: index + 1, text })));
    const texts = blocks.map((block) => block.lines.map((line) => ('text' in line ? line.text : '')));
    expect(blocks.map(({ kind }) => kind)).toEqual(texts.map(([first]) => aboutOf(first ?? '').kind));
    for (const block of texts) expect(new Set(block.map((line) => aboutOf(line).kind)).size).toBe(1);
    const things = texts.map((block) => new Set(block.map((line) => JSON.stringify(aboutOf(line)))));
    for (const [index, some] of things.entries()) for (const thing of things[index + 1] ?? []) expect(some.has(thing) && !thing.includes('externalId')).toBe(false);
    expect(blocks.map(({ isLast }) => isLast)).toEqual(blocks.map((_, index) => index === blocks.length - 1));
    expect(blocks.at(-1)?.lines).toHaveLength(1);
  }), { numRuns: 500 });
});

test('what is no export is cut as well, and nothing of it lost but blank lines behind it', async () => {
  await fc.assert(fc.asyncProperty(bytes, fc.integer({ min: 1, max: 100 }), fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), async (whole, size, sizes) => {
    const blocks = await all(blocksOf(pieces(whole, sizes), size));
    expect(blocks.flatMap(({ bytes: of, first }) => [...linesIn(of, first)])).toEqual(linesIn(whole, 1));
    for (const [index, block] of blocks.entries()) expect(block.first + partsOf(block.bytes).length).toBe(blocks[index + 1]?.first ?? block.first + partsOf(block.bytes).length);
  }), { numRuns: 1_000 });
});

test('of a line that never ends no more is kept than tells that it is too long', async () => {
  const piece = encoded('x'.repeat(100_000));
  const blocks = await all(blocksOf([encoded('{"a":1}\n'), ...Array.from({ length: 50 }, () => piece), encoded('\n{"a":2}\n')], 1_000));
  expect(blocks.reduce((sum, block) => sum + block.bytes.length, 0)).toBeLessThan(longestLine + 100);
  expect(blocks.flatMap(({ bytes: of, first }) => [...linesIn(of, first)])).toEqual([
    { number: 1, text: '{"a":1}' }, { line: 2, message: expect.stringMatching(/longer than/) }, { number: 3, text: '{"a":2}' },
  ]);
});
