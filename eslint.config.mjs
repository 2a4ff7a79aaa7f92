import js from '@eslint/js';
import typescript from 'typescript-eslint';

/**
 * Who may import whom. Each message says what to use instead, so that a refusal teaches the house
 * (in one line: resolvers ask, domain decides, graph remembers, schema names).
 */
const ban = (group, message, extra = []) => ({
  'no-restricted-imports': ['error', { patterns: [{ group, message }, ...extra] }],
});
const driver = {
  group: ['neo4j-driver', 'neo4j-driver/*'],
  message: 'Only src/graph and src/local talk to the driver: call a statement in src/graph, or change() for a write.',
};
const rooms = {
  domain: ban(
    ['**/graph/**', '**/resolvers/**', '**/schema/**', '**/serving/**', '**/local/**', '**/commands/**', '**/demo/**', '**/context.js', '**/server.js', '**/config.js'],
    'domain is pure: take time, identity and randomness as arguments and return the result; the caller does the I/O.',
    [driver, { group: ['node:*', 'fs', 'crypto', 'type-graphql', 'fastify', 'pino'], message: 'domain has no I/O and no decorators.' }],
  ),
  schema: ban(
    ['**/graph/**', '**/resolvers/**', '**/serving/**', '**/local/**', '**/commands/**', '**/demo/**', '**/context.js', '**/server.js', '**/config.js'],
    'schema holds words only: put logic in domain, and what may be asked in resolvers.',
    [driver],
  ),
  graph: ban(
    ['**/resolvers/**', '**/serving/**', '**/local/**', '**/commands/**', '**/demo/**', '**/context.js', '**/server.js', '**/config.js'],
    'graph knows schema and domain alone: pass what it needs as an argument.',
  ),
  resolvers: ban(
    ['**/serving/**', '**/local/**', '**/commands/**', '**/demo/**', '**/server.js', '**/config.js'],
    'resolvers ask through the context: put the wiring in src/server.ts.',
    [driver],
  ),
};

rooms.serving = ban(
  ['**/local/**', '**/commands/**', '**/demo/**', '**/server.js', '**/config.js', '**/application.js', '**/resolvers/**'],
  'serving stands between a socket and the execution of an operation: what an operation means is in resolvers, and settings come as arguments.',
  [driver],
);

export default typescript.config(
  { ignores: ['dist/', 'node_modules/', '.promisegraph/', 'coverage/'] },
  js.configs.recommended,
  ...typescript.configs.strict,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json' } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off', // decorator metadata needs the value import of a class
      '@typescript-eslint/no-extraneous-class': 'off', // type-graphql's types and resolvers are decorated classes
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }], // type-graphql reads a field's arguments off the method, used or not
      'no-console': 'error', // logs go through pino; words for people through say()
      ...ban(['neo4j-driver', 'neo4j-driver/*'], driver.message),
    },
  },
  { files: ['src/domain/**/*.ts'], rules: rooms.domain },
  { files: ['src/schema/**/*.ts'], rules: rooms.schema },
  { files: ['src/graph/**/*.ts'], rules: rooms.graph },
  { files: ['src/resolvers/**/*.ts'], rules: rooms.resolvers },
  { files: ['src/serving/**/*.ts'], rules: rooms.serving },
  { files: ['src/local/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', { selector: "MemberExpression[property.name='concurrent'][object.name=/^(test|it|describe)$/]", message: 'Tests of a file run one after another (test/kit/jest/runtime.cjs): ask for several things at once inside one.' }] },
  },
  {
    // What browsers run.
    files: ['web/**/*.js'],
    languageOptions: { globals: { document: 'readonly', fetch: 'readonly', localStorage: 'readonly', location: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', fetch: 'readonly', Buffer: 'readonly', setInterval: 'readonly', clearInterval: 'readonly', AbortController: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
  {
    // What Jest loads for itself, before it could load anything else.
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { process: 'readonly', require: 'readonly', module: 'writable', __dirname: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
