import { momentOf } from '../domain/common/moment.rules.js';
import type { Dice } from './dice.js';
import type { Ids } from './ids.js';
import type { Structure } from './structure.js';
import type { Telling } from './telling.js';
import { departments, personName } from './words.js';

/** When the organisation and everybody in it came to be known here. */
export const founded = Date.UTC(2025, 8, 1, 9);

const boardMembers = ['Beatrix Holm', 'Cornelis Adeyemi', 'Dorothea Blum', 'Elias Fontaine', 'Farida Nasser'];
const [administrator, board, firstMember] = [0, 1, 2];
const firstPerformer = firstMember + boardMembers.length;

export const administratorName = 'Olga Petrova';
export const administratorSubject = 'olga';

interface Agent {
  readonly kind: 'PERSON' | 'GROUP';
  readonly name: string;
  readonly subject: string | null;
  /** Members of a group; the first of them speaks for it. */
  readonly members: readonly number[];
}

/** Everybody in a made-up organisation: an administrator, a Board, those who perform, and a group for each executive. */
export class People {
  readonly count: number;
  readonly #firstDepartment: number;

  constructor(private readonly structure: Structure, private readonly dice: Dice, private readonly ids: Ids) {
    this.#firstDepartment = firstPerformer + structure.people.reduce((sum, count) => sum + count, 0);
    this.count = this.#firstDepartment + (structure.people[1] ?? 0);
  }

  get administrator(): string {
    return this.#id(administrator);
  }

  get board(): string {
    return this.#id(board);
  }

  /** Who speaks for the Board. */
  get chair(): string {
    return this.#id(firstMember);
  }

  /** One of those who perform, by their number in the structure. */
  performer(number: number): string {
    return this.#id(firstPerformer + number);
  }

  /** The acts about one of them, as the administrator recorded them. */
  tell(agent: number, telling: Telling): void {
    const { kind, name, subject, members } = this.#agent(agent);
    const id = this.#id(agent);
    const at = founded + agent;
    const thing = telling.about('AGENT', id, 'AGENT_ACT', agent);
    const say = (act: string, data: object, later = 0): void => { thing.say({ act, at: at + later, person: this.administrator, data: JSON.stringify(data) }); };
    say('CREATE_AGENT', { agent: id, kind, name, subject });
    if (agent === administrator) say('GRANT_ADMINISTRATOR', {});
    members.forEach((member, index) => {
      say('ADD_MEMBER', { member: this.#id(member) }, 86_400_000);
      if (index === 0) say('NAME_REPRESENTATIVE', { member: this.#id(member) }, 86_400_000);
    });
  }

  #agent(agent: number): Agent {
    if (agent === administrator) return { kind: 'PERSON', name: administratorName, subject: administratorSubject, members: [] };
    if (agent === board) return { kind: 'GROUP', name: 'Board of Directors', subject: null, members: boardMembers.map((_, index) => firstMember + index) };
    if (agent < firstPerformer) return { kind: 'PERSON', name: boardMembers[agent - firstMember] ?? '', subject: `board-${String(agent - board)}`, members: [] };
    if (agent < this.#firstDepartment) return { kind: 'PERSON', name: personName(this.dice, agent - firstPerformer), subject: `person-${String(agent - firstPerformer + 1)}`, members: [] };
    const number = agent - this.#firstDepartment;
    const name = departments[number % departments.length] ?? '';
    return { kind: 'GROUP', name: number < departments.length ? name : `${name} ${String(Math.floor(number / departments.length) + 1)}`, subject: null, members: this.#department(number) };
  }

  /** An executive and the directors who answer to them. */
  #department(number: number): readonly number[] {
    const { people, firstPeople } = this.structure;
    const [executives, directors] = [people[1] ?? 1, people[2] ?? 1];
    const [from, until] = [Math.ceil((number * directors) / executives), Math.ceil(((number + 1) * directors) / executives)];
    const hasDirectors = (this.structure.sizes[2] ?? 0) > 0;
    return [(firstPeople[1] ?? 0) + number, ...(hasDirectors ? Array.from({ length: until - from }, (_, index) => (firstPeople[2] ?? 0) + from + index) : [])].map((one) => firstPerformer + one);
  }

  #id(agent: number): string {
    return this.ids.of('AGENT', founded + agent, agent);
  }
}

export const foundedAt = momentOf(founded);
