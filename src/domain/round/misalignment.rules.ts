import { beyond } from '../cascade/commitment.rules.js';
import { dayOf } from '../common/moment.rules.js';
import { partyOf } from '../workflow/speaker.rules.js';
import { otherSide } from '../workflow/workflow.types.js';
import type { Mend, MendKind, Misaligned, Misalignment, RoundWorkflow, Talk } from './round.types.js';

/*
 * What each kind of misalignment means: what names it, who must talk, what would mend it, and who may waive it.
 */

/**
 * What a waiver names. It holds what was the matter, days and loads too: who accepted three days late has not accepted
 * three months.
 */
export function keyOf(about: Misaligned): string {
  switch (about.kind) {
    case 'CONSENT_MISSING':
      return join(about.kind, about.workflow, about.proposal);
    case 'UNDECIDED':
      return join(about.kind, about.workflow);
    case 'DEPENDENCY_NOT_ACKNOWLEDGED':
      return join(about.kind, about.dependency, about.refused ? 'refused' : 'asserted');
    case 'DEPENDENCY_TOO_LATE':
      return join(about.kind, about.dependency, about.neededBy, about.due ?? 'never');
    case 'HARD_RING':
      return join(about.kind, ...about.ring.map(({ dependency }) => dependency ?? '').sort());
    case 'OUTSIDE_PARENTS_WINDOW':
      return join(about.kind, about.serving, about.childsWindow.starts, about.childsWindow.due, about.parentsWindow.starts, about.parentsWindow.due);
    case 'CONDITION_UNSERVED':
      return join(about.kind, about.workflow, about.condition);
    case 'OVERLOADED':
      return join(about.kind, about.agent, String(about.promises.length), String(about.percent), String(about.capacity.promises), String(about.capacity.percent));
  }
}

function join(...parts: readonly string[]): string {
  return parts.join('/');
}

/** What a misalignment is seen among. */
export interface Surroundings {
  readonly stateOf: (workflow: string) => RoundWorkflow;
  /** Agents who have left. */
  readonly left: ReadonlySet<string>;
}

/** A promise that an overloaded Performer carries. */
export interface Carried {
  readonly workflow: string;
  readonly customer: string;
  readonly inRound: boolean;
}

type Consequences = Pick<Misalignment, 'workflows' | 'talk' | 'mends' | 'waivedBy'>;

/** Makes a misalignment whole. @param carried for an overload, what is carried */
export function misalignment(about: Misaligned, surroundings: Surroundings, carried: readonly Carried[] = []): Misalignment {
  const { workflows, talk, mends, waivedBy } = consequencesOf(about, surroundings, carried);
  return {
    kind: about.kind,
    key: keyOf(about),
    about,
    workflows: unique(workflows),
    talk: uniqueTalk(talk),
    mends,
    waivedBy: unique(waivedBy),
    says: saysOf(about, (workflow) => surroundings.stateOf(workflow).zone),
  };
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}

function uniqueTalk(talk: readonly Talk[]): readonly Talk[] {
  const byKey = new Map(talk.filter(({ one, other }) => one !== other).map((pair) => [JSON.stringify(pair), pair]));
  return [...byKey.values()];
}

const mend = (kind: MendKind, agent: string, workflow: string, until: string | null = null): Mend => ({ kind, agent, workflow, until });

