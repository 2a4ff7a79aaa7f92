import { globalId, readGlobalId } from '../../src/domain/common/identifier.rules.js';
import { dayOf, momentOf } from '../../src/domain/common/moment.rules.js';
import type { Moment } from '../../src/domain/common/moment.rules.js';
import { availableActs } from '../../src/domain/workflow/speaker.rules.js';
import type { AgentFacts, Cast, Voice } from '../../src/domain/workflow/speaker.rules.js';
import { otherSide } from '../../src/domain/workflow/workflow.types.js';
import type { Side, WorkflowState } from '../../src/domain/workflow/workflow.types.js';
import { Company, aDay } from './api.js';
import { drawContent, isLone } from './cycle-contents.js';
import type { LoneAct, SpokenAct } from './cycle-contents.js';
import { Roster, choose, groups, people } from './cycle-model.js';
import type { Beginning, Step } from './cycle-model.js';
import { isHeard, mutations, saysPatiently } from './cycle-mutations.js';
import { Dice } from './dice.js';

type Name = (typeof people)[number] | (typeof groups)[number];

/**
 * Plays random histories through the API: the same people, the same choices and the same contents as without a database
 * (cycle-model.ts), so that what is stored can be held against what the acts add up to.
 */
export class Player {
  company: Company;
  /** The workflows played, by their local ids. */
  readonly workflows: string[] = [];
  readonly #roster = new Roster();
  readonly #ids = new Map<Name, string>();
  #keys = 0;

  private constructor(company: Company) {
    this.company = company;
  }

