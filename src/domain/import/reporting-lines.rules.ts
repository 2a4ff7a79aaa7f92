import { formatName, formatVersion, quoted, readRecord } from './records.rules.js';
import type { Line } from './lines.rules.js';
import { peopleFrom } from './people.rules.js';
import { columnsOf, readTable } from './table.rules.js';

/** The columns that a table of reporting lines may have; `person` is the one it must have. */
export const reportingColumns = {
  person: 'who reports: what they are called',
  manager: 'whom they report to, as it stands in `person` or in their `id`; empty for one who reports to nobody',
  title: 'what they are there for: the concern of the workflow, until its Customer puts it into words',
  team: 'the group they belong to, by name; it is made where it is not there',
  id: 'the id of the person there; when empty, their name',
  since: 'since when, as a day that has passed; when empty, the import',
} as const;

/** A table of people or of reporting lines, by the columns it has. */
export function tableFrom(text: string, source: string): Line[] {
  const columns = columnsOf(text);
  return columns.includes('person') || columns.includes('manager') ? reportingFrom(text, source) : peopleFrom(text, source);
}

/** A table of reporting lines as the records of the neutral format that say the same, each with the line of its row. */
export function reportingFrom(text: string, source: string): Line[] {
  const { rows, problems } = readTable(text, reportingColumns, 'person');
  if (rows.length === 0) return problems;
  const cell = (record: Readonly<Record<string, string>>, name: keyof typeof reportingColumns): string | undefined => (record[name] === '' ? undefined : record[name]);
  const idOf = (record: Readonly<Record<string, string>>): string => cell(record, 'id') ?? cell(record, 'person') ?? '';
  const ids = new Set(rows.map(({ record }) => idOf(record)));
  const byName = new Map<string, Set<string>>();
  for (const { record } of rows) byName.set(record['person'] ?? '', new Set([...(byName.get(record['person'] ?? '') ?? []), idOf(record)]));
  const lines: Line[] = [{ number: 1, text: JSON.stringify({ record: 'header', format: formatName, version: formatVersion, source }) }];
  for (const { record, info: { lines: line } } of rows) {
    const manager = cell(record, 'manager');
    const called = manager === undefined || ids.has(manager) ? [] : [...(byName.get(manager) ?? [])];
    if (called.length > 1) {
      problems.push({ line, message: `manager: ${String(called.length)} people are called ${quoted(manager ?? '')}: name the manager by \`id\`.` });
      continue;
    }
    const managed = manager === undefined ? {} : called[0] === undefined ? { manager } : { manager: called[0], managerName: manager };
    const [title, team, since] = [cell(record, 'title'), cell(record, 'team'), cell(record, 'since')];
    const text = JSON.stringify({
      record: 'reportingLine', person: idOf(record), name: record['person'] ?? '', ...managed,
      ...(title === undefined ? {} : { title }), ...(team === undefined ? {} : { team }), ...(since === undefined ? {} : { since }),
    });
    const read = readRecord(text);
    if (typeof read === 'string') problems.push({ line, message: read });
    else lines.push({ number: line, text });
  }
  return [...lines, ...problems];
}
