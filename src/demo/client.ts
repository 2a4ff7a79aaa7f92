import type { ApolloServer } from '@apollo/server';
import type { Context } from '../context.js';
import { createContext } from '../context.js';
import type { Sources } from '../graph/change.js';

/** Speaks to the public schema as one agent after another, at moments of its own choosing. */
export interface Speaker {
  <Data>(subject: string, document: string, variables?: Record<string, unknown>): Promise<Data>;
}

/** What was said was not heard; saying it again, with the same key, may help. */
export class NotHeard extends Error {}

/** A speaker that runs operations through the schema as any client would, but in this process and by this clock. */
export function speakerThrough(apollo: ApolloServer<Context>, sources: Sources, org: string): Speaker {
  return async <Data>(subject: string, document: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const contextValue = createContext(sources, { requestId: 'demo', identity: { org, subject }, because: '', bookmarks: [] });
    const { body } = await apollo.executeOperation({ query: document, variables }, { contextValue });
    if (body.kind !== 'single') throw new Error('The demo asks for no incremental delivery.');
    const { data, errors } = body.singleResult;
    const unheard = errors?.some(({ extensions }) => extensions?.['code'] === 'UNAVAILABLE') ?? false;
    if (errors !== undefined) throw new (unheard ? NotHeard : Error)(`The demo was refused: ${JSON.stringify(errors)}`);
    return data as Data;
  };
}
