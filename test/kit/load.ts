import { setTimeout as sleep } from 'node:timers/promises';
import { cast } from '../../src/demo/cast.js';
import { globalId, readGlobalId } from '../../src/domain/common/identifier.rules.js';
import { simpleTerms } from './api.js';
import type { Act, Company } from './api.js';
import { Caller, Ear, Tally } from './clients.js';
import type { Answered, HeardAct } from './clients.js';
import { withPatience } from './crowd.js';
import { recovery } from './fleet.js';
import type { Fleet } from './fleet.js';
import { cameTrue } from './waiting.js';

/** A wish that was answered as done. */
export interface Done {
  readonly token: string;
  readonly mutation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly query: string;
  readonly act: HeardAct;
  /** The whole of the answer: whoever sends the same again gets it again. */
  readonly said: Act;
  readonly sentAt: number;
  readonly address: string;
}

/** A workflow of the load, and who listens to it. */
export interface Theatre {
  /** Its global id. */
  readonly id: string;
  readonly ear: Ear;
}

/** The pause between two wishes of one client: people at work, not a benchmark. */
const thinking = 100;
const day = 24 * 60 * 60 * 1_000;
const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString().slice(0, 10);

/**
 * A company at work over HTTP and WebSocket: some write, some read, some listen, all as documented. What was
 * acknowledged is kept, to be held against the record.
 */
export class Load {
  readonly tally: Tally;
  /** What was acknowledged, by its key. */
  readonly done = new Map<string, Done>();
  /** Reads that saw less than the same client had written before. */
  readonly stale: string[] = [];
  /** Workflows that are spoken in all the time. */
  readonly busy: Theatre[] = [];
  /** Workflows in which now and then something is said that soon runs out: a proposal in one, a deferral in the next. */
  readonly lapsing: Theatre[] = [];
  /** Hears of the whole organisation. */
  everything: Ear | undefined;
  /** Acts of workflows that were there before the load. */
  readonly before = new Set<string>();
  readonly #callers: Caller[] = [];
  readonly #people: Promise<void>[] = [];
  #working = true;
  #wishes = 0;

  private constructor(readonly fleet: Fleet, readonly company: Company, patience?: number) {
    this.tally = new Tally(patience);
  }

  static async begin(fleet: Fleet, sizes: { readonly busy: number; readonly lapsing: number; readonly patience?: number }): Promise<Load> {
    fleet.api.clock.now = Date.now();
    const load = new Load(fleet, await fleet.api.found(), sizes.patience);
    try {
      await load.#begin(sizes);
    } catch (error) {
      await load.leave();
      throw error;
    }
    return load;
  }

