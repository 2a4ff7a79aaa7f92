import { invariant } from '../domain/common/refusal.js';
import type { CascadePlace } from '../domain/interlock/facts-of-state.rules.js';
import type { InterlockGraph } from '../domain/interlock/graph.rules.js';
import type { OrganizationState } from '../domain/organization/organization.rules.js';
import type { Moment } from '../domain/common/moment.rules.js';
import type { InterlockCopies, InterlockCopy } from './interlock-copies.js';
import type { PastInterlocks } from './past-interlocks.js';
import type { Reading } from './database.js';
import type { Reader, ViewerRow, Viewing } from './reader.js';
import { statement } from './statement.js';

const readEyes = statement<Viewing, { viewer: ViewerRow; eyes: string[]; organization: string }>('agent/eyes');

/** The interlock of an organisation, and which workflows of it a viewer sees, by their numbers in it. */
export interface SeenInterlock {
  readonly graph: InterlockGraph;
  readonly sees: (node: number) => boolean;
}

/** The same with what workflows say of their places in the cascade, which is known of the present alone. */
export interface SeenCascade extends SeenInterlock {
  readonly places: ReadonlyMap<number, CascadePlace>;
}

/** The interlock as one viewer sees it, with all that they have seen written. */
export async function readInterlock(reader: Reader, copies: InterlockCopies | undefined, org: string, reading: Reading): Promise<SeenCascade> {
  invariant(copies !== undefined, 'whoever serves questions holds copies of interlocks');
  const { eyes, copy: { graph, seers, above, places } } = await readEyesAndCopy(reader, copies, org, reading);
  const own = new Set(eyes);
  const areOwn = (agents: readonly string[] | undefined): boolean | undefined => agents?.some((agent) => own.has(agent));
  return { graph, sees: (node) => (areOwn(seers.get(node)) ?? true) || (areOwn(above.get(node)) ?? false), places };
}

/** Both at once where there is a copy that only has to catch up: one round trip is waited for, and not two. */
async function readEyesAndCopy(reader: Reader, copies: InterlockCopies, org: string, reading: Reading): Promise<{ readonly eyes: readonly string[]; readonly copy: InterlockCopy }> {
  const supposed = copies.zoneOf(org);
  const [{ eyes, organization }, copy] = await Promise.all([reader.one(readEyes, {}), supposed === null ? null : copies.of(org, supposed, reading)]);
  const { zone } = JSON.parse(organization) as OrganizationState;
  return { eyes, copy: copy?.graph.calendar.zone === zone ? copy : await copies.of(org, zone, reading) };
}

/** The interlock as it stood at a moment, shown to whoever may see it now. */
export async function readPastInterlock(past: PastInterlocks | undefined, org: string, { graph: present, sees }: SeenInterlock, at: Moment, now: Moment, reading: Reading): Promise<SeenInterlock> {
  invariant(past !== undefined, 'whoever serves questions holds interlocks of the past');
  const graph = await past.of(org, present.calendar.zone, at, now, reading);
  const shown = new Map<number, boolean>();
  const seesThen = (node: number): boolean => {
    const today = present.node(graph.workflows.text(node));
    return present.isKnown(today) && sees(today);
  };
  return {
    graph,
    sees: (node) => {
      const known = shown.get(node) ?? seesThen(node);
      shown.set(node, known);
      return known;
    },
  };
}
