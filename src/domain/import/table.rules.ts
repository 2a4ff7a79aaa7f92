import { parse } from 'csv-parse/sync';
import { quoted } from './records.rules.js';
import type { Problem } from './records.rules.js';

/* A table of comma-separated values, whose first line names its columns. */

export interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** The names in the first line, as they are compared: in small letters. */
export function columnsOf(text: string): readonly string[] {
  try {
    const [header] = parse(text, { bom: true, to: 1, trim: true, skip_empty_lines: true, relax_column_count: true });
    return (header ?? []).map((name) => name.toLowerCase());
  } catch {
    return [];
  }
}

/** The rows that can be read, and what is wrong with the others, or with the first line. Rows without the column that there must be are none. */
export function readTable(text: string, columns: Readonly<Record<string, string>>, needed: string): { readonly rows: readonly Row[]; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  let rows: Row[];
  let named: string[] = [];
  try {
    rows = parse(text, {
      bom: true, info: true, skip_empty_lines: true, trim: true, skip_records_with_error: true,
      columns: (header: string[]) => (named = header.map((name) => name.trim().toLowerCase())),
      on_skip: (error) => void problems.push({ line: Number(error?.['lines'] ?? 1), message: 'The row has not as many cells as the header, or a quotation mark is not closed.' }),
    }) as unknown as Row[];
  } catch (error) {
    return { rows: [], problems: [{ line: 1, message: `This is no table of comma-separated values: ${error instanceof Error ? error.message.slice(0, 200) : 'it cannot be read'}` }] };
  }
  const unknown = named.filter((name) => !Object.hasOwn(columns, name));
  if (!named.includes(needed)) problems.push({ line: 1, message: `The first line names the columns, and one of them is \`${needed}\`.` });
  if (unknown.length > 0) problems.push({ line: 1, message: `There is no column ${unknown.slice(0, 3).map(quoted).join(', ')}: the columns are ${Object.keys(columns).join(', ')}.` });
  return { rows, problems };
}
