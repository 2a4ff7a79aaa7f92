/** Far beyond what anything waited for takes, also on a crowded machine; only what never comes takes as long. */
const patience = 60_000;

/** Waits for a condition, not for a time. @throws with what `seen` says, when it never comes true */
export async function cameTrue(condition: () => boolean | Promise<boolean>, seen: () => string = () => '', within = patience): Promise<void> {
  const end = Date.now() + within;
  for (;;) {
    const asked = Date.now();
    if (await condition()) return;
    if (Date.now() > end) throw new Error(`What was waited for has not come true. ${seen()}`);
    // Whoever takes long to say so is not asked without a pause: it takes the machine from what is waited for.
    await new Promise((resolve) => setTimeout(resolve, Math.max(10, Date.now() - asked)));
  }
}
