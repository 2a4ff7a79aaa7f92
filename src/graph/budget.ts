import { Refusal } from '../domain/common/refusal.js';

/** What one operation may use. */
export interface Means {
  readonly milliseconds: number;
  /** Letters that may be read from the database for it; left out, any number. */
  readonly reading?: number;
  /** Letters that its answer may have; left out, any number. */
  readonly answer?: number;
  /** Letters that each thing in a list of the answer has at least. */
  readonly answerEach?: number;
  /** Whether it is known to be a heavy one before it has read anything. */
  readonly heavy?: boolean;
}

/** That an operation has used up what it may read or answer. Nothing more is done for it; whoever answers says so. */
export class Exceeded extends Error {
  override readonly name = 'Exceeded';

  constructor(readonly what: 'reading' | 'answer') {
    super(`an operation has used up its ${what}`);
  }
}

/** Letters from which on an operation is a heavy one, whatever was thought before: a hundred workflows have a third of that. */
const heavyFrom = 1_000_000;

/** How often the clock is looked at while fields are answered. */
const fieldsBetweenLooks = 1_000;

/** What one operation has: time, and room. What the database is asked for on its behalf may take no more than is left of it. */
export class Budget {
  /** When it began. */
  readonly began = performance.now();
  /** Round trips to the database made in it. */
  roundTrips = 0;
  /** Whether it is one of those that would keep all others waiting, were they not to wait for each other. */
  heavy: boolean;
  /** What it has too little of; null while there is enough of everything but time. */
  exceeded: Exceeded | null = null;
  readonly #means: Means;
  #end: number;
  #letters = 0;
  #toAnswer: number;
  #fields = 0;

  /** From now on, by a clock that nobody sets. */
  constructor(means: Means) {
    this.#means = means;
    this.#end = this.began + means.milliseconds;
    this.heavy = means.heavy ?? false;
    this.#toAnswer = means.answer ?? Infinity;
  }

  /** As much again, from now on. */
  renewed(): Budget {
    return new Budget(this.#means);
  }

  /** Milliseconds; none or less when it is used up. */
  get left(): number {
    return this.#end - performance.now();
  }

  /** Ends it now: nobody waits for the answer any more. */
  cancel(): void {
    this.#end = 0;
  }

  /** @throws Refusal TIMEOUT, or Exceeded, when it is used up: nothing new is begun then */
  check(): void {
    if (this.exceeded !== null) throw this.exceeded;
    if (this.left <= 0) throw outOfBudget();
  }

  /** So many letters have been read. @throws Exceeded when they were too many */
  read(letters: number): void {
    this.#letters += letters;
    if (this.#letters > heavyFrom) this.heavy = true;
    if (this.#letters > (this.#means.reading ?? Infinity)) throw (this.exceeded ??= new Exceeded('reading'));
  }

  /** A list of the answer, with so many things in it. @throws as `answer` */
  answerList(things: number): void {
    this.answer(things * (this.#means.answerEach ?? 1));
  }

  /** A field of the answer, with so many letters. @throws Exceeded when it is too long by now; Refusal TIMEOUT now and then, when the time is over */
  answer(letters: number): void {
    this.#toAnswer -= letters;
    if (this.#toAnswer < 0) throw (this.exceeded ??= new Exceeded('answer'));
    this.#fields++;
    if (this.#fields % fieldsBetweenLooks === 0) this.check();
  }
}

export function outOfBudget(cause?: unknown): Refusal {
  return new Refusal('TIMEOUT', 'The operation took longer than it may. Ask for less at once.', { cause });
}
