import { invariant } from '../domain/common/refusal.js';
import type { CascadePlace } from '../domain/interlock/facts-of-state.rules.js';
import type { InterlockGraph } from '../domain/interlock/graph.rules.js';
import type { OrganizationState } from '../domain/organization/organization.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { InterlockCopies, OutboxMark } from './interlock-copies.js';
import type { PastInterlocks } from './past-interlocks.js';
import type { Reading } from './database.js';
import type { Reader, ViewerRow, Viewing } from './reader.js';
import { statement } from './statement.js';

const readEyes = statement<Viewing & { after: number }, { viewer: ViewerRow; eyes: string[]; organization: string; changed: boolean } & OutboxMark>('agent/eyes');

/** The interlock of an organisation, and which workflows of it a viewer sees, by their numbers in it. */
export interface SeenInterlock {
  readonly graph: InterlockGraph;
  readonly sees: (node: number) => boolean;
  /** The moment that it stood so; null: as it stands. */
  readonly at: Moment | null;
}

/** The same with what workflows say of their places in the cascade. */
export interface SeenCascade extends SeenInterlock {
  readonly places: ReadonlyMap<number, CascadePlace>;
}

/** Before the first number. */
const nothing = { number: -1 };

/** The interlock as one viewer sees it, with all that they have seen written. */
export async function readInterlock(reader: Reader, copies: InterlockCopies | undefined, org: string, reading: Reading): Promise<SeenCascade> {
  invariant(copies !== undefined, 'whoever serves questions holds copies of interlocks');
  const { number } = copies.atHand(org) ?? nothing;
  const { eyes, organization, changed, ...mark } = await reader.one(readEyes, { after: number });
  const { zone } = JSON.parse(organization) as OrganizationState;
  // Where nothing has changed there is nothing to take in: whoever asks waits for one round trip, and not for two.
  const { graph, seers, above, places } = (changed ? null : copies.current(org, zone, number, mark)) ?? (await copies.of(org, zone, reading));
  const own = new Set(eyes);
  const areOwn = (agents: readonly string[] | undefined): boolean | undefined => agents?.some((agent) => own.has(agent));
  return { graph, sees: (node) => graph.visibilityOf(node) === 'ORGANIZATION' || (areOwn(seers.get(node)) ?? true) || (areOwn(above.get(node)) ?? false), places, at: null };
}

/** The interlock as it stood at a moment, shown to whoever may see it now. */
export async function readPastInterlock(past: PastInterlocks | undefined, org: string, { graph: present, sees }: SeenInterlock, at: Moment, now: Moment, reading: Reading): Promise<SeenCascade> {
  invariant(past !== undefined, 'whoever serves questions holds interlocks of the past');
  const { graph, places } = await past.of(org, present.calendar.zone, at, now, reading);
  const shown = new Map<number, boolean>();
  const seesThen = (node: number): boolean => {
    const today = present.node(graph.workflows.text(node));
    return present.isKnown(today) && sees(today);
  };
  return {
    graph,
    places,
    at,
    sees: (node) => {
      const known = shown.get(node) ?? seesThen(node);
      shown.set(node, known);
      return known;
    },
  };
}
