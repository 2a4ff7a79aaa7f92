import { createLocalJWKSet, exportJWK } from 'jose';
import { pino } from 'pino';
import { createApplication } from '../../src/application.js';
import { Database } from '../../src/graph/database.js';
import { EventStream } from '../../src/graph/event-stream.js';
import type { Reading, WriteTransaction } from '../../src/graph/database.js';
import { createVerifier } from '../../src/identity.js';
import { testDatabaseSettings, tokenSettings } from './api.js';
import type { Answer, Api } from './api.js';

/** Does every write to its last statement, and takes it all back in place of the commit. */
class RehearsedDatabase extends Database {
  override async inTransaction<Result>(work: (transaction: WriteTransaction) => Promise<Result>, reading: Reading = {}): Promise<{ result: Result; bookmarks: readonly string[] }> {
    const rehearsed: { result: Result }[] = [];
    const curtain = new Error('the rehearsal is over');
    try {
      return await super.inTransaction(async (transaction) => {
        rehearsed.push({ result: await work(transaction) });
        throw curtain;
      }, reading);
    } catch (error) {
      const [done] = rehearsed;
      if (error !== curtain || done === undefined) throw error;
      return { ...done, bookmarks: [] };
    }
  }
}

export interface Rehearsal {
  /** One operation as the API would answer it, of which nothing is kept: one copy of a state serves to try every act in it. */
  ask(token: string, query: string, variables: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
}

export async function openRehearsal(api: Api): Promise<Rehearsal> {
  const database = new RehearsedDatabase(testDatabaseSettings());
  const verify = createVerifier(tokenSettings, createLocalJWKSet({ keys: [await exportJWK(api.keys.publicKey)] }));
  // Where somebody begins to listen is read, and begun where there is nothing yet: a rehearsal of that would begin it again and again.
  const events = new EventStream({ database: api.database, pollEvery: 1_000, onError: () => undefined });
  const { fastify } = await createApplication({ sources: { database, clock: () => api.clock.now, events }, verify, logger: pino({ level: 'silent' }) });
  return {
    ask: async (token, query, variables) => {
      const response = await fastify.inject({ method: 'POST', url: '/graphql', headers: { authorization: `Bearer ${token}` }, payload: { query, variables } });
      return { ...(response.json() as Omit<Answer, 'status'>), status: response.statusCode };
    },
    close: async () => {
      await fastify.close();
      events.close();
      await database.close();
    },
  };
}
