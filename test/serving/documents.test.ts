import { createSchema } from '../../src/schema.js';
import { Documents } from '../../src/serving/documents.js';

const schema = createSchema();

test('a document that passed is read once', () => {
  const documents = new Documents(schema);
  const first = documents.read('{ viewer { administrator } }', true);
  expect(documents.read('{ viewer { administrator } }', true)).toBe(first);
});

test('what does not parse, does not fit, or asks for too much leaves no trace', () => {
  const documents = new Documents(schema);
  for (const text of ['{', '{ nothing }', `{ ${'a: __typename '.repeat(31)} }`]) {
    expect(Array.isArray(documents.read(text, true))).toBe(true);
    expect(documents.size).toBe(0);
  }
});

test('who is not known does not fill the memory, and uses what is in it', () => {
  const documents = new Documents(schema);
  documents.read('{ stranger: __typename }', false);
  expect(documents.size).toBe(0);
  const known = documents.read('{ friend: __typename }', true);
  expect(documents.read('{ friend: __typename }', false)).toBe(known);
});

test('the memory is bounded, in documents and in letters', () => {
  const documents = new Documents(schema);
  for (let index = 0; index < 1_100; index++) documents.read(`{ a${index}: __typename }`, true);
  expect(documents.size).toBe(1_000);
  for (let index = 0; index < 30; index++) documents.read(`{ b${index}: __typename } # ${'x'.repeat(90_000)}`, true);
  expect(documents.size).toBeLessThan(15);
});
