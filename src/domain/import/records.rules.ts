import { z } from 'zod';
import { agentKinds } from '../agent/agent.rules.js';
import { isUuid } from '../common/identifier.rules.js';
import { isMoment } from '../common/moment.rules.js';
import { isPlain } from '../common/text.rules.js';
import { directions, outcomes, phases, promiseStatuses, sides } from '../workflow/workflow.types.js';
import { formOf } from './form.rules.js';

/** What a file in the neutral format says of itself in its first record. docs/import-format.md is written from here. */
export const formatName = 'promisegraph';
export const formatVersion = 1;

/**
 * No id of another system is longer, and an index holds no more. Halves of letters are all one letter to the database:
 * two ids would become one, and never be found again.
 */
const externalId = z.string().trim().min(1).max(200).refine((id) => isPlain(id), 'has letters that no id has: control characters, or half of a surrogate pair');
/** Two of them are one id. */
const reportingId = z.string().trim().min(1).max(90).refine((id) => isPlain(id), 'has letters that no id has: control characters, or half of a surrogate pair');
const text = z.string();
const optionalText = z.string().nullish();
const day = z.string();

const measure = z.strictObject({ metric: text, unit: optionalText, direction: z.enum(directions), baseline: optionalText, target: text });

const condition = z.strictObject({
  statement: text,
  mandatory: z.boolean().nullish(),
  due: optionalText,
  measure: measure.nullish(),
  current: optionalText,
  measuredAt: optionalText,
  outcome: z.enum(outcomes).nullish(),
});

const promise = z.strictObject({
  status: z.enum(promiseStatuses),
  madeAt: day,
  due: day,
  conditions: z.array(condition),
  confidence: z.number().nullish(),
  forecast: optionalText,
  reportedAt: optionalText,
  deliveredAt: optionalText,
  endedAt: optionalText,
});

const customership = z.strictObject({ respondWithin: optionalText, checkInEvery: optionalText, assessWithin: optionalText });

const exactMoment = z.string().refine(isMoment, 'is no moment as an export writes it (2026-03-02T09:00:00.000Z)');
const uuid = z.string().refine(isUuid, 'is no id of ours');

export const recordSchemas = {
  header: z.strictObject({
    record: z.literal('header'),
    format: z.literal(formatName),
    version: z.number().int(),
    source: externalId.optional(),
    /** Present in an export of ours: the organisation whose acts follow. */
    exported: z.strictObject({ organization: uuid }).optional(),
  }),
  agent: z.strictObject({ record: z.literal('agent'), id: externalId, kind: z.enum(agentKinds), name: text, subject: optionalText, active: z.boolean().nullish() }),
  membership: z.strictObject({ record: z.literal('membership'), group: externalId, member: externalId, representative: z.boolean().nullish() }),
  concern: z.strictObject({ record: z.literal('concern'), id: externalId, holder: externalId, statement: text, articulated: z.boolean().nullish() }),
  workflow: z.strictObject({
    record: z.literal('workflow'),
    id: externalId,
    customer: externalId,
    performer: externalId,
    concern: externalId,
    window: z.strictObject({ starts: day, due: day }),
    phase: z.enum(phases),
    explicit: z.boolean().nullish(),
    cycle: z.number().int().min(1).max(10_000).nullish(),
    customership: customership.nullish(),
    openedAt: optionalText,
    requestedAt: optionalText,
    offeredAt: optionalText,
    lastCheckInAt: optionalText,
    promise: promise.nullish(),
    renegotiation: z.strictObject({ by: z.enum(sides), since: day, concernChanged: z.boolean().nullish() }).nullish(),
    assessment: z.strictObject({ satisfaction: z.number(), at: day }).nullish(),
    closed: z.strictObject({ how: z.enum(['DECLINED', 'ENDED']), by: z.enum(sides), at: day }).nullish(),
    words: optionalText,
  }),
  /** That somebody reports to somebody: an implicit workflow, of which only that much is known. */
  reportingLine: z.strictObject({
    record: z.literal('reportingLine'), person: reportingId, name: optionalText, manager: reportingId.nullish(), managerName: optionalText, title: optionalText, team: z.string().trim().min(1).max(150).nullish(), since: optionalText,
  }),
  act: z.strictObject({
    record: z.literal('act'),
    kind: z.enum(['ORGANIZATION', 'AGENT', 'CONCERN', 'WORKFLOW', 'ROUND', 'ROLE']),
    about: uuid,
    sequence: z.number().int().min(1),
    id: uuid,
    act: text,
    side: z.enum(sides).optional(),
    /** Left out for what the clock said. */
    person: uuid.optional(),
    party: uuid.optional(),
    saidAt: exactMoment,
    recordedAt: exactMoment,
    data: z.record(z.string(), z.unknown()),
    words: z.string().optional(),
    wordsErased: z.literal(true).optional(),
  }),
  externalId: z.strictObject({ record: z.literal('externalId'), source: externalId, kind: z.enum(['AGENT', 'CONCERN', 'WORKFLOW']), id: externalId, about: uuid, digest: z.string().regex(/^[0-9a-f]{64}$/) }),
  end: z.strictObject({ record: z.literal('end'), records: z.number().int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
} as const;

export type RecordKind = keyof typeof recordSchemas;
export type RecordOf<Kind extends RecordKind> = z.infer<(typeof recordSchemas)[Kind]>;
export type AnyRecord = { [Kind in RecordKind]: RecordOf<Kind> }[RecordKind];

const forms = Object.fromEntries(Object.entries(recordSchemas).map(([kind, schema]) => [kind, formOf(schema)]));

/** What is wrong with one line of a file, for whoever can put it right. */
export interface Problem {
  readonly line: number;
  readonly message: string;
}

/** Reads one line as a record; a text says what is wrong with it. */
export function readRecord(line: string): AnyRecord | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'This is not JSON: one object a line, and no line break inside it.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'A record is a JSON object.';
  const kind = (value as { readonly record?: unknown }).record;
  if (typeof kind !== 'string' || !Object.hasOwn(recordSchemas, kind)) {
    return `${typeof kind === 'string' ? `There is no record of the kind ${quoted(kind)}` : 'The record does not say what it is'}: \`record\` is one of ${Object.keys(recordSchemas).join(', ')}. A newer version may know more.`;
  }
  // Most lines are right, and only of those that aren't has anything to be said.
  if (forms[kind]?.(value) === true) return value as AnyRecord;
  const read = recordSchemas[kind as RecordKind].safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return issue === undefined ? 'The record does not have the form of its kind.' : saidOf(issue);
}

/** A value as a message shows it: never all of it, since a file may be hostile. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

function saidOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String).join('.').slice(0, 100);
  const at = path === '' ? '' : `${path}: `;
  if (issue.code === 'unrecognized_keys') return `${at}There is no field ${issue.keys.slice(0, 3).map(quoted).join(', ')} here.`;
  const message = issue.message.slice(0, 200);
  return `${at}${message.charAt(0).toUpperCase()}${message.slice(1)}.`.replace(/\.\.$/, '.');
}
