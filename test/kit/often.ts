/**
 * Tries a property again, by other dice, until what it is about has come up often enough. What is seldom may be rare in one
 * run; where it is rare in ten, the dice don't make it, and what expects it afterwards fails.
 */
export function untilOften(often: () => boolean, trial: () => void): void {
  for (let run = 1; run <= 10; run++) {
    trial();
    if (often()) return;
  }
}
