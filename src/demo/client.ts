import type { Pipeline } from '../serving/pipeline.js';

/** Speaks to the public schema as one agent after another, at moments of its own choosing. */
export interface Speaker {
  <Data>(subject: string, document: string, variables?: Record<string, unknown>): Promise<Data>;
}

/** What was said was not heard; saying it again, with the same key, may help. */
export class NotHeard extends Error {}

/** What is answered where nothing was heard: the same may be sent again, with the same key. */
const passing: readonly string[] = ['UNAVAILABLE', 'TIMEOUT'];

/** A speaker that runs operations through the schema as any client would, but in this process and by its clock. */
export function speakerThrough(pipeline: Pipeline, org: string): Speaker {
  return async <Data>(subject: string, document: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const verified = { identity: { org, subject }, because: '', expiresAt: null };
    const prepared = pipeline.prepare({ query: document, variables }, 'POST', { requestId: 'demo', verified, address: 'demo', bookmarks: [] });
    if ('errors' in prepared) throw new Error(`The demo was refused: ${JSON.stringify(prepared.errors)}`);
    const { data, errors } = await pipeline.execute(prepared);
    const unheard = errors?.some(({ extensions }) => passing.includes(String(extensions?.['code']))) ?? false;
    if (errors !== undefined) throw new (unheard ? NotHeard : Error)(`The demo was refused: ${JSON.stringify(errors)}`);
    return data as Data;
  };
}