  static async gather(company: Company): Promise<Player> {
    const player = new Player(company);
    player.#ids.set('olga', company.administrator);
    for (const name of people) if (name !== 'olga') player.#ids.set(name, localIdOf(await company.person(name)));
    for (const group of groups) {
      player.#ids.set(group, localIdOf(await company.agent(group, { kind: 'GROUP', name: group })));
      for (const person of people.filter((one) => player.#roster.represents(group, one))) {
        await player.#changesMembership('addMember', group, person);
        await player.#changesMembership('nameRepresentative', group, person);
      }
    }
    return player;
  }

  get now(): Moment {
    return momentOf(this.company.api.clock.now);
  }

  /** Everybody who can sign in: whose token they ask with, and what they may speak for. */
  get voices(): readonly { readonly subject: string; readonly voice: Voice }[] {
    return people.filter((person) => this.#roster.isActive(person)).map((subject) => {
      const { administrator, represents } = this.#roster.voiceOf(subject);
      return { subject, voice: { person: this.#idOf(subject), administrator, represents: represents.map((group) => this.#idOf(group as Name)) } };
    });
  }

  get cast(): Cast {
    return new Map([...this.#ids].map(([name, id]): [string, AgentFacts] => [id, { id, name, active: this.#roster.isActive(name) }]));
  }

  async stateOf(workflow: string): Promise<WorkflowState> {
    const [row] = await this.company.api.database.runText('MATCH (workflow:Workflow {org: $org, id: $workflow}) RETURN workflow.state AS state', { org: this.company.org, workflow });
    return JSON.parse(row?.state as string) as WorkflowState;
  }

  /**
   * Begins a workflow, when everybody who left has come back; about a concern that its Customer holds already, where
   * there is one and the dice say so.
   */
  async begins({ customer, performer, notice, articulated }: Beginning, dice: Dice): Promise<string> {
    // A token lives for a year, and so does a history (see the wait below): everybody gets a new one.
    this.company = new Company(this.company.api, this.company.org, this.company.administrator);
    for (const name of [...people, ...groups].filter((one) => !this.#roster.isActive(one))) await this.#deactivates(name, false);
    const [mutation, opener] = notice ? ['noticeWorkflow', 'olga'] : articulated ? ['openWorkflow', this.#openerFor(customer, performer)] : ['openWorkflowWithOffer', this.#openerFor(performer, customer)];
    const held = dice.onceIn(2) ? await this.#concernOf(customer as Name) : null;
    const { id } = await saysPatiently(this.company, opener, mutation, {
      idempotencyKey: this.#newKey(), customer: this.#globalIdOf(customer), performer: this.#globalIdOf(performer),
      ...(held === null ? { statement: dice.oneOf(['Make the Company Awesome', 'Ship an Awesome Product']) } : { concern: globalId('Concern', held) }),
      window: { due: dayOf(momentOf(this.company.api.clock.now + (100 + dice.below(300)) * aDay), 'Europe/Amsterdam') },
    });
    const workflow = localIdOf(id);
    this.workflows.push(workflow);
    return workflow;
  }

  /** Takes a history one step on, by an act or a change of the roster. An act that is available must be accepted. */
  async takesStep(workflow: string, step: Step): Promise<void> {
    this.company.api.clock.now += Math.min(step.wait, 15 * aDay);
    const dice = new Dice(step.dice);
    if (step.kind === 'ROSTER') {
      await this.#changesRoster(dice);
      return;
    }
    const [state, { voices, cast, now }] = [await this.stateOf(workflow), this];
    const sayable = voices.flatMap(({ subject, voice }) => availableActs(state, voice, cast, now).map(({ act, side }) => ({ act: act as SpokenAct, side, voice, subject })))
      .filter((one): one is typeof one & { act: LoneAct } => isLone(one.act));
    const chosen = choose(sayable, state, step.pick, dice);
    if (chosen === null) return;
    const successors = this.#successorsOf(state, chosen.side);
    if (chosen.act === 'HAND_OVER' && successors.length === 0) return;
    const content = withGlobalIds(drawContent[chosen.act]({ state, side: chosen.side, person: chosen.voice.person, now, successors }, dice));
    const mustExplain = ['DECLINE', 'REMARK', 'RENEGOTIATE', 'REPORT_PROGRESS'].includes(chosen.act);
    await isHeard(this.company, chosen.subject, mutations[chosen.act], { idempotencyKey: this.#newKey(), workflow: globalId('Workflow', workflow), words: mustExplain || dice.onceIn(2) ? 'In so many words.' : null, ...content });
  }

  #openerFor(party: string, other: string): string {
    return people.find((person) => person === party || (person !== other && this.#roster.represents(party, person))) ?? party;
  }

  /** A concern that whoever opens a workflow about it may see, be they its holder or not. */
  async #concernOf(customer: Name): Promise<string | null> {
    const [row] = await this.company.api.database.runText(
      `MATCH (concern:Concern {org: $org, holder: $holder})
       WHERE concern.status <> 'DROPPED' AND NOT EXISTS { MATCH (concern)<-[:ABOUT]-(workflow:Workflow) WHERE workflow.private }
       RETURN concern.id AS id LIMIT 1`,
      { org: this.company.org, holder: this.#idOf(customer) },
    );
    return row === undefined ? null : (row.id as string);
  }

  #successorsOf(state: WorkflowState, side: Side): readonly string[] {
    const taken = [state.customer, state.performer, state.handOver[otherSide(side)]?.successor];
    return [...this.cast.values()].filter(({ id, active }) => active && !taken.includes(id)).map(({ id }) => id);
  }

  async #changesRoster(dice: Dice): Promise<void> {
    const [group, person] = [dice.oneOf(groups), dice.oneOf(people.filter((one) => one !== 'olga'))];
    if (dice.onceIn(2)) await this.#deactivates(person, this.#roster.isActive(person));
    else if (this.#roster.represents(group, person)) {
      await this.#changesMembership('dismissRepresentative', group, person);
      await this.#changesMembership('removeMember', group, person);
      this.#roster.dismissRepresentative(group, person);
    } else if (this.#roster.isActive(person)) {
      await this.#changesMembership('addMember', group, person);
      await this.#changesMembership('nameRepresentative', group, person);
      this.#roster.nameRepresentative(group, person);
    }
  }

  async #deactivates(name: Name, leaves: boolean): Promise<void> {
    await this.company.does('olga', leaves ? 'deactivateAgent' : 'reactivateAgent', 'AgentInput', { idempotencyKey: this.#newKey(), agent: this.#globalIdOf(name) }, 'agent { id }');
    if (leaves) this.#roster.leaves(name);
    else this.#roster.comesBack(name);
  }

  async #changesMembership(mutation: string, group: Name, member: Name): Promise<void> {
    await this.company.does('olga', mutation, 'MembershipInput', { idempotencyKey: this.#newKey(), group: this.#globalIdOf(group), member: this.#globalIdOf(member) }, 'agent { id }');
  }

  #newKey(): string {
    return `played-${String(++this.#keys)}`;
  }

  #idOf(name: Name): string {
    const id = this.#ids.get(name);
    if (id === undefined) throw new Error(`${name} was not gathered`);
    return id;
  }

  #globalIdOf(name: string): string {
    return globalId('Agent', this.#idOf(name as Name));
  }
}

function localIdOf(id: string): string {
  const read = readGlobalId(id);
  if (read === null) throw new Error(`${id} is no id`);
  return read.id;
}

function withGlobalIds(content: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { proposal, successor, ...rest } = content;
  return {
    ...rest,
    ...(typeof proposal === 'string' ? { proposal: globalId('Proposal', proposal) } : {}),
    ...(typeof successor === 'string' ? { successor: globalId('Agent', successor) } : {}),
  };
}
