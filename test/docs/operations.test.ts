import { relative } from 'node:path';
import { ZodDefault } from 'zod';
import { readConfiguration, settings } from '../../src/config.js';
import { packageRoot } from '../../src/root.js';
import { readPage, rowsUnder } from '../kit/documentation.js';

const page = readPage('docs/operations.md');
const rows = rowsUnder(page, 'Settings').map(([name = '', byDefault = '']) => ({ name: name.replaceAll('`', ''), byDefault }));

test('the table names every setting, in the order of the code, and no other', () => {
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(settings));
});

test('the defaults in the table are the real ones', () => {
  const real = Object.entries(settings).flatMap(([name, schema]): [string, string][] => {
    if (!(schema instanceof ZodDefault)) return [];
    const value = String(schema.parse(undefined));
    return [[name, value.startsWith(packageRoot) ? `\`${relative(packageRoot, value)}\` in the checkout` : `\`${value}\``]];
  });
  const told = new Map(rows.map(({ name, byDefault }) => [name, byDefault]));
  expect(real.map(([name]) => [name, told.get(name)])).toEqual(real);
});

test('the defaults that depend on other settings are the real ones', () => {
  const { token } = readConfiguration({});
  const told = new Map(rows.map(({ name, byDefault }) => [name, byDefault]));
  expect(told.get('PROMISEGRAPH_TOKEN_ISSUER')).toBe(`\`${token.issuer}\`, in development`);
  expect(told.get('PROMISEGRAPH_TOKEN_AUDIENCE')).toBe(`\`${token.audience}\`, in development`);
});
