import { decodeRow, encodeParameters, parseStatement, readStatements, statement } from '../../src/graph/statement.js';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const source = `// One promise, as its viewer may see it.
// read
// $org string
// $since string?
// $limit integer
// $share float
// $withTotal boolean
// $ids list
// $filter map
// -> promise string, total integer?
MATCH (promise:Promise {org: $org})
RETURN promise.state AS promise, null AS total // $notAParameter
`;

const parsed = parseStatement('promise/read', source);
const given = { org: 'o', since: null, limit: 3, share: 0.5, withTotal: true, ids: [], filter: {} };

test('a header says whether the statement reads or writes, what it takes and what it returns', () => {
  expect(parsed.mode).toBe('read');
  expect([...parsed.parameters]).toEqual([
    ['org', { kind: 'string', nullable: false }],
    ['since', { kind: 'string', nullable: true }],
    ['limit', { kind: 'integer', nullable: false }],
    ['share', { kind: 'float', nullable: false }],
    ['withTotal', { kind: 'boolean', nullable: false }],
    ['ids', { kind: 'list', nullable: false }],
    ['filter', { kind: 'map', nullable: false }],
  ]);
  expect([...parsed.columns]).toEqual([['promise', { kind: 'string', nullable: false }], ['total', { kind: 'integer', nullable: true }]]);
  expect(parsed.text).toMatch(/^MATCH /);
});

test('a header without a mode, or with a type that is none, is refused with its file', () => {
  expect(() => parseStatement('promise/read', '// $org string\nRETURN 1')).toThrow('cypher/promise/read.cypher: the header must say "read" or "write".');
  expect(() => parseStatement('promise/read', '// read\n// $org text\nRETURN 1')).toThrow('cypher/promise/read.cypher: "text" is no type');
  expect(() => parseStatement('promise/read', '// read\n// -> promise\nRETURN 1')).toThrow('cypher/promise/read.cypher: "" is no type');
});

test('whole numbers travel as integers, which the driver would send as floats', () => {
  expect(encodeParameters(parsed, given)).toMatchObject({ limit: { low: 3, high: 0 }, share: 0.5, since: null });
});

test.each([
  ['is missing', { org: undefined }, '$org is missing'],
  ['is null where it may not be', { org: null }, '$org is missing'],
  ['is of another type', { limit: '3' }, '$limit is no integer'],
  ['is a fraction where a whole number is asked for', { limit: 1.5 }, '$limit is no integer'],
  ['is a list where a map is asked for', { filter: [] }, '$filter is no map'],
  ['is not in the header', { viewer: 'v' }, '$viewer is not in the header'],
])('a parameter that %s never reaches the database', (_, change, message) => {
  expect(() => encodeParameters(parsed, { ...given, ...change })).toThrow(`cypher/promise/read.cypher: ${message}.`);
});

test('a row is taken as declared, or not at all', () => {
  expect(decodeRow(parsed, { promise: 'p', total: null })).toEqual({ promise: 'p', total: null });
  expect(() => decodeRow(parsed, { total: 1 })).toThrow('cypher/promise/read.cypher returned no column promise.');
  expect(() => decodeRow(parsed, { promise: null, total: 1 })).toThrow('cypher/promise/read.cypher: column promise is no string.');
  expect(() => decodeRow(parsed, { promise: 'p', total: 0.5 })).toThrow('cypher/promise/read.cypher: column total is no integer.');
});

test('binding a name twice gives one statement', () => {
  expect(statement('agent/viewer')).toBe(statement('agent/viewer'));
});

test('statements are read from folders within folders, and migrations are none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'promisegraph-cypher-'));
  try {
    for (const name of ['promise', 'migrations', join('promise', 'of')]) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'promise', 'read.cypher'), source);
    writeFileSync(join(folder, 'promise', 'of', 'workflow.cypher'), source);
    writeFileSync(join(folder, 'promise', 'notes.txt'), 'no statement');
    writeFileSync(join(folder, 'migrations', '0001-keys.cypher'), 'CREATE INDEX;');
    expect([...readStatements(folder).keys()].sort()).toEqual(['promise/of/workflow', 'promise/read']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
