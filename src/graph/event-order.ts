import type { PendingEvent } from './outbox.js';

interface Mark {
  readonly about: string;
  readonly sequence: number;
}

function marksOf(event: PendingEvent): Mark[] {
  return event.marks.map((mark) => {
    const [about = '', sequence = '0'] = mark.split(' ');
    return { about, sequence: Number(sequence) };
  });
}

/**
 * The order in which committed events get their numbers, for each organisation: of two that tell of the same thing, the
 * one that came first is first, whatever the clocks of the servers said; apart from that by their moments.
 * @param seen what is to be numbered
 * @param present what was read afterwards, in which everything is that came before what was seen
 */
export function inOrder(seen: readonly PendingEvent[], present: readonly PendingEvent[]): ReadonlyMap<string, readonly string[]> {
  const events = new Map(present.map((event) => [event.id, event]));
  const before = predecessors(present);
  const batches = new Map<string, string[]>();
  const placed = new Set<string>();
  const sorted = seen.filter(({ id }) => events.has(id)).sort((one, other) => (one.at === other.at ? (one.id < other.id ? -1 : 1) : one.at < other.at ? -1 : 1));
  for (const event of sorted) {
    // Walked with a list and not by calls: a long history of one workflow would be a deep stack.
    const waiting = [event];
    for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
      const missing = (before.get(next.id) ?? []).find((earlier) => !placed.has(earlier.id) && !waiting.includes(earlier));
      if (missing !== undefined) {
        waiting.push(missing);
        continue;
      }
      waiting.pop();
      if (placed.has(next.id)) continue;
      placed.add(next.id);
      const batch = batches.get(next.org) ?? [];
      batches.set(next.org, batch);
      batch.push(next.id);
    }
  }
  return batches;
}

/** For each event those that are directly before it: the last ones that tell of one of its things. */
function predecessors(events: readonly PendingEvent[]): ReadonlyMap<string, readonly PendingEvent[]> {
  const tellingOf = new Map<string, { event: PendingEvent; sequence: number }[]>();
  for (const event of events) {
    for (const { about, sequence } of marksOf(event)) {
      const key = `${event.org} ${about}`;
      const told = tellingOf.get(key) ?? [];
      tellingOf.set(key, told);
      told.push({ event, sequence });
    }
  }
  const before = new Map<string, PendingEvent[]>();
  for (const told of tellingOf.values()) {
    told.sort((one, other) => one.sequence - other.sequence);
    for (const [index, { event }] of told.entries()) {
      const earlier = told[index - 1]?.event;
      if (earlier !== undefined) before.set(event.id, [...(before.get(event.id) ?? []), earlier]);
    }
  }
  return before;
}
