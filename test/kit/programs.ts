import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../src/root.js';

/** Compiles src/ into dist/, unless that has been done: `npm test` has, jest alone has not. */
export function compile(): void {
  const preparing = pathToFileURL(join(packageRoot, 'scripts', 'lib', 'prepare.mjs')).href;
  execFileSync(process.execPath, ['--input-type=module', '--eval', `await (await import(${JSON.stringify(preparing)})).build()`], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** A program of dist/ in a process of its own, and what it says. */
export class Program {
  readonly process: ChildProcess;
  /** The code it ends with; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  output = '';
  over = false;

  constructor(program: string, parameters: readonly string[], environment: Readonly<Record<string, string>>) {
    this.process = spawn(process.execPath, [join(packageRoot, 'dist', program), ...parameters], { env: { PATH: process.env['PATH'], ...environment } });
    for (const stream of [this.process.stdout, this.process.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.ended = new Promise((resolve) => this.process.once('close', resolve));
    // A run of tests that ends in disorder leaves no process behind.
    const endToo = (): void => { this.process.kill('SIGKILL'); };
    process.once('exit', endToo);
    void this.ended.then(() => {
      this.over = true;
      process.off('exit', endToo);
    });
  }

  get pid(): number {
    if (this.process.pid === undefined) throw new Error('It could not be started.');
    return this.process.pid;
  }

  /** Waits until it has said something. @throws when it ends without */
  async says(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.output)?.[1];
      if (found !== undefined) return found;
      const heard = new Promise((resolve) => this.process.stdout?.once('data', resolve));
      const over = await Promise.race([heard.then(() => false), this.ended.then(() => true)]);
      if (over) throw new Error(`It ended without saying ${String(pattern)}:\n${this.output}`);
    }
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.process.kill(signal);
    await this.ended;
  }
}
