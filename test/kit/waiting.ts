/** Far beyond what anything waited for takes, also on a crowded machine; only what never comes takes as long. */
const patience = 60_000;

/** Waits for a condition, not for a time. @throws with what `seen` says, when it never comes true */
export async function cameTrue(condition: () => boolean | Promise<boolean>, seen: () => string = () => '', within = patience): Promise<void> {
  const end = Date.now() + within;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`What was waited for has not come true. ${seen()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
