/** Records of the neutral format, as a file holds them. */
export type Loose = Readonly<Record<string, unknown>>;

export const header: Loose = { record: 'header', format: 'promisegraph', version: 1, source: 'the old tool' };

/** A small company as another system knows it: two people, a group that one of them speaks for, and a promise in force. */
export const people: readonly Loose[] = [
  { record: 'agent', id: 'u1', kind: 'PERSON', name: 'Ada Moreau', subject: 'ada' },
  { record: 'agent', id: 'u2', kind: 'PERSON', name: 'Bram Visser', subject: 'bram' },
  { record: 'agent', id: 'g1', kind: 'GROUP', name: 'Engineering' },
  { record: 'membership', group: 'g1', member: 'u2', representative: true },
];
export const concern: Loose = { record: 'concern', id: 'o1', holder: 'u1', statement: 'Build Awesome Tech for the Company' };
export const workflow: Loose = {
  record: 'workflow', id: 'w1', customer: 'u1', performer: 'g1', concern: 'o1', window: { starts: '2026-01-01', due: '2026-12-31' }, phase: 'EXECUTING',
  promise: { status: 'IN_FORCE', madeAt: '2026-01-15', due: '2026-11-30', conditions: [{ statement: 'It works' }], confidence: 0.8 },
};
export const wholeFile: readonly Loose[] = [header, ...people, concern, workflow];

export function ndjson(records: readonly unknown[]): string {
  return records.map((record) => `${typeof record === 'string' ? record : JSON.stringify(record)}\n`).join('');
}
