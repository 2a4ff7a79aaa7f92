/** Lets whatever waits for the event loop go first. */
export function others(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Goes through steps to their result, and lets others in between any two of them. */
export async function inSlices<Result>(steps: Generator<undefined, Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await others();
  }
}
