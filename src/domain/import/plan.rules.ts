import { judgeAgentAct } from '../agent/agent.rules.js';
import type { AgentState, AnyAgentAct, Membership } from '../agent/agent.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { addDuration, millisecondsOf } from '../common/moment.rules.js';
import { Refusal, invalid } from '../common/refusal.js';
import { checkOptionalText, checkText } from '../common/text.rules.js';
import type { ConcernState } from '../concern/concern.rules.js';
import { judgeConcernOf } from '../workflow/opening.rules.js';
import { checkAttested } from '../workflow/attest.rules.js';
import type { CustomershipDefault } from '../workflow/customership.rules.js';
import type { ActData, Origin } from '../workflow/workflow.types.js';
import { quoted } from './records.rules.js';
import { lineId } from './wish.rules.js';
import type { Implied, ImportWish, Numbered, Problems } from './wish.rules.js';

export const externalKinds = ['AGENT', 'CONCERN', 'WORKFLOW'] as const;
export type ExternalKind = (typeof externalKinds)[number];

/** What the organisation has already of what a file names, read under lock. */
export interface Known {
  /** By kind and external id: what came in under it, and the digest of the record that brought it. */
  readonly externals: ReadonlyMap<string, { readonly about: string; readonly digest: string }>;
  /** By our id. */
  readonly agents: ReadonlyMap<string, AgentState>;
  readonly agentsBySubject: ReadonlyMap<string, AgentState>;
  readonly concerns: ReadonlyMap<string, ConcernState>;
  /** By our ids of group and member. */
  readonly memberships: ReadonlyMap<string, Membership>;
}

export const externalKey = (kind: ExternalKind, id: string): string => `${kind} ${id}`;
export const membershipKey = (group: string, member: string): string => `${group} ${member}`;

export interface Planning {
  readonly zone: string;
  readonly now: Moment;
  /** An id that sorts as if it had been made at this moment. */
  readonly newIdAt: (milliseconds: number) => string;
  readonly newId: () => string;
  readonly digestOf: (record: object) => string;
  readonly defaults?: readonly CustomershipDefault[];
}

interface Said {
  readonly act: string;
  readonly data: unknown;
  readonly words?: string | null;
}

/** One thing that comes in, or that hears of what comes in: what stood, and what is put on the record of it. */
export type Planned =
  | { readonly kind: 'AGENT'; readonly id: string; readonly before: AgentState | null; readonly said: Said[] }
  | { readonly kind: 'CONCERN'; readonly id: string; readonly before: ConcernState | null; readonly said: Said[] }
  | { readonly kind: 'WORKFLOW'; readonly id: string; readonly before: null; readonly said: (Said & { readonly act: 'ATTEST'; readonly data: ActData['ATTEST'] })[] };

export interface Tally {
  readonly added: number;
  /** Here already, from an earlier import of the same record. */
  readonly unchanged: number;
}

export interface Plan {
  /** Agents before the concerns they hold before the workflows about them. */
  readonly subjects: readonly Planned[];
  readonly memberships: readonly { readonly group: string; readonly member: string; readonly representative: boolean }[];
  readonly externals: readonly { readonly kind: ExternalKind; readonly external: string; readonly about: string; readonly digest: string }[];
  readonly tallies: Readonly<Record<'agents' | 'memberships' | 'concerns' | 'workflows', Tally>>;
}

/**
 * Decides what a file adds to the organisation. Whatever is wrong goes to `problems`, with its line; then there is
 * nothing to be done with the plan. What an earlier import of the same record brought stays as it has become since.
 */
export function planImport(wish: ImportWish, known: Known, planning: Planning, problems: Problems): Plan {
  return new Planner(wish.source, known, planning, problems).plan(wish);
}

class Planner {
  readonly #subjects = new Map<string, Planned>();
  readonly #memberships: Plan['memberships'][number][] = [];
  readonly #externals: Plan['externals'][number][] = [];
  readonly #ids = new Map<string, string>();
  readonly #agents = new Map<string, AgentState>();
  readonly #concerns = new Map<string, ConcernState>();
  readonly #subjectLines = new Map<string, number>();

