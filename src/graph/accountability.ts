import type { PromisesAlike } from '../domain/cascade/accountability.rules.js';
import type { Reader, Viewing } from './reader.js';
import { statement } from './statement.js';

type RecordRow = PromisesAlike & { readonly agent: string };

const records = statement<Viewing & { readonly agents: readonly string[] }, { records: RecordRow[] }>('promise/outcomes-of-agents');

/** What became of all that some agents ever promised, as far as the viewer sees it. */
export async function readRecords(reader: Reader, agents: readonly string[]): Promise<readonly RecordRow[]> {
  return (await reader.one(records, { agents })).records;
}
