import type { PromisesAlike } from '../domain/cascade/accountability.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { Reader, Viewing } from './reader.js';
import { statement } from './statement.js';

type RecordRow = PromisesAlike & { readonly agent: string };

const records = statement<Viewing & { readonly agents: readonly string[] }, { records: RecordRow[] }>('promise/outcomes-of-agents');
const recordsAsOf = statement<Viewing & { readonly agents: readonly string[]; readonly at: Moment }, { records: RecordRow[] }>('promise/outcomes-of-agents-as-of');

/** What became of all that some agents ever promised, or had become of it by a moment, as far as the viewer sees it. */
export async function readRecords(reader: Reader, agents: readonly string[], at: Moment | null): Promise<readonly RecordRow[]> {
  return (at === null ? await reader.one(records, { agents }) : await reader.one(recordsAsOf, { agents, at })).records;
}
