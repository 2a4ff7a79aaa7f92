import { globalId } from '../../src/domain/common/identifier.rules.js';
import { dayOf, momentOf } from '../../src/domain/common/moment.rules.js';
import { otherSide } from '../../src/domain/workflow/workflow.types.js';
import type { Side } from '../../src/domain/workflow/workflow.types.js';
import { aDay, simpleTerms } from './api.js';
import type { Act, Api, Company } from './api.js';
import { saysPatiently } from './cycle-mutations.js';
import { Neighbours } from './cycle-neighbours.js';

/** Between whom a workflow is played: two people; or a group and a person who represents it too, the CEO on the Board. */
export const castings = ['two people', 'the Board and its CEO'] as const;
export type Casting = (typeof castings)[number];

/**
 * Gathers a company for scenes. Ada performs for the Board and represents it; Henrik sits on it and doesn't; Dana is the
 * one who is named as successor; Chidi is there; Emil has left.
 */
export async function gather(api: Api): Promise<Company> {
  const company = await api.found();
  const board = await company.group('Board of Directors', 'grace', 'ada', 'henrik');
  await company.does('olga', 'nameRepresentative', 'MembershipInput', { group: board, member: await company.person('ada') }, 'agent { id }');
  for (const name of ['bram', 'dana', 'chidi'] as const) await company.person(name);
  await leaves(company, await company.person('emil'));
  return company;
}

export async function leaves(company: Company, agent: string): Promise<void> {
  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent }, 'agent { id }');
}

type Workflow = NonNullable<Act['workflow']>;

const neighbourhoods = new WeakMap<Company, Neighbours>();

function neighboursOf(company: Company): Neighbours {
  const neighbours = neighbourhoods.get(company) ?? new Neighbours(company);
  neighbourhoods.set(company, neighbours);
  return neighbours;
}

const nothing = '0192a000-0000-7000-8000-000000000000';

/** A workflow that is played to some point over the API, act by act. */
export class Scene {
  readonly company: Company;
  readonly casting: Casting;
  /** Whose token speaks for each side. */
  readonly voices: Record<Side, string>;
  /** Whose agents are deactivated. */
  readonly gone = new Set(['emil']);
  #workflow: Workflow | null = null;
  #lastProposal: string | null = null;
  #dependency: string | null = null;
  #round: string | null = null;

  constructor(company: Company, casting: Casting) {
    this.company = company;
    this.casting = casting;
    this.voices = casting === 'two people' ? { CUSTOMER: 'ada', PERFORMER: 'bram' } : { CUSTOMER: 'grace', PERFORMER: 'ada' };
  }

