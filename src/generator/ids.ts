import type { Dice } from './dice.js';

/** What is given an id. Of one kind no two have one, and things sort by the moment they were made. */
const kinds = ['ORGANIZATION', 'AGENT', 'CONCERN', 'WORKFLOW', 'PROPOSAL', 'PROMISE', 'ASSESSMENT', 'SERVING', 'DEPENDENCY', 'AGENT_ACT', 'CONCERN_ACT', 'WORKFLOW_ACT'] as const;
export type IdKind = (typeof kinds)[number];
const numbers = Object.fromEntries(kinds.map((kind, index) => [kind, index + 1])) as Readonly<Record<IdKind, number>>;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** A UUIDv7 (RFC 9562) as everything has one; in the place of its randomness stands what it is the id of. */
export class Ids {
  constructor(private readonly dice: Dice) {}

  /** @param milliseconds when it is made @param index which of its kind @param part which of the several that one has */
  of(kind: IdKind, milliseconds: number, index: number, part = 0): string {
    const seconds = Math.floor(milliseconds / 65_536);
    const salt = this.dice.bits('ID', index, part * 16 + numbers[kind]);
    return `${hex(seconds, 8)}-${hex(milliseconds - seconds * 65_536, 4)}-7${hex(numbers[kind], 1)}${hex(salt & 0xff, 2)}-${'89ab'[(salt >>> 8) & 3] ?? '8'}${hex((salt >>> 10) & 0xfff, 3)}-${hex(index, 8)}${hex(part, 4)}`;
  }
}