function consequencesOf(about: Misaligned, { stateOf, left }: Surroundings, carried: readonly Carried[]): Consequences {
  switch (about.kind) {
    case 'CONSENT_MISSING': {
      const state = stateOf(about.workflow);
      const [agent, author] = [partyOf(state, about.side), partyOf(state, otherSide(about.side))];
      return {
        workflows: [state.id],
        talk: [{ one: agent, other: author, workflow: state.id }],
        mends: [mend('CONSENT', agent, state.id), mend('PROPOSE', agent, state.id), mend('DEFER', agent, state.id)],
        waivedBy: [],
      };
    }
    case 'UNDECIDED': {
      const { id, customer, performer } = stateOf(about.workflow);
      const gone = [customer, performer].filter((agent) => left.has(agent));
      return {
        workflows: [id],
        talk: [{ one: customer, other: performer, workflow: id }],
        mends: gone.length > 0 ? gone.map((agent) => mend('HAND_OVER', agent, id)) : [mend('PROPOSE', performer, id), mend('DEFER', customer, id), mend('DECLINE', customer, id)],
        waivedBy: [customer],
      };
    }
    case 'DEPENDENCY_NOT_ACKNOWLEDGED':
    case 'DEPENDENCY_TOO_LATE':
      return ofDependency(about, stateOf(about.dependent), stateOf(about.provider));
    case 'HARD_RING': {
      const performers = about.ring.map(({ workflow }) => stateOf(workflow).performer);
      return {
        workflows: about.ring.map(({ workflow }) => workflow),
        talk: about.ring.map(({ workflow }, index) => ({ one: performers[index] ?? '', other: performers[(index + 1) % performers.length] ?? '', workflow })),
        mends: about.ring.map(({ workflow }, index) => mend('STOP_DEPENDING', performers[index] ?? '', workflow)),
        waivedBy: [],
      };
    }
    case 'OUTSIDE_PARENTS_WINDOW': {
      const [child, parent] = [stateOf(about.child), stateOf(about.parent)];
      return {
        workflows: [child.id, parent.id],
        talk: [{ one: child.customer, other: child.performer, workflow: child.id }, { one: parent.customer, other: parent.performer, workflow: parent.id }],
        mends: [
          mend('PROPOSE_EARLIER', child.performer, child.id, about.parentsWindow.due),
          mend('PROPOSE_LATER', parent.performer, parent.id, about.childsWindow.due),
          mend('STOP_SERVING', child.customer, child.id),
        ],
        // Both are touched: who is served late, and who is owed what is served.
        waivedBy: [child.customer, parent.customer],
      };
    }
    case 'CONDITION_UNSERVED': {
      const { id, customer, performer } = stateOf(about.workflow);
      return {
        workflows: [id],
        talk: [{ one: performer, other: customer, workflow: id }],
        mends: [mend('SERVE', performer, id), mend('MARK_OWN', performer, id), mend('PROPOSE', performer, id)],
        waivedBy: [customer],
      };
    }
    case 'OVERLOADED': {
      const own = carried.filter(({ inRound }) => inRound);
      return {
        workflows: about.promises,
        talk: carried.map(({ workflow, customer }) => ({ one: about.agent, other: customer, workflow })),
        mends: own.flatMap(({ workflow }) => [mend('PROPOSE_LATER', about.agent, workflow), mend('DECLINE', about.agent, workflow)]),
        waivedBy: [about.agent],
      };
    }
  }
}

function ofDependency(
  about: Extract<Misaligned, { kind: 'DEPENDENCY_NOT_ACKNOWLEDGED' | 'DEPENDENCY_TOO_LATE' }>,
  dependent: RoundWorkflow,
  provider: RoundWorkflow,
): Consequences {
  const mends = about.kind === 'DEPENDENCY_NOT_ACKNOWLEDGED'
    ? [mend('ACKNOWLEDGE_DEPENDENCY', provider.performer, provider.id)]
    : about.due === null
      ? [mend('PROPOSE', provider.performer, provider.id, about.neededBy)]
      : [mend('PROPOSE_EARLIER', provider.performer, provider.id, about.neededBy), mend('PROPOSE_LATER', dependent.performer, dependent.id, about.due)];
  return {
    workflows: [dependent.id, provider.id],
    talk: [{ one: dependent.performer, other: provider.performer, workflow: provider.id }],
    mends: [...mends, mend('STOP_DEPENDING', dependent.performer, dependent.id)],
    // Whoever is owed what hangs on it bears it; nothing that is owed to the other Customer is at stake.
    waivedBy: [dependent.customer],
  };
}

function saysOf(about: Misaligned, zoneOf: (workflow: string) => string): string {
  switch (about.kind) {
    case 'CONSENT_MISSING':
      return `The ${about.side === 'CUSTOMER' ? 'Customer' : 'Performer'} has not consented to the proposal that stands.`;
    case 'UNDECIDED':
      return 'Nothing stands that both could consent to, and nobody has declined or deferred it.';
    case 'DEPENDENCY_NOT_ACKNOWLEDGED':
      return about.refused ? 'It cannot be kept without another promise, and that was refused.' : 'It cannot be kept without another promise, and that has not been acknowledged.';
    case 'DEPENDENCY_TOO_LATE': {
      const neededBy = dayOf(about.neededBy, zoneOf(about.dependent));
      return about.due === null
        ? `What is needed by ${neededBy} is promised by nobody.`
        : `What is needed by ${neededBy} is due on ${dayOf(about.due, zoneOf(about.provider))}.`;
    }
    case 'HARD_RING':
      return `${String(new Set(about.ring.map(({ workflow }) => workflow)).size)} promises need each other in a ring, so none of them could begin.`;
    case 'OUTSIDE_PARENTS_WINDOW':
      return `It goes beyond what it serves: ${beyond(about.childsWindow, about.parentsWindow, zoneOf(about.child)).join('; ')}.`;
    case 'CONDITION_UNSERVED':
      return `Nothing that will be promised serves condition ${about.condition}, and the Performer does not keep it alone.`;
    case 'OVERLOADED':
      return `${String(about.promises.length)} promises at once${about.percent === 0 ? '' : `, and ${String(about.percent)} hundredths of their time`}; they can carry ${about.capacity.promises === null ? 'any number' : String(about.capacity.promises)}${about.capacity.percent === null ? '' : ` and ${String(about.capacity.percent)} hundredths`}.`;
  }
}