  get workflow(): Workflow {
    if (this.#workflow === null) throw new Error('the scene has not begun');
    return this.#workflow;
  }

  /** The last proposal there was; a made-up one before the first. */
  get proposal(): string {
    return this.#lastProposal ?? globalId('Proposal', nothing);
  }

  /** The dependency that stands here, at either end; a made-up one where there is none. */
  get dependency(): string {
    return this.#dependency ?? globalId('Dependency', nothing);
  }

  party(side: Side): Promise<string> {
    if (this.casting === 'two people') return this.company.person(side === 'CUSTOMER' ? 'ada' : 'bram');
    return side === 'CUSTOMER' ? this.company.agent('Board of Directors', {}) : this.company.person('ada');
  }

  /** A day so many days from now, as clients write it. */
  day(fromNow: number): string {
    return dayOf(momentOf(this.company.api.clock.now + fromNow * aDay), 'Europe/Amsterdam');
  }

  wait(days: number): void {
    this.company.api.clock.now += days * aDay;
  }

  async begins(by: Side, mutation: 'openWorkflow' | 'openWorkflowWithOffer' | 'noticeWorkflow'): Promise<void> {
    const parties = { customer: await this.party('CUSTOMER'), performer: await this.party('PERFORMER') };
    this.#workflow = await saysPatiently(this.company, this.voices[by], mutation, { ...parties, statement: 'Make the Company Awesome', window: { due: '2027-12-31' } });
  }

  async says(who: string, mutation: string, input: Record<string, unknown> = {}): Promise<void> {
    this.#workflow = await saysPatiently(this.company, who, mutation, { workflow: this.workflow.id, words: 'In so many words.', ...input });
    this.#lastProposal = this.#workflow.standingProposal?.id ?? this.#lastProposal;
  }

  customer(mutation: string, input?: Record<string, unknown>): Promise<void> {
    return this.says(this.voices.CUSTOMER, mutation, input);
  }

  performer(mutation: string, input?: Record<string, unknown>): Promise<void> {
    return this.says(this.voices.PERFORMER, mutation, input);
  }

  async proposes(side: Side, terms: Record<string, unknown> = {}): Promise<void> {
    await this.says(this.voices[side], 'proposeTerms', { terms: { ...simpleTerms(this.day(60)), ...terms } });
  }

  /** The other side accepts the proposal on the table. */
  async accepts(side: Side): Promise<void> {
    await this.says(this.voices[side], side === 'CUSTOMER' ? 'agreeToProposal' : 'makePromise', { proposal: this.proposal });
  }

  /** A workflow that the Customer performs: what this one may serve. Once they have left, another one's. */
  async parent(name = 'first'): Promise<string> {
    const voice = this.voices.CUSTOMER === 'nobody' ? 'dana' : this.voices.CUSTOMER;
    const agent = await (voice === 'grace' ? this.party('CUSTOMER') : this.company.person(voice as 'ada' | 'dana'));
    return neighboursOf(this.company).promisedBy({ agent, voice }, name);
  }

  /** A workflow that this one may need something of. */
  async provider(name = 'first'): Promise<string> {
    return neighboursOf(this.company).promisedBy({ agent: await this.company.person('chidi'), voice: 'chidi' }, name);
  }

  serves(): Promise<void> {
    return this.parent().then((parent) => this.customer('servePromise', { parent, share: '0.5', contributions: [{ condition: 'c1' }] }));
  }

  async needs(): Promise<void> {
    await this.performer('dependOnPromise', { provider: await this.provider(), neededBy: this.day(30) });
    await this.#looksAgain();
  }

  /** What this workflow needs is answered by who is needed. */
  async isAnswered(mutation: 'acknowledgeDependency' | 'refuseDependency'): Promise<void> {
    await saysPatiently(this.company, 'chidi', mutation, { workflow: await this.provider(), dependency: this.dependency, words: 'In so many words.' });
    await this.#looksAgain();
  }

  /** Another workflow says that it needs this one. */
  async isNeeded(): Promise<void> {
    const dependent = await neighboursOf(this.company).negotiatedBy({ agent: await this.company.person('chidi'), voice: 'chidi' });
    await saysPatiently(this.company, 'chidi', 'dependOnPromise', { workflow: dependent, provider: this.workflow.id, neededBy: this.day(30) });
    await this.#looksAgain();
  }

  /** Chidi, who is party to nothing, convenes a round with it. */
  async isPlanned(): Promise<void> {
    await this.company.person('chidi');
    const { round } = await this.company.does('chidi', 'openPlanningRound', 'OpenPlanningRoundInput', { name: 'A round', window: { due: '2027-12-31' }, workflows: [this.workflow.id] }, 'round { id }');
    this.#round = round.id as string;
    await this.#looksAgain();
  }

  async isPlannedNoMore(): Promise<void> {
    await this.company.does('chidi', 'cancelPlanningRound', 'PlanningRoundInput', { round: this.#round }, 'round { id }');
    await this.#looksAgain();
  }

  async consents(side: Side): Promise<void> {
    await this.says(this.voices[side], 'consentToProposal', { proposal: this.proposal });
  }

  /** What was said elsewhere has changed this workflow too. */
  async #looksAgain(): Promise<void> {
    const { workflow } = await this.company.asks('olga', 'query($id: ID!) { workflow(id: $id) { id version phase standingProposal { id version } promise { id status } needs { id } neededFor { id } } }', { id: this.workflow.id });
    this.#workflow = workflow as Workflow;
    const [dependency] = [...workflow.needs, ...workflow.neededFor] as { id: string }[];
    this.#dependency = dependency?.id ?? null;
  }

  async names(side: Side, by = this.voices[side]): Promise<void> {
    await this.says(by, 'handOverWorkflow', { successor: await this.company.person('dana'), side });
  }

  /** Dana takes the place over; from then on the side's voice is hers. */
  async takesOver(side: Side): Promise<void> {
    await this.says('dana', 'takeOverWorkflow');
    this.voices[side] = 'dana';
    if (this.voices[otherSide(side)] === 'dana') throw new Error('Dana stands on both sides');
  }

  /** The party of a side is deactivated, and its voice with it. */
  async leaves(side: Side): Promise<void> {
    await leaves(this.company, await this.party(side));
    // Of the Board, only the group is gone: its people are still there, and speak for nobody.
    if (this.casting === 'two people' || side === 'PERFORMER') this.gone.add(this.voices[side]);
    this.voices[side] = 'nobody';
  }
}
