/** Figures that several records are made of: each says of how many it is, and is null where there are none. */

/**
 * The value below or at which this part of all lies, by nearest rank: always one that occurred. Half of them is the median.
 * @param sorted from the least to the greatest
 */
export function percentile(sorted: readonly number[], part: number): number | null {
  return sorted[Math.max(1, Math.ceil(part * sorted.length)) - 1] ?? null;
}

export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