  constructor(
    private readonly source: string,
    private readonly known: Known,
    private readonly planning: Planning,
    private readonly problems: Problems,
  ) {}

  plan(wish: ImportWish): Plan {
    const each = <Row extends { readonly line: number }>(rows: readonly Row[], take: (row: Row) => boolean): Tally => {
      let added = 0;
      let unchanged = 0;
      for (const row of rows) {
        try {
          if (take(row)) added += 1;
          else unchanged += 1;
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          this.problems.add(row.line, error.field === null ? error.message : `${error.field.join('.')}: ${error.message}`);
        }
      }
      return { added, unchanged };
    };
    const agents = each(wish.agents, (row) => this.#agent(row));
    const memberships = each(wish.memberships, (row) => this.#membership(row));
    // Whoever has left was a member before.
    each(wish.agents.filter(({ active }) => active === false), (row) => this.#leaves(row));
    const concerns = each(wish.concerns, (row) => this.#concern(row));
    const workflows = each(wish.workflows, (row) => this.#workflow(row));
    // Whoever reports to nobody is a person, and nothing between two.
    const lines = each(wish.reportingLines.filter(({ manager }) => manager != null), (row) => this.#reportingLine(row));
    const and = (one: Tally): Tally => ({ added: one.added + lines.added, unchanged: one.unchanged + lines.unchanged });
    return { subjects: [...this.#subjects.values()], memberships: this.#memberships, externals: this.#externals, tallies: { agents, memberships, concerns: and(concerns), workflows: and(workflows) } };
  }

  /** The id of something new; null for what came in before. @throws Refusal where its record has changed since */
  #comesIn(kind: ExternalKind, record: { readonly id: string; readonly line: number }, id: string): string | null {
    const { line, ...content } = record;
    void line; // where a record stands says nothing about it
    const digest = this.planning.digestOf(content);
    const earlier = this.known.externals.get(externalKey(kind, record.id));
    if (earlier !== undefined) {
      this.#ids.set(externalKey(kind, record.id), earlier.about);
      if (earlier.digest !== digest) {
        throw invalid('id', `${quoted(record.id)} was brought in before, from another record. What has become of it since is on the record here, and an import does not overwrite it: say here what has changed.`);
      }
      return null;
    }
    this.#ids.set(externalKey(kind, record.id), id);
    this.#externals.push({ kind, external: record.id, about: id, digest });
    return id;
  }

  #origin(id: string): Origin {
    return { source: this.source, id };
  }

  #agent({ implied, ...record }: Implied<'agent'>): boolean {
    const earlier = implied === true ? this.known.externals.get(externalKey('AGENT', record.id)) : undefined;
    if (earlier !== undefined) {
      this.#ids.set(externalKey('AGENT', record.id), earlier.about);
      return false;
    }
    return this.#agentItself(record);
  }

  #agentItself(record: Numbered<'agent'>): boolean {
    const name = checkText(record.name, 'name', 'name');
    const subject = checkOptionalText(record.subject, 'name', 'subject');
    if (subject !== null && record.kind === 'GROUP') throw invalid('subject', 'A group signs in as nobody; its representatives speak for it.');
    const present = subject === null ? undefined : this.known.agentsBySubject.get(subject);
    const earlier = subject === null ? undefined : this.#subjectLines.get(subject);
    if (subject !== null && earlier !== undefined) throw invalid('subject', `The agent in line ${String(earlier)} has this identity already.`);
    if (subject !== null) this.#subjectLines.set(subject, record.line);
    const id = this.#comesIn('AGENT', record, present?.id ?? this.planning.newId());
    if (id === null) return false;
    if (present !== undefined) {
      // Whoever signs in with this identity is this agent, and gets the id of the other system beside ours.
      if (present.kind !== record.kind || present.name !== name) {
        throw invalid('subject', `${present.name} (${present.kind}) has this identity here already: give the record that name and kind, or another identity.`);
      }
      return false;
    }
    const data = { agent: id, kind: record.kind, name, subject, origin: this.#origin(record.id) };
    this.#subjects.set(id, { kind: 'AGENT', id, before: null, said: [{ act: 'CREATE_AGENT', data }] });
    this.#agents.set(id, { format: 1, id, version: 1, kind: record.kind, name, active: true, administrator: false, subject, wordsErased: false, createdAt: this.planning.now, changedAt: this.planning.now });
    return true;
  }

  #leaves(record: Numbered<'agent'>): boolean {
    const planned = this.#subjects.get(this.#ids.get(externalKey('AGENT', record.id)) ?? '');
    if (planned?.kind !== 'AGENT' || planned.before !== null) return false;
    planned.said.push({ act: 'DEACTIVATE_AGENT', data: {} });
    return true;
  }

  #agentOf(external: string, field: string): AgentState {
    const id = this.#idOf('AGENT', external, field);
    const state = this.#agents.get(id) ?? this.known.agents.get(id);
    if (state === undefined) throw invalid(field, `The agent ${quoted(external)} is not here any more.`);
    return state;
  }

  #idOf(kind: ExternalKind, external: string, field: string): string {
    const id = this.#ids.get(externalKey(kind, external)) ?? this.known.externals.get(externalKey(kind, external))?.about;
    if (id === undefined) throw invalid(field, `There is no ${kind.toLowerCase()} ${quoted(external)}, in this file or from an earlier import of ${quoted(this.source)}.`);
    return id;
  }

  #membership(record: Implied<'membership'>): boolean {
    const group = this.#agentOf(record.group, 'group');
    const member = this.#agentOf(record.member, 'member');
    const representative = record.representative ?? false;
    const present = this.known.memberships.get(membershipKey(group.id, member.id));
    if (present !== undefined) {
      if (record.implied !== true && present.representative !== representative) throw invalid('representative', `${quoted(record.member)} is a member of ${quoted(record.group)} already, and ${present.representative ? 'represents' : 'does not represent'} it: change that here.`);
      return false;
    }
    const adding = { act: 'ADD_MEMBER', at: this.planning.now, data: { member: member.id } } as const satisfies AnyAgentAct;
    judgeAgentAct(adding, group, { member, membership: null, otherAdministrators: 0 });
    const said: Said[] = [adding, ...(representative ? [{ act: 'NAME_REPRESENTATIVE', data: { member: member.id } }] : [])].map(({ act, data }) => ({ act, data }));
    const planned = this.#subjects.get(group.id);
    if (planned === undefined) this.#subjects.set(group.id, { kind: 'AGENT', id: group.id, before: group, said });
    else planned.said.push(...(said as never[]));
    this.#memberships.push({ group: group.id, member: member.id, representative });
    return true;
  }

  #concern(record: Numbered<'concern'>): boolean {
    const statement = checkText(record.statement, 'statement', 'statement');
    const holder = this.#agentOf(record.holder, 'holder').id;
    const articulated = record.articulated ?? true;
    const id = this.#comesIn('CONCERN', record, this.planning.newId());
    if (id === null) return false;
    const { now } = this.planning;
    const data = { concern: id, holder, statement, articulated, origin: this.#origin(record.id) };
    this.#subjects.set(id, { kind: 'CONCERN', id, before: null, said: [{ act: 'HOLD_CONCERN', data }] });
    this.#concerns.set(id, { format: 1, id, version: 1, holder, statement, articulated, status: 'OPEN', workflows: [], heldSince: now, changedAt: now });
    return true;
  }

  #workflow(record: Numbered<'workflow'>): boolean {
    const { zone, now, newId, newIdAt, defaults } = this.planning;
    const customer = this.#agentOf(record.customer, 'customer');
    const performer = this.#agentOf(record.performer, 'performer').id;
    const concernId = this.#idOf('CONCERN', record.concern, 'concern');
    const concern = this.#concerns.get(concernId) ?? this.known.concerns.get(concernId);
    if (concern === undefined) throw invalid('concern', `The concern ${quoted(record.concern)} has not come in.`);
    const words = checkOptionalText(record.words, 'words', 'words');
    const about = { origin: this.#origin(record.id), zone, customer: customer.id, performer, concern: { id: concern.id, statement: concern.statement, articulated: concern.articulated }, now, newId, ...(defaults === undefined ? {} : { defaults }) };
    const checked = checkAttested(record, { ...about, workflow: '' });
    // Lists go by age, and so by when it began there.
    const id = this.#comesIn('WORKFLOW', record, newIdAt(Math.max(0, millisecondsOf(checked.openedAt))));
    if (id === null) return false;
    judgeConcernOf(concern, customer);
    this.#subjects.set(id, { kind: 'WORKFLOW', id, before: null, said: [{ act: 'ATTEST', data: { ...checked, workflow: id }, words }] });
    this.#concernHears(concern, checked, id);
    return true;
  }

  /** The manager's concern, of which nobody has said a word, and the workflow about it between the two. */
  #reportingLine({ line, ...content }: Numbered<'reportingLine'>): boolean {
    void line; // where a record stands says nothing about it
    const { now, newId, newIdAt, zone, digestOf } = this.planning;
    const { person, manager, title, since } = content;
    const customer = this.#agentOf(manager ?? '', 'manager');
    const performer = this.#agentOf(person, 'person');
    const external = lineId(content);
    const digest = digestOf(content);
    const earlier = this.known.externals.get(externalKey('WORKFLOW', external));
    if (earlier !== undefined) {
      if (earlier.digest !== digest) throw invalid('person', `That ${quoted(person)} reports to ${quoted(manager ?? '')} was brought in before, with another title, team or name. What has become of it since is on the record here, and an import does not overwrite it: say here what has changed.`);
      return false;
    }
    const statement = checkOptionalText(title, 'statement', 'title') ?? `What ${performer.name} does`;
    const concern = { id: newId(), statement, articulated: false };
    // A line has no end. What is looked at is the year ahead; whoever makes it explicit says their own.
    const window = { starts: now, due: addDuration(now, 'P1Y', zone) };
    const origin = this.#origin(external);
    const checked = checkAttested({ window, phase: 'LISTENING', explicit: false, openedAt: since ?? null }, { origin, zone, customer: customer.id, performer: performer.id, concern, now, newId, workflow: '' });
    const id = newIdAt(Math.max(0, millisecondsOf(checked.openedAt)));
    for (const [kind, about] of [['CONCERN', concern.id], ['WORKFLOW', id]] as const) this.#externals.push({ kind, external, about, digest });
    this.#subjects.set(concern.id, { kind: 'CONCERN', id: concern.id, before: null, said: [
      { act: 'HOLD_CONCERN', data: { concern: concern.id, holder: customer.id, statement, articulated: false, origin } },
      { act: 'TAKE_UP_CONCERN', data: { workflow: id } },
    ] });
    this.#subjects.set(id, { kind: 'WORKFLOW', id, before: null, said: [{ act: 'ATTEST', data: { ...checked, workflow: id } }] });
    return true;
  }

  #concernHears(concern: ConcernState, { closed, promise }: ActData['ATTEST'], workflow: string): void {
    const settled = promise?.status === 'REDEEMED' || promise?.status === 'RELEASED';
    const said: Said[] = [{ act: 'TAKE_UP_CONCERN', data: { workflow } }, ...(closed === null ? [] : [{ act: 'LET_GO_OF_CONCERN', data: { workflow, settled } }])];
    const planned = this.#subjects.get(concern.id);
    if (planned === undefined) this.#subjects.set(concern.id, { kind: 'CONCERN', id: concern.id, before: concern, said });
    else planned.said.push(...(said as never[]));
  }
}