  async #begin(sizes: { readonly busy: number; readonly lapsing: number }): Promise<void> {
    const { company, fleet } = this;
    const tokens = { ada: await company.tokenOf(cast.ada.subject), bram: await company.tokenOf(cast.bram.subject), olga: await company.tokenOf(cast.olga.subject) };
    const here = (): readonly string[] => fleet.addresses;
    for (let index = 0; index < sizes.busy + sizes.lapsing; index++) {
      const phase = index < sizes.busy ? 'EXECUTING' : 'NEGOTIATING';
      const id = await openedIn(company, phase);
      const ear = new Ear(here, this.tally, tokens.ada, 'subscription($workflow: ID!, $after: String) { workflowChanged(workflow: $workflow, after: $after) { id kind cursor acts { id act sequence } } }', { workflow: id }, index);
      (phase === 'EXECUTING' ? this.busy : this.lapsing).push({ id, ear });
    }
    this.everything = new Ear(here, this.tally, tokens.olga, 'subscription($after: String) { organizationChanged(after: $after) { id kind cursor acts { id act sequence } } }', {}, 1);
    for (const act of await this.acts()) this.before.add(act);
    // Who has no cursor yet begins at the present: from here on everybody has one.
    await this.#comesTrue(() => this.ears.every(({ heard }) => heard.length > 0), () => 'Not everybody listens.');
    for (const { id } of this.busy) {
      this.#writes(tokens.ada, (key, turn) => ({ mutation: turn % 2 === 0 ? 'checkIn' : 'remarkOnWorkflow', input: { workflow: id, words: key } }));
      this.#writes(tokens.bram, (key, turn) => ({ mutation: turn % 2 === 0 ? 'reportProgress' : 'remarkOnWorkflow', input: { workflow: id, words: key } }));
      this.#reads(tokens.bram, id);
    }
    const performer = await company.person('bram');
    this.#writes(tokens.ada, (key) => ({ mutation: 'openWorkflow', input: { performer, statement: key, window: { due: inDays(300) } } }), 10 * thinking);
  }

  get ears(): readonly Ear[] {
    return [...this.busy, ...this.lapsing].map(({ ear }) => ear).concat(this.everything ?? []);
  }

  /** Resolves when so many more wishes have been acknowledged that were sent from now on, as far as `fits`. */
  async goesOn(more: number, fits: (done: Done) => boolean = () => true): Promise<void> {
    const from = Date.now();
    await this.#comesTrue(() => [...this.done.values()].filter((one) => one.sentAt >= from && fits(one)).length >= more, () => JSON.stringify([...this.tally.again]));
  }

  /** Spreads the writers and readers over the servers that are there. */
  spread(): void {
    for (const [index, caller] of this.#callers.entries()) caller.turn = index;
  }

  /** Has something said in each of the workflows for it that runs out by itself: in the first soon, in each next a little later. */
  async letRunOut(first: number, step = 200): Promise<void> {
    const token = await this.company.tokenOf(cast.bram.subject);
    await Promise.all(this.lapsing.map(async ({ id }, index) => {
      // One that arrives too late to be answered in time is refused, and made again with more time.
      for (let time = first + index * step; ; time *= 2) {
        const moment = new Date(Date.now() + time).toISOString();
        const { said } = index % 2 === 0
          ? await this.#wish(this.#caller(index), token, 'proposeTerms', { workflow: id, terms: { ...simpleTerms(inDays(200)), answerBy: moment } })
          : await this.#wish(this.#caller(index), token, 'deferWorkflow', { workflow: id, until: moment });
        if (said.act !== null) return;
        if (!['terms,answerBy', 'until'].includes(said.userErrors[0]?.field?.join() ?? '')) throw new Error(JSON.stringify(said.userErrors));
      }
    }));
  }

  /** Resolves when it is on the record of each of those workflows that so many have run out. Whoever listens at one that stands still hears it later. */
  async lapsed(times: number): Promise<void> {
    const { database } = this.fleet.api;
    const { org } = this.company;
    const lapses = async (id: string): Promise<number> => Number((await database.runText("MATCH (act:Act {org: $org, about: $about}) WHERE act.act = 'LAPSE' RETURN count(act) AS lapses", { org, about: localId(id) }))[0]?.['lapses']);
    for (const { id } of this.lapsing) await this.#comesTrue(async () => (await lapses(id).catch(() => 0)) >= times, () => `Not ${String(times)} lapses in ${id}.`);
  }

  /** Everybody finishes what they are at; resolves when every event has its number and has been heard. */
  async end(): Promise<void> {
    this.#working = false;
    await Promise.all(this.#people);
    const { database } = this.fleet.api;
    const { org } = this.company;
    const heard = (): number => numberOf(this.everything?.heard.at(-1)?.cursor);
    await this.#comesTrue(async () => {
      const [outbox] = await database.runText("MATCH (outbox:Outbox {org: $org, id: 'outbox'}) RETURN outbox.last AS last, COUNT { MATCH (event:Event {org: $org, pending: true}) RETURN event } AS pending", { org });
      return outbox?.['pending'] === 0 && heard() === outbox['last'];
    }, () => `The whole organisation was heard up to ${String(heard())}.`);
    for (const { id, ear } of [...this.busy, ...this.lapsing]) {
      const said = await this.acts(id);
      await this.#comesTrue(() => ear.acts.at(-1)?.id === said.at(-1) || this.before.has(said.at(-1) ?? ''), () => `Of ${id} was heard ${JSON.stringify(ear.acts)}.`);
    }
    await this.leave();
  }

  /** @throws as soon as a client met with what none should */
  #comesTrue(condition: () => boolean | Promise<boolean>, seen: () => string): Promise<void> {
    return cameTrue(() => {
      if (this.tally.faults.length > 0) throw new Error(`${this.tally.faults.join('\n')}\n${this.fleet.words()}`);
      return condition();
    }, () => `${seen()}\n${this.fleet.words()}`, recovery);
  }

  /** Everybody goes, whatever they are at. */
  async leave(): Promise<void> {
    this.#working = false;
    this.tally.over = true;
    await Promise.all(this.ears.map((ear) => ear.leave()));
  }

  /** The global ids of all acts, or of those in one workflow, in the order of the record. */
  async acts(workflow: string | null = null): Promise<readonly string[]> {
    const about = workflow === null ? null : localId(workflow);
    const rows = await this.fleet.api.database.runText('MATCH (act:Act {org: $org}) WHERE $about IS NULL OR act.about = $about RETURN act.id AS id ORDER BY act.about, act.sequence', { org: this.company.org, about });
    return rows.map(({ id }) => globalId('Act', String(id)));
  }

  /** The same wish at a server of our choice, as it is answered there. */
  async repeat(done: Done, address: string): Promise<Act> {
    const { answer } = await new Caller(() => [address], new Tally()).send(done.token, done.query, { input: done.input });
    return answer.data[done.mutation] as Act;
  }

  #caller(turn: number): Caller {
    return new Caller(() => this.fleet.addresses, this.tally, turn);
  }

  #writes(token: string, wish: (key: string, turn: number) => { readonly mutation: string; readonly input: Record<string, unknown> }, pause = thinking): void {
    const caller = this.#caller(this.#callers.length);
    this.#callers.push(caller);
    let turn = 0;
    this.#people.push(this.#untilTheEnd(async () => {
      const key = `wish ${String(++this.#wishes)}`;
      const { mutation, input } = wish(key, ++turn);
      const { said, answer, address } = await this.#wish(caller, token, mutation, { ...input, idempotencyKey: key });
      if (said.act === null) throw new Error(`${mutation} was refused: ${JSON.stringify(said.userErrors)}`);
      await this.#readsBack(token, this.done.get(key), String(answer.extensions?.['bookmark']), address);
      await sleep(pause);
    }));
  }

  #reads(token: string, workflow: string): void {
    const caller = this.#caller(this.#callers.length);
    this.#callers.push(caller);
    this.#people.push(this.#untilTheEnd(async () => {
      await caller.send(token, 'query($id: ID!) { workflow(id: $id) { version phase acts(first: 5) { nodes { act words } } } myMoves(first: 5) { nodes { wait { move } } } }', { id: workflow });
      await sleep(thinking);
    }));
  }

  // What a client must never meet with is in the tally already, and ends its work.
  async #untilTheEnd(work: () => Promise<void>): Promise<void> {
    try {
      while (this.#working) await work();
    } catch (error) {
      this.tally.faults.push(String(error));
    }
  }

  async #wish(caller: Caller, token: string, mutation: string, given: Record<string, unknown>): Promise<Answered & { readonly said: Act }> {
    const key = String(given['idempotencyKey'] ?? `wish ${String(++this.#wishes)}`);
    const input = { ...given, idempotencyKey: key };
    const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}Input`;
    const query = `mutation($input: ${type}!) { ${mutation}(input: $input) { act { id act sequence saidAt words } workflow { id version phase acts { totalCount } } userErrors { code field message } } }`;
    const sentAt = Date.now();
    const answered = await caller.send(token, query, { input });
    const said = answered.answer.data[mutation] as Act;
    if (said.act !== null) this.done.set(key, { token, mutation, input, query, act: said.act, said, sentAt, address: answered.address });
    return { ...answered, said };
  }

  /** What was written is read at another server, with the bookmark that came with the answer. */
  async #readsBack(token: string, done: Done | undefined, bookmark: string, writtenAt: string): Promise<void> {
    const id = done?.said.workflow?.id;
    const others = this.fleet.addresses.filter((address) => address !== writtenAt);
    if (done === undefined || id === undefined || others.length === 0) return;
    const { answer } = await new Caller(() => this.fleet.addresses, this.tally, this.fleet.addresses.indexOf(others[0] ?? '')).send(token, 'query($id: ID!) { workflow(id: $id) { version } }', { id }, { 'x-bookmark': bookmark });
    if (Number(answer.data.workflow?.version) < done.act.sequence) this.stale.push(JSON.stringify({ wrote: done.act.sequence, read: answer.data.workflow?.version }));
  }
}

/** The number of an event, out of its cursor: the test looks behind what clients take for opaque. */
export function numberOf(cursor: string | undefined): number {
  return cursor === undefined ? 0 : Number((JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[])[2]);
}

export function localId(id: string): string {
  const read = readGlobalId(id);
  if (read === null) throw new Error(`${id} is no id of this API.`);
  return read.id;
}

/** A workflow of the real present, between Ada and Bram. A crowded machine may be slow to plan what it has just met. */
export async function openedIn(company: Company, phase: 'NEGOTIATING' | 'EXECUTING'): Promise<string> {
  const says = async (who: 'ada' | 'bram', mutation: string, input: Record<string, unknown>): Promise<NonNullable<Act['workflow']>> => {
    const sent = { idempotencyKey: company.nextKey(), ...input };
    const { workflow, userErrors } = await withPatience(() => company.triesTo(who, mutation, sent));
    if (workflow === null) throw new Error(`${who} could not ${mutation}: ${JSON.stringify(userErrors)}`);
    return workflow;
  };
  await joins(company, 'ada');
  const performer = await joins(company, 'bram');
  const { id: workflow } = await says('ada', 'openWorkflow', { performer, statement: 'Build Awesome Tech for the Company', window: { due: inDays(300) } });
  await says('ada', 'requestHelp', { workflow });
  await says('bram', 'offerHelp', { workflow });
  await says('ada', 'engageInWorkflow', { workflow });
  if (phase === 'NEGOTIATING') return workflow;
  const { standingProposal } = await says('bram', 'proposeTerms', { workflow, terms: simpleTerms(inDays(200)) });
  await says('ada', 'agreeToProposal', { workflow, proposal: standingProposal?.id });
  return workflow;
}

async function joins(company: Company, who: 'ada' | 'bram'): Promise<string> {
  for (;;) {
    try {
      return await company.person(who);
    } catch (error) {
      if (!String(error).includes('"BUSY"')) throw error;
    }
  }
}
