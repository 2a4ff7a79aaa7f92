import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../src/commands/common/command.js';
import { testDatabaseSettings } from './api.js';

/** What a command answered: its result, and its words for people. */
export interface Heard {
  readonly printed: readonly string[];
  readonly said: readonly string[];
}

/** A machine to run commands on: the test database, and a data folder of its own. */
export class Machine {
  readonly folder: string;
  /** PROMISEGRAPH_DATA, inside it. */
  readonly data: string;
  readonly environment: Readonly<Record<string, string>>;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'promisegraph-command-'));
    this.data = join(this.folder, 'data');
    const { uri, user, password } = testDatabaseSettings();
    this.environment = { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, PROMISEGRAPH_DATA: this.data };
  }

  /** @param now the moment that it is there; left out, the present one */
  async run(command: Command, parameters: readonly string[], more: Readonly<Record<string, string | undefined>> = {}, now: number = Date.now()): Promise<Heard> {
    const printed: string[] = [];
    const said: string[] = [];
    const world = { environment: { ...this.environment, ...more }, print: (line: string) => void printed.push(line), say: (line: string) => void said.push(line), now };
    await command(parameters, world);
    return { printed, said };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
