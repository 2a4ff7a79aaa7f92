import { addDuration, dayOf, momentOf } from '../domain/common/moment.rules.js';
import { cast, company } from './cast.js';
import type { CastName } from './cast.js';
import { NotHeard } from './client.js';
import type { Speaker } from './client.js';

const day = 24 * 60 * 60 * 1_000;

/** The story is 400 days long and ends today: a year of promises, and the beginnings of a three-year one. */
export const length = 400;

/** A year of the story that several plan in. */
export interface Year {
  readonly starts: string;
  readonly due: string;
}

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
  readonly round?: { readonly id: string; readonly version: number } | null;
  readonly role?: { readonly id: string; readonly version: number } | null;
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
  async says(who: CastName, storyDay: number, mutation: string, input: Record<string, unknown>, returns: keyof typeof selections = 'workflow'): Promise<Answered> {
    const answered = await this.#tries(who, storyDay, mutation, { ...input, idempotencyKey: `demo-${String(this.#played)}` }, returns);
    const [refusal] = answered?.userErrors ?? [];
    if (answered === undefined || refusal !== undefined) throw new Error(`${who} could not ${mutation}: ${refusal?.code ?? ''} ${refusal?.message ?? ''}`);
    this.#played++;
    return answered;
  }

  /** Lets somebody say what has to be refused: it leaves nothing behind, and is no act of the story. */
  async isRefused(who: CastName, storyDay: number, mutation: string, input: Record<string, unknown>, returns: keyof typeof selections): Promise<void> {
    const answered = await this.#tries(who, storyDay, mutation, input, returns);
    if (answered?.act !== null) throw new Error(`${who} should not have been able to ${mutation}.`);
  }

  /** What somebody reads on that day. */
  async reads<Data>(who: CastName, storyDay: number, document: string, variables: Record<string, unknown>): Promise<Data> {
    this.#turnsTo(storyDay);
    return this.#untilHeard(() => this.#stage.speak<Data>(cast[who].subject, document, variables), () => false);
  }

  #turnsTo(storyDay: number): void {
    if (this.#stage.stopped()) throw new Error('The demo was interrupted; the next start goes on with it.');
    this.#stage.clock.now = this.#moment(storyDay);
  }

  #tries(who: CastName, storyDay: number, mutation: string, input: Record<string, unknown>, returns: keyof typeof selections): Promise<Answered | undefined> {
    this.#turnsTo(storyDay);
    const inputType = inputTypes[mutation] ?? `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}Input`;
    const document = `mutation Play($input: ${inputType}!) { ${mutation}(input: $input) { act { id } ${selections[returns]} userErrors { code message } } }`;
    const speak = async (): Promise<Answered | undefined> => (await this.#stage.speak<Record<string, Answered>>(cast[who].subject, document, { input }))[mutation];
    return this.#untilHeard(speak, (answered) => answered?.userErrors[0]?.code === 'BUSY');
  }

  // A database that has just started plans each statement for the first time, which on a slow machine takes longer than a
  // write may: then the answer is BUSY or TIMEOUT, and whoever hears that sends the same again, with the same key.
  async #untilHeard<Answer>(speak: () => Promise<Answer>, isBusy: (answer: Answer) => boolean): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const last = attempt === patience || this.#stage.stopped();
      try {
        const answer = await speak();
        if (last || !isBusy(answer)) return answer;
      } catch (error) {
        if (last || !(error instanceof NotHeard)) throw error;
      }
    }
  }
}

/** What is read of the thing that was spoken about. */
const selections = {
  workflow: 'workflow { id standingProposal { id } needs { id } }',
  agent: 'agent { id }',
  concern: 'concern { id }',
  organization: 'organization { id }',
  round: 'round { id version }',
  role: 'role { id version }',
} as const;

