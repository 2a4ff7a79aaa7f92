import { invalid } from '../common/refusal.js';

/** Where a listener is in the stream of an organisation. */
export interface Place {
  readonly epoch: string;
  readonly number: number;
  /** Of the event that has the number; null where it is not kept. */
  readonly mark: string | null;
}

const version = 1;

export function writePlace({ epoch, number, mark }: Place): string {
  return Buffer.from(JSON.stringify([version, epoch, number, mark])).toString('base64url');
}

/** @throws Refusal INVALID_INPUT for what we never wrote */
export function readPlace(cursor: string): Place {
  try {
    const parts: unknown = cursor.length > 200 ? null : JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === 4) {
      const [made, epoch, number, mark] = parts as unknown[];
      if (made === version && typeof epoch === 'string' && Number.isSafeInteger(number) && Number(number) >= 0 && (mark === null || typeof mark === 'string')) return { epoch, number: Number(number), mark };
    }
  } catch {
    // What cannot be read is told of below, like what reads as something else.
  }
  throw invalid('after', 'This is no cursor of an event: use the `cursor` of one that you heard.');
}
