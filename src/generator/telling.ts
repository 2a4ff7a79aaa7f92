import { momentOf } from '../domain/common/moment.rules.js';
import type { IdKind, Ids } from './ids.js';

export type ThingKind = 'ORGANIZATION' | 'AGENT' | 'CONCERN' | 'WORKFLOW';

export interface Told {
  readonly act: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly person: string;
  /** What was said, as JSON with its fields in the order of the alphabet. */
  readonly data: string;
  readonly side?: 'CUSTOMER' | 'PERFORMER';
  /** The group that the person spoke for. */
  readonly party?: string;
  readonly words?: string;
}

/** One thing whose acts are told, one after the other. */
export interface Thing {
  readonly say: (told: Told) => string;
}

/**
 * Lines of an export, as they are told. Written out by hand: there are millions of them, all of one form, and a test holds
 * them against what an export writes.
 */
export class Telling {
  #lines: string[] = [];
  #length = 0;

  constructor(private readonly ids: Ids) {}

  /** How much has been told and not been taken, in letters. */
  get length(): number {
    return this.#length;
  }

  get records(): number {
    return this.#lines.length;
  }

  about(kind: ThingKind, id: string, acts: IdKind, index: number): Thing {
    let sequence = 0;
    return {
      say: ({ act, at, person, data, side, party, words }) => {
        sequence += 1;
        const [moment, actId] = [momentOf(at), this.ids.of(acts, at, index, sequence)];
        this.#line(`{"about":"${id}","act":"${act}","data":${data},"id":"${actId}","kind":"${kind}"${party === undefined ? '' : `,"party":"${party}"`},"person":"${person}","record":"act","recordedAt":"${moment}","saidAt":"${moment}","sequence":${String(sequence)}${side === undefined ? '' : `,"side":"${side}"`}${words === undefined ? '' : `,"words":${JSON.stringify(words)}`}}`);
        return actId;
      },
    };
  }

  /** What has been told, line by line; it is no longer in here. */
  take(): string {
    const text = this.#lines.length === 0 ? '' : `${this.#lines.join('\n')}\n`;
    [this.#lines, this.#length] = [[], 0];
    return text;
  }

  #line(text: string): void {
    this.#lines.push(text);
    this.#length += text.length + 1;
  }
}
