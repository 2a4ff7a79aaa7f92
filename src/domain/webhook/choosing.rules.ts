/** An endpoint that something is to be sent to. */
export interface Due {
  readonly org: string;
  readonly id: string;
  /** It failed the last time, or took its time to answer. */
  readonly slow: boolean;
}

/** An answer that takes longer is a slow one. */
export const slowFrom = 1_000;

/**
 * Which of those that are due are served next. Of all places, half are for those who answer at once: however many are
 * slow, or never answer, they keep none of the others waiting for longer than these take themselves. Organisations take
 * turns, so that one with many endpoints keeps no other from its first.
 * @param due the longest waiting first
 * @param serving those that are served now
 */
export function chooseNext<One extends Due>(due: readonly One[], serving: readonly Due[], places: number): readonly One[] {
  const busy = new Set(serving.map(keyOf));
  const takenBy = new Map<string, number>();
  for (const { org } of serving) takenBy.set(org, (takenBy.get(org) ?? 0) + 1);
  const waiting = due.filter((one) => !busy.has(keyOf(one)));
  // Each is placed by how many of its organisation come before it.
  const placed = waiting.map((one) => {
    const before = takenBy.get(one.org) ?? 0;
    takenBy.set(one.org, before + 1);
    return { one, before };
  }).sort((a, b) => a.before - b.before);
  let free = places - serving.length;
  let freeForSlow = Math.floor(places / 2) - serving.filter(({ slow }) => slow).length;
  const chosen: One[] = [];
  for (const { one } of placed) {
    if (free <= 0) break;
    if (one.slow && freeForSlow <= 0) continue;
    if (one.slow) freeForSlow--;
    free--;
    chosen.push(one);
  }
  return chosen;
}

export function keyOf({ org, id }: Pick<Due, 'org' | 'id'>): string {
  return `${org} ${id}`;
}
