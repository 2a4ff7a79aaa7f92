import { addDuration, dayOf, momentOf } from '../domain/common/moment.rules.js';
import { cast, company } from './cast.js';
import type { CastName } from './cast.js';
import { NotHeard } from './client.js';
import type { Speaker } from './client.js';

const day = 24 * 60 * 60 * 1_000;

/** The story is 400 days long and ends today: a year of promises, and the beginnings of a three-year one. */
export const length = 400;

/** How often one thing is tried before the demo gives up: with two seconds for each, longer than any cold start. */
export const patience = 15;

export interface Stage {
  readonly speak: Speaker;
  readonly clock: { now: number };
  /** When the story begins, in milliseconds: all its days count from here. */
  readonly begin: number;
  /** The present: nothing in the story happens after it. */
  readonly now: number;
  readonly stopped: () => boolean;
}

interface Answered {
  readonly act: { readonly id: string } | null;
  readonly workflow?: { readonly id: string; readonly standingProposal: { readonly id: string } | null; readonly needs: readonly { readonly id: string }[] } | null;
  readonly agent?: { readonly id: string } | null;
  readonly concern?: { readonly id: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/** Directs the story: moves the clock, lets people speak, and stops at the first refusal. */
export class Director {
  readonly #stage: Stage;
  #played = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  get played(): number {
    return this.#played;
  }

  /** A day of the story as clients write it; the story's day 0 is its first. */
  date(storyDay: number): string {
    return dayOf(momentOf(this.#stage.begin + storyDay * day), company.zone);
  }

  /** The last day of a span that begins with what is said next, on this day: a year from 16 December ends on the 15th. */
  lastDayOf(duration: string, storyDay: number): string {
    const ends = addDuration(momentOf(this.#moment(storyDay)), duration, company.zone);
    return dayOf(addDuration(ends, '-P1D', company.zone), company.zone);
  }

  // Each act a minute after the last, so that the order of a day is the order it is told in.
  #moment(storyDay: number): number {
    return Math.min(this.#stage.begin + storyDay * day + this.#played * 60_000, this.#stage.now);
  }

  /** Lets somebody of the cast say something on a day of the story. */
  async says(who: CastName, storyDay: number, mutation: string, input: Record<string, unknown>, returns: 'workflow' | 'agent' | 'concern' | 'organization' = 'workflow'): Promise<Answered> {
    if (this.#stage.stopped()) throw new Error('The demo was interrupted; the next start goes on with it.');
    this.#stage.clock.now = this.#moment(storyDay);
    const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}Input`;
    const inputType = inputTypes[mutation] ?? type;
    const selection = returns === 'workflow' ? 'workflow { id standingProposal { id } needs { id } }' : returns === 'organization' ? 'organization { id }' : `${returns} { id }`;
    const document = `mutation Play($input: ${inputType}!) { ${mutation}(input: $input) { act { id } ${selection} userErrors { code message } } }`;
    const answered = await this.#send(who, mutation, document, { input: { ...input, idempotencyKey: `demo-${String(this.#played)}` } });
    const [refusal] = answered?.userErrors ?? [];
    if (answered === undefined || refusal !== undefined) throw new Error(`${who} could not ${mutation}: ${refusal?.code ?? ''} ${refusal?.message ?? ''}`);
    this.#played++;
    return answered;
  }

  // A database that has just started plans each statement for the first time, which on a slow machine takes longer than a
  // write may: then the answer is BUSY, and whoever hears that sends the same again, with the same key.
  async #send(who: CastName, mutation: string, document: string, variables: Record<string, unknown>): Promise<Answered | undefined> {
    for (let attempt = 1; ; attempt++) {
      const last = attempt === patience || this.#stage.stopped();
      try {
        const answered = (await this.#stage.speak<Record<string, Answered>>(cast[who].subject, document, variables))[mutation];
        if (last || answered?.userErrors[0]?.code !== 'BUSY') return answered;
      } catch (error) {
        if (last || !(error instanceof NotHeard)) throw error;
      }
    }
  }
}

// The mutations whose input type does not carry their name.
const inputTypes: Readonly<Record<string, string>> = {
  addMember: 'MembershipInput',
  nameRepresentative: 'MembershipInput',
};

/** One workflow of the story, as those who speak in it see it. */
export class Thread {
  readonly #director: Director;
  readonly id: string;
  #proposal: string | null = null;
  #needs: readonly { readonly id: string }[] = [];

  private constructor(director: Director, id: string) {
    this.#director = director;
    this.id = id;
  }

  static async begins(director: Director, who: CastName, storyDay: number, mutation: 'openWorkflow' | 'openWorkflowWithOffer' | 'noticeWorkflow', input: Record<string, unknown>): Promise<Thread> {
    const { workflow } = await director.says(who, storyDay, mutation, input);
    if (workflow == null) throw new Error(`${mutation} returned no workflow.`);
    return new Thread(director, workflow.id);
  }

  /** What it was last said to need of another, as both workflows know it. */
  get need(): string | undefined {
    return this.#needs[this.#needs.length - 1]?.id;
  }

  async says(who: CastName, storyDay: number, mutation: string, words: string | null, input: Record<string, unknown> = {}): Promise<void> {
    const answersProposal = mutation === 'agreeToProposal' || mutation === 'makePromise';
    const answered = await this.#director.says(who, storyDay, mutation, {
      workflow: this.id, words, ...(answersProposal ? { proposal: this.#proposal } : {}), ...input,
    });
    this.#proposal = answered.workflow?.standingProposal?.id ?? null;
    this.#needs = answered.workflow?.needs ?? [];
  }
}
