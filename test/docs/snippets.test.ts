import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/root.js';
import { blocksOf, pages, readPage } from '../kit/documentation.js';

interface Quote {
  readonly page: string;
  readonly file: string;
  readonly text: string;
}

/** What pages quote from the sources: blocks whose first line is a comment with the name of a file. */
const quotes = pages.flatMap((page) =>
  blocksOf(readPage(page)).flatMap(({ info, text }): Quote[] => {
    const file = /^\/\/ ((?:src|cypher|test)\/\S+)\n/.exec(text)?.[1];
    return (info === 'ts' || info === 'cypher') && file !== undefined ? [{ page, file, text: text.slice(text.indexOf('\n') + 1) }] : [];
  }),
);

test('the guide to adding a mutation quotes each place it names', () => {
  expect(quotes.filter(({ page }) => page === 'docs/adding-a-mutation.md').length).toBeGreaterThanOrEqual(5);
});

test.each(quotes.map((quote): [string, string, string] => [quote.page, quote.file, quote.text]))('%s quotes %s as it is', (_page, file, text) => {
  expect(readFileSync(join(packageRoot, file), 'utf8')).toContain(text.trimEnd());
});

test.each(pages)('%s links to what is there', (page) => {
  const text = readPage(page);
  const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target ?? '').filter((target) => !/^[a-z]+:/.test(target));
  expect(targets.filter((target) => !existsSync(join(packageRoot, dirname(page), target)))).toEqual([]);
});

test.each(pages)('%s names no file that is not there', (page) => {
  const named = [...readPage(page).matchAll(/`((?:src|cypher|test|docs|scripts)\/[\w./-]*)`/g)].map(([, path]) => path ?? '');
  expect(named.filter((path) => !existsSync(join(packageRoot, path)))).toEqual([]);
});

test.each(pages)('%s names no npm script that is not there', (page) => {
  const { scripts } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const named = [...readPage(page).matchAll(/\bnpm run (?:-s )?(\w+)/g)].map(([, script]) => script ?? '');
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});
