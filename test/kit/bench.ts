import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../src/root.js';

/** Runs a program of bench/. @returns what it printed */
export async function bench(program: string, ...parameters: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [join(packageRoot, 'bench', program), ...parameters], { env: process.env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
