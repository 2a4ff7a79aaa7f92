import { checkText } from '../common/text.rules.js';
import { Refusal } from '../common/refusal.js';
import { formatName, formatVersion, quoted } from './records.rules.js';
import type { Line } from './lines.rules.js';
import type { Problem } from './records.rules.js';
import { readTable } from './table.rules.js';
import type { Row } from './table.rules.js';

/** The columns that a table of people may have; `name` is the one it must have. */
export const peopleColumns = {
  name: 'what they are called',
  kind: 'PERSON (when empty), GROUP or AUTOMATION',
  id: 'the id there; when empty, the subject, else the e-mail address, else the name',
  subject: 'the subject that their tokens carry',
  email: 'the same, where the identity provider puts the e-mail address there',
  groups: 'the groups they belong to, by name, with semicolons between them; a group that has no row of its own is made',
  represents: 'those of them that they speak for',
  active: 'no, for one who has left',
} as const;

const namesIn = (cell: string | undefined): string[] => [...new Set((cell ?? '').split(';').map((name) => name.trim()).filter((name) => name !== ''))];

/**
 * A table of people, as the records of the neutral format that say the same; each with the line of its row, and whatever
 * cannot be read as a problem of its line.
 */
export function peopleFrom(text: string, source: string): Line[] {
  const { rows, problems } = readTable(text, peopleColumns, 'name');
  if (rows.length === 0) return [...problems];
  const lines: { number: number; text: string }[] = [];
  const put = (number: number, record: object): void => void lines.push({ number, text: JSON.stringify(record) });
  put(1, { record: 'header', format: formatName, version: formatVersion, source });
  const idOf = ({ id, subject, email, name }: Row['record']): string => [id, subject, email, name].find((one) => one !== undefined && one !== '') ?? '';
  const groups = new Map<string, string>();
  for (const { record } of rows) if (record['kind']?.toUpperCase() === 'GROUP') groups.set(record['name'] ?? '', idOf(record));
  for (const { record, info } of rows) {
    put(info.lines, {
      record: 'agent', id: idOf(record), name: record['name'] ?? '', kind: (record['kind'] ?? '') === '' ? 'PERSON' : record['kind']?.toUpperCase(),
      ...(subjectOf(record) === null ? {} : { subject: subjectOf(record) }), ...(isNo(record['active']) ? { active: false } : {}),
    });
  }
  for (const { record, info } of rows) {
    const belongsTo = namesIn(record['groups']);
    const represents = namesIn(record['represents']);
    for (const name of represents.filter((one) => !belongsTo.includes(one))) problems.push({ line: info.lines, message: `represents: ${quoted(name)} is none of their groups.` });
    for (const name of belongsTo) {
      const group = groups.get(name) ?? madeGroup(name, info.lines, problems);
      if (!groups.has(name)) {
        groups.set(name, group);
        put(info.lines, { record: 'agent', id: group, name, kind: 'GROUP' });
      }
      put(info.lines, { record: 'membership', group, member: idOf(record), ...(represents.includes(name) ? { representative: true } : {}) });
    }
  }
  return [...lines, ...problems];
}

const isNo = (cell: string | undefined): boolean => ['no', 'false', '0'].includes((cell ?? '').toLowerCase());

function subjectOf(record: Row['record']): string | null {
  return [record['subject'], record['email']].find((one) => one !== undefined && one !== '') ?? null;
}

/** Beside people, whose names may be the same. */
function madeGroup(name: string, line: number, problems: Problem[]): string {
  try {
    return `group ${checkText(name, 'name', 'groups')}`;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    problems.push({ line, message: `groups: ${error.message}` });
    return 'group';
  }
}
