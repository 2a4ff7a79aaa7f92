import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findJava } from '../../src/local/java.js';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'promisegraph-java-'));
  mkdirSync(join(home, 'bin'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

function pretendJava(banner: string): NodeJS.ProcessEnv {
  const java = join(home, 'bin', 'java');
  writeFileSync(java, `#!/bin/sh\necho '${banner}' >&2\n`);
  chmodSync(java, 0o755);
  return { ...process.env, JAVA_HOME: home };
}

it.each(['openjdk version "17.0.15" 2025-04-15', 'openjdk version "21" 2023-09-19', 'java version "21.0.2-ea" 2024-01-16'])(
  'takes %s',
  async (banner) => {
    await expect(findJava(pretendJava(banner))).resolves.toMatchObject({ command: join(home, 'bin', 'java') });
  },
);

it.each([
  ['java version "1.8.0_392"', 'Java 8'],
  ['openjdk version "11.0.21" 2023-10-17', 'Java 11'],
  ['something else', 'an unknown one'],
])('refuses %s by its name', async (banner, name) => {
  await expect(findJava(pretendJava(banner))).rejects.toThrow(`needs Java 17 or 21; "${home}/bin/java" is ${name}.`);
});

it('tells whoever has none the three ways on', async () => {
  const failure: unknown = await findJava({ ...process.env, JAVA_HOME: join(home, 'nowhere') }).catch((error: unknown) => error);
  expect((failure as Error).message.split('\n')).toEqual([
    `The embedded database needs Java, and "${home}/nowhere/bin/java" does not run.`,
    'Three ways on:',
    '  - install a JDK (17 or 21) and Maven, and start again;',
    '  - set NEO4J_URI and NEO4J_PASSWORD to use a Neo4j of your own;',
    '  - run everything in containers: docker compose up',
  ]);
});
