import { randomBytes } from 'node:crypto';
import { cast } from '../../src/demo/cast.js';
import type { CastName } from '../../src/demo/cast.js';
import { loadDemo } from '../../src/demo/load.js';
import { uuidv7 } from '../../src/domain/common/identifier.rules.js';
import type { Answer, Api } from './api.js';

// A load is a hundred writes one after the other: two seconds alone, and many more beside a busy suite.
jest.setTimeout(120_000);

/** The day that the documentation's outputs are of. */
export const documentedNow = Date.parse('2026-11-21T09:00:00.000Z');

/** An organisation of a test's own with the demo in it, and the API's clock at the story's end. */
export class Demo {
  readonly api: Api;
  readonly org: string;

  private constructor(api: Api, org: string) {
    this.api = api;
    this.org = org;
  }

  static async load(api: Api, now: number = documentedNow): Promise<Demo> {
    const org = uuidv7(now, randomBytes(10));
    await loadDemo({ database: api.database, say: () => undefined, now, org });
    api.clock.now = now;
    return new Demo(api, org);
  }

  async ask(who: CastName, query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    return this.api.ask(await this.api.token({ org: this.org, subject: cast[who].subject }), query, variables);
  }

  /** A query that must succeed. */
  async asks(who: CastName, query: string, variables: Record<string, unknown> = {}): Promise<Answer['data']> {
    const { data, errors } = await this.ask(who, query, variables);
    if (errors !== undefined) throw new Error(`Refused: ${JSON.stringify(errors, null, 2)}\n${query}`);
    return data;
  }
}