// The mutations whose input type does not carry their name.
const inputTypes: Readonly<Record<string, string>> = {
  addMember: 'MembershipInput',
  nameRepresentative: 'MembershipInput',
  addToPlanningRound: 'PlanningRoundWorkflowsInput',
  waiveMisalignment: 'MisalignmentInput',
  settlePlanningRound: 'PlanningRoundInput',
  takeRole: 'RoleForAgentInput',
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
    const answersProposal = mutation === 'agreeToProposal' || mutation === 'makePromise' || mutation === 'consentToProposal';
    const answered = await this.#director.says(who, storyDay, mutation, {
      workflow: this.id, words, ...(answersProposal ? { proposal: this.#proposal } : {}), ...input,
    });
    this.#proposal = answered.workflow?.standingProposal?.id ?? null;
    this.#needs = answered.workflow?.needs ?? [];
  }
}

/** A role of the story, as those speak of it who made it and hold it. */
export class Playing {
  readonly #director: Director;
  readonly #id: string;
  #version: number;

  private constructor(director: Director, { id, version }: { readonly id: string; readonly version: number }) {
    this.#director = director;
    this.#id = id;
    this.#version = version;
  }

  static async begins(director: Director, who: CastName, storyDay: number, input: Record<string, unknown>): Promise<Playing> {
    const { role } = await director.says(who, storyDay, 'createRole', input, 'role');
    if (role == null) throw new Error('createRole returned no role.');
    return new Playing(director, role);
  }

  async offers(who: CastName, storyDay: number, agent: string, words: string): Promise<void> {
    await this.#says(who, storyDay, 'offerRole', words, { agent, expectedVersion: this.#version });
  }

  async takes(who: CastName, storyDay: number, words: string): Promise<void> {
    await this.#says(who, storyDay, 'takeRole', words, {});
  }

  async #says(who: CastName, storyDay: number, mutation: string, words: string, input: Record<string, unknown>): Promise<void> {
    const { role } = await this.#director.says(who, storyDay, mutation, { role: this.#id, words, ...input }, 'role');
    this.#version = role?.version ?? this.#version;
  }
}

/** A planning round of the story, as its convener and those in it speak of it. */
export class Planning {
  readonly #director: Director;
  readonly #convener: CastName;
  readonly #id: string;
  #version: number;

  private constructor(director: Director, convener: CastName, { id, version }: { readonly id: string; readonly version: number }) {
    this.#director = director;
    this.#convener = convener;
    this.#id = id;
    this.#version = version;
  }

  static async opens(director: Director, convener: CastName, storyDay: number, input: Record<string, unknown>): Promise<Planning> {
    const { round } = await director.says(convener, storyDay, 'openPlanningRound', input, 'round');
    if (round == null) throw new Error('openPlanningRound returned no round.');
    return new Planning(director, convener, round);
  }

  async says(who: CastName, storyDay: number, mutation: string, words: string, input: Record<string, unknown> = {}): Promise<void> {
    const { round } = await this.#director.says(who, storyDay, mutation, { round: this.#id, words, ...input }, 'round');
    this.#version = round?.version ?? this.#version;
  }

  /** The convener tries to settle it. The version that they decide upon keeps a load that is taken up again from settling it too early. */
  async doesNotSettle(storyDay: number): Promise<void> {
    await this.#director.isRefused(this.#convener, storyDay, 'settlePlanningRound', { round: this.#id, expectedVersion: this.#version }, 'round');
  }

  /** Somebody accepts the one misalignment of a kind as it is. */
  async waives(who: CastName, storyDay: number, kind: string, words: string): Promise<void> {
    const { planningRound: { waivers, alignment } } = await this.#director.reads<{ readonly planningRound: { readonly waivers: readonly { readonly misalignment: string }[]; readonly alignment: { readonly nodes: readonly { readonly id: string; readonly kind: string }[] } } }>(
      who, storyDay, 'query ($round: ID!) { planningRound(id: $round) { waivers { misalignment } alignment(first: 20) { nodes { id kind } } } }', { round: this.#id },
    );
    // A load that is taken up again says the same as before, whatever has become of it meanwhile.
    await this.says(who, storyDay, 'waiveMisalignment', words, { misalignment: waivers[0]?.misalignment ?? alignment.nodes.find((one) => one.kind === kind)?.id ?? '' });
  }
}
