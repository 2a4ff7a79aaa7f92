/**
 * A refusal: something a client asked for that the domain doesn't allow, said so that the reader knows what to do.
 * Expected refusals reach a client as `userErrors`; everything else that is thrown is a defect and is masked.
 */
export const refusalCodes = {
  INVALID_INPUT: 'A value of the input breaks a rule; `field` names it and the message says what is accepted.',
  NOT_FOUND: 'There is no such thing here, or you may not see it: the two look the same on purpose.',
  NOT_AVAILABLE: 'The act does not fit the present state of the workflow; `instead` lists what does.',
  NOT_THE_SPEAKER: 'Somebody else speaks this act; the message names who may.',
  FORBIDDEN: 'Only an administrator of the organisation may do this.',
  CONFLICT: 'The thing has changed since the version you expected; `currentVersion` carries the present one.',
  STALE_PROPOSAL: 'The proposal you named is no longer the one on the table.',
  IDEMPOTENCY_KEY_REUSED: 'This key was used before with another input. Use a new key for a new wish.',
  ALREADY_SO: 'What you ask for is already the case; nothing was recorded.',
  BUSY: 'Others are writing the same thing. Nothing was written; send the same request again, with the same key.',
  UNAUTHENTICATED: 'There is no valid token, or its agent is not active in the organisation.',
  UNAVAILABLE: 'The database cannot be reached just now. Nothing is known to be written; send the same request again, with the same key.',
  CURSOR_EXPIRED: 'What happened after this cursor is no longer kept. Read what you need anew, and subscribe without a cursor.',
  TIMEOUT: 'The operation took longer than it may. Ask for less at once.',
  TOO_LARGE: 'More workflows hang together here than the server may hold in memory, or change at once; the message says what can be done about it.',
} as const;

export type RefusalCode = keyof typeof refusalCodes;

/** What may be said in place of what was refused, and by whom. */
export interface Alternative {
  readonly act: string;
  readonly speaker: string;
}

export interface RefusalDetails {
  readonly field?: readonly string[];
  readonly currentVersion?: number;
  readonly instead?: readonly Alternative[];
  readonly cause?: unknown;
}

export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly field: readonly string[] | null;
  readonly currentVersion: number | null;
  readonly instead: readonly Alternative[];

  constructor(code: RefusalCode, message: string, details: RefusalDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'Refusal';
    this.code = code;
    this.field = details.field ?? null;
    this.currentVersion = details.currentVersion ?? null;
    this.instead = details.instead ?? [];
  }
}

/** The refusal for a value of the input, with the path of the field it is about. */
export function invalid(field: string | readonly (string | number)[], message: string): Refusal {
  const path = typeof field === 'string' ? [field] : field.map(String);
  return new Refusal('INVALID_INPUT', message, { field: path });
}

/** Stops on a broken promise of our own code: never a client's fault, so it is masked as a defect. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
