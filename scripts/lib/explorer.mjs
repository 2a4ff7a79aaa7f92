import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Puts the explorer together in dist/web/: our page of web/explorer/, its examples as one file, and the libraries as
 * their makers built them. So the page needs no bundler, and nothing from elsewhere when it is looked at.
 */
export function buildExplorer(root) {
  const to = join(root, 'dist', 'web');
  const page = join(root, 'web', 'explorer');
  const library = (...path) => join(root, 'node_modules', ...path);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const name of ['index.html', 'explorer.css', 'explorer.js', 'icon.svg']) copyFileSync(join(page, name), join(to, name));

  const examples = join(page, 'examples');
  const queries = readdirSync(examples).sort().map((name) => readFileSync(join(examples, name), 'utf8'));
  writeFileSync(join(to, 'examples.json'), JSON.stringify(queries));

  copyFileSync(library('react', 'umd', 'react.production.min.js'), join(to, 'react.production.min.js'));
  copyFileSync(library('react-dom', 'umd', 'react-dom.production.min.js'), join(to, 'react-dom.production.min.js'));
  for (const name of ['graphiql.min.js', 'graphiql.min.css']) copyFileSync(library('graphiql', name), join(to, name));
  // The client of graphql-ws is a module that imports others beside it, under names of the day.
  const socket = library('graphql-ws', 'dist');
  const modules = [...readFileSync(join(socket, 'client.js'), 'utf8').matchAll(/from '\.\/([\w-]+\.js)'/g)].map(([, name]) => name);
  for (const name of new Set(['client.js', ...modules])) cpSync(join(socket, name), join(to, name));
}
