/** Texts by their code units, as the database orders them: before (negative), behind (positive), or the same. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
