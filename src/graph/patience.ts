/** That a write has used up its time, as the database would say itself, were its clock not two seconds coarse. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** How long something may keep a writer waiting. */
export class Patience {
  #timer: NodeJS.Timeout | undefined;
  #over = false;
  readonly #deadline: number;
  readonly #furtherUntil: () => Promise<number | null>;

  /** @param furtherUntil asked at the deadline, and at each that it gives: until when to be patient yet; null for no longer */
  constructor(deadline: number, furtherUntil: () => Promise<number | null> = () => Promise.resolve(null)) {
    this.#deadline = deadline;
    this.#furtherUntil = furtherUntil;
  }

  /** @throws OutOfTime at the deadline, whatever `work` does; nothing it does afterwards may be committed */
  async limit<Result>(work: () => Promise<Result>): Promise<Result> {
    const ringing = new Promise<never>((_, reject) => {
      const ring = async (): Promise<void> => {
        const further = await this.#furtherUntil();
        if (this.#over) return;
        if (further === null) reject(new OutOfTime('the write budget is used up'));
        else set(further);
      };
      const set = (deadline: number): void => {
        this.#timer = setTimeout(() => { ring().catch(reject); }, Math.max(0, deadline - Date.now()));
      };
      set(this.#deadline);
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
    this.#over = true;
    clearTimeout(this.#timer);
  }
}
