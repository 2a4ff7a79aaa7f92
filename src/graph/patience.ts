/** That a write has used up its time, as the database would say itself, were its clock not two seconds coarse. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** How long something may keep a writer waiting. */
export class Patience {
  #timer: NodeJS.Timeout | undefined;
  readonly #deadline: number;

  constructor(deadline: number) {
    this.#deadline = deadline;
  }

  /** @throws OutOfTime at the deadline, whatever `work` does; nothing it does afterwards may be committed */
  async limit<Result>(work: () => Promise<Result>): Promise<Result> {
    const ringing = new Promise<never>((_, reject) => {
      this.#timer = setTimeout(() => reject(new OutOfTime('the write budget is used up')), Math.max(0, this.#deadline - Date.now()));
    });
    const working = work();
    working.catch(() => undefined); // it is heard below, unless the time is up, and then it no longer matters
    try {
      return await Promise.race([working, ringing]);
    } finally {
      this.end();
    }
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
