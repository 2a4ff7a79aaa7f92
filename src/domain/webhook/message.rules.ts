import { globalId } from '../common/identifier.rules.js';
import type { Moment } from '../common/moment.rules.js';
import { writePlace } from '../live/place.rules.js';
import type { Place } from '../live/place.rules.js';
import type { WebhookEvent } from './webhook.types.js';

/** An act that the webhook's agent may see. */
export interface SeenAct {
  readonly id: string;
  readonly kind: 'WORKFLOW' | 'CONCERN' | 'AGENT' | 'ORGANIZATION' | 'ROUND' | 'ROLE';
  readonly about: string;
  readonly sequence: number;
  readonly act: string;
  readonly side: string | null;
  readonly person: string | null;
  readonly party: string | null;
  readonly saidAt: Moment;
  readonly recordedAt: Moment;
}

interface SeenWait {
  readonly agent: string;
  readonly side: string;
  readonly move: string;
  readonly since: Moment;
  readonly due: Moment;
}

/** What an event tells its agent. */
export interface Seen {
  readonly org: string;
  readonly kind: WebhookEvent;
  readonly event: string;
  readonly at: Moment;
  readonly place: Place;
  readonly acts: readonly SeenAct[];
  /** Whether there were more acts than are listed. */
  readonly isPartial: boolean;
  /** The workflow that waits are in. */
  readonly workflow: string | null;
  readonly waits: readonly SeenWait[];
}

/** Why there is a gap: what was not delivered is forgotten, or a restored backup took the history back. */
export type GapReason = 'FORGOTTEN' | 'RESTORED';

/** What is sent: the same bytes each time it is. */
export interface Message {
  /** What a receiver knows a repeat by. */
  readonly id: string;
  readonly body: string;
}

const typeOf = { WORKFLOW: 'Workflow', CONCERN: 'Concern', AGENT: 'Agent', ORGANIZATION: 'Organization', ROUND: 'PlanningRound', ROLE: 'Role' } as const;
const agentId = (id: string | null): string | null => (id === null ? null : globalId('Agent', id));

/**
 * What is sent of an event: who did what to which thing, by ids as the API takes them, and no words and no terms. Words can be
 * forgotten here and can't there; whoever needs them asks, with a token, and is told what they may know by then.
 */
export function messageOf({ org, kind, event, at, place, acts, isPartial, workflow, waits }: Seen): Message {
  const workflows = workflow === null ? acts.flatMap((act) => (act.kind === 'WORKFLOW' ? [act.about] : [])) : [workflow];
  const data = {
    id: event,
    number: place.number,
    cursor: writePlace(place),
    organization: globalId('Organization', org),
    workflows: [...new Set(workflows)].map((id) => globalId('Workflow', id)),
    acts: acts.map((act) => ({
      id: globalId('Act', act.id),
      act: act.act,
      about: act.kind,
      subject: globalId(typeOf[act.kind], act.about),
      sequence: act.sequence,
      side: act.side,
      speaker: agentId(act.person),
      onBehalfOf: agentId(act.party),
      saidAt: act.saidAt,
      recordedAt: act.recordedAt,
    })),
    isPartial,
    cameDue: waits.map(({ agent, ...wait }) => ({ agent: agentId(agent), ...wait })),
  };
  return { id: event, body: JSON.stringify({ type: typeName(kind), timestamp: at, data }) };
}

/** What is sent where events can't be: whoever copies must read anew. It is told, and the next event follows. */
export function gapMessage(org: string, because: GapReason, after: number, place: Place, at: Moment): Message {
  const data = { because, after, number: place.number, cursor: writePlace(place), organization: globalId('Organization', org) };
  return { id: `gap-${place.epoch}-${String(after)}-${String(place.number)}`, body: JSON.stringify({ type: 'promisegraph.gap', timestamp: at, data }) };
}

function typeName(kind: WebhookEvent): string {
  return `promisegraph.${kind.toLowerCase()}`;
}
