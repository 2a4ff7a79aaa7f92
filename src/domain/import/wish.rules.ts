import { formatVersion, quoted, readRecord } from './records.rules.js';
import type { AnyRecord, Problem, RecordKind, RecordOf } from './records.rules.js';
import type { Line } from './lines.rules.js';

/** A record with the line it stands in. */
export type Numbered<Kind extends RecordKind> = RecordOf<Kind> & { readonly line: number };

export const importableKinds = ['agent', 'membership', 'concern', 'workflow', 'reportingLine'] as const;
export type ImportableKind = (typeof importableKinds)[number];

/** What follows from another record, and is no matter of its own: where it is there already, as whatever, it stays so. */
export type Implied<Kind extends ImportableKind> = Numbered<Kind> & { readonly implied?: true };

/** What a file asks to have brought in, from one source. */
export interface ImportWish {
  readonly source: string;
  readonly agents: readonly Implied<'agent'>[];
  readonly memberships: readonly Implied<'membership'>[];
  readonly concerns: readonly Numbered<'concern'>[];
  readonly workflows: readonly Numbered<'workflow'>[];
  readonly reportingLines: readonly Numbered<'reportingLine'>[];
}

/** Problems as they are found: all are counted, and the first of them kept, so that a hostile file cannot fill a memory. */
export class Problems {
  readonly listed: Problem[] = [];
  count = 0;

  constructor(readonly most: number = 100) {}

  add(line: number, message: string): void {
    this.count += 1;
    // Kept in the order of the lines, whatever the order they are found in.
    const at = this.listed.findLastIndex((one) => one.line <= line) + 1;
    if (at >= this.most) return;
    this.listed.splice(at, 0, { line, message });
    this.listed.length = Math.min(this.listed.length, this.most);
  }

  /** Adds those that were found elsewhere. */
  join({ count, listed }: Pick<Problems, 'count' | 'listed'>): void {
    for (const { line, message } of listed) this.add(line, message);
    this.count += count - listed.length;
  }
}

/**
 * Gathers the records of a file. References are looked up later, among what the organisation has too.
 * @param most more records than this are not taken at once
 */
export async function gatherWish(lines: AsyncIterable<Line> | Iterable<Line>, problems: Problems, most: number): Promise<ImportWish> {
  const found: { [Kind in ImportableKind]: Numbered<Kind>[] } = { agent: [], membership: [], concern: [], workflow: [], reportingLine: [] };
  const seen = new Map<string, number>();
  let source: string | null = null;
  let headed = false;
  let records = 0;
  for await (const line of lines) {
    if ('message' in line) {
      problems.add(line.line, line.message);
      continue;
    }
    const record = readRecord(line.text);
    const { number } = line;
    if (!headed) {
      headed = true;
      source = typeof record === 'string' ? null : readHeader(record, number, problems);
      if (typeof record !== 'string' && record.record === 'header') continue;
      if (typeof record === 'string' || source === null) problems.add(number, 'The first record is the header: {"record":"header","format":"promisegraph","version":1,"source":"where this comes from"}.');
    }
    if (typeof record === 'string') {
      problems.add(number, record);
      continue;
    }
    records += 1;
    if (records === most + 1) problems.add(number, `More than ${String(most)} records: bring them in as several files, each of which is whole.`);
    if (records > most) continue;
    take(record, number, found, seen, problems);
  }
  if (!headed) problems.add(1, 'The file is empty.');
  const { agents, memberships } = impliedBy(found);
  return { source: source ?? '', agents: [...found.agent, ...agents], memberships: [...found.membership, ...memberships], concerns: found.concern, workflows: found.workflow, reportingLines: found.reportingLine };
}

function readHeader(record: AnyRecord, line: number, problems: Problems): string | null {
  if (record.record !== 'header') return null;
  if (record.version !== formatVersion) problems.add(line, `Version ${String(record.version)} of the format: this server reads version ${String(formatVersion)}.`);
  else if (record.exported !== undefined) problems.add(line, 'This is an export: it becomes an organisation of its own again, by `npm run restore`.');
  else if (record.source === undefined) problems.add(line, 'source: Say where this comes from; external ids are of this source.');
  return record.source ?? '';
}

function take(record: AnyRecord, line: number, found: { [Kind in ImportableKind]: Numbered<Kind>[] }, seen: Map<string, number>, problems: Problems): void {
  switch (record.record) {
    case 'agent':
      if (isNew(`agent ${record.id}`, line, seen, problems)) found.agent.push({ ...record, line });
      return;
    case 'membership':
      if (isNew(`membership of ${record.member} in ${record.group}`, line, seen, problems)) found.membership.push({ ...record, line });
      return;
    case 'concern':
      if (isNew(`concern ${record.id}`, line, seen, problems)) found.concern.push({ ...record, line });
      return;
    case 'workflow':
      if (isNew(`workflow ${record.id}`, line, seen, problems)) found.workflow.push({ ...record, line });
      return;
    case 'reportingLine':
      if (isNew(`reporting line of ${lineId(record)}`, line, seen, problems)) found.reportingLine.push({ ...record, line });
      return;
    case 'header':
      problems.add(line, 'A file has one header, in its first line.');
      return;
    case 'act':
    case 'externalId':
    case 'end':
      problems.add(line, `A record of the kind "${record.record}" belongs to an export, and comes back with all of it, by \`npm run restore\`: nobody's acts are put into an organisation that is there.`);
  }
}

function isNew(thing: string, line: number, seen: Map<string, number>, problems: Problems): boolean {
  const earlier = seen.get(thing);
  if (earlier === undefined) {
    seen.set(thing, line);
    return true;
  }
  problems.add(line, `The ${quoted(thing).slice(1, -1)} stands in line ${String(earlier)} already.`);
  return false;
}

/** What a reporting line is known by: who reports to whom. Under another manager it is another one. */
export function lineId({ person, manager }: Pick<RecordOf<'reportingLine'>, 'person' | 'manager'>): string {
  return manager == null ? person : `${person} to ${manager}`;
}

export function teamId(name: string): string {
  return `group ${name}`;
}

/** The people and teams of reporting lines, each once, unless the file says more of them itself. */
function impliedBy(found: { readonly [Kind in ImportableKind]: readonly Numbered<Kind>[] }): { readonly agents: readonly Implied<'agent'>[]; readonly memberships: readonly Implied<'membership'>[] } {
  const agents = new Map<string, Implied<'agent'>>();
  const memberships = new Map<string, Implied<'membership'>>();
  const named = new Set(found.agent.map(({ id }) => id));
  const joined = new Set(found.membership.map(({ group, member }) => JSON.stringify([group, member])));
  const agent = (id: string, kind: 'PERSON' | 'GROUP', name: string, line: number): void => {
    if (!named.has(id) && !agents.has(id)) agents.set(id, { record: 'agent', id, kind, name, line, implied: true });
  };
  // Whoever has a line of their own is called what they are called there.
  for (const { person, name, line } of found.reportingLine) agent(person, 'PERSON', name ?? person, line);
  for (const { person, manager, managerName, team, line } of found.reportingLine) {
    if (manager != null) agent(manager, 'PERSON', managerName ?? manager, line);
    if (team == null) continue;
    const group = teamId(team);
    agent(group, 'GROUP', team, line);
    const key = JSON.stringify([group, person]);
    if (!joined.has(key) && !memberships.has(key)) memberships.set(key, { record: 'membership', group, member: person, line, implied: true });
  }
  return { agents: [...agents.values()], memberships: [...memberships.values()] };
}
