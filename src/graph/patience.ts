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
  limit<Result>(work: () => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const end = (): void => { this.end(); };
      const fail = (error: unknown): void => {
        end();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const ring = async (): Promise<void> => {
        const further = await this.#furtherUntil();
        if (this.#over) return;
        if (further === null) fail(new OutOfTime('the write budget is used up'));
        else set(further);
      };
      const set = (deadline: number): void => {
        this.#timer = setTimeout(() => { ring().catch(fail); }, Math.max(0, deadline - Date.now()));
      };
      set(this.#deadline);
      try {
        // What comes of it after the time is up no longer matters to anybody.
        work().then((result) => { end(); resolve(result); }, fail);
      } catch (error) {
        fail(error);
      }
    });
  }

  end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }
}
