import fc from 'fast-check';
import { Budget } from '../../src/graph/budget.js';
import { Turns } from '../../src/graph/turns.js';
import type { Leave } from '../../src/graph/turns.js';

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Takes turns, and knows who has one. */
class Crowd {
  readonly served: string[] = [];
  readonly refused: string[] = [];
  readonly #leaving = new Map<string, Leave>();

  constructor(private readonly turns: Turns) {}

  comes(name: string, whose: string, budget?: Budget): void {
    this.turns.take(whose, budget).then(
      (leave) => {
        this.served.push(name);
        this.#leaving.set(name, leave);
      },
      () => this.refused.push(name),
    );
  }

  async goes(name: string): Promise<void> {
    this.#leaving.get(name)?.();
    this.#leaving.delete(name);
    await soon();
  }
}

test('so many go on at once, and the next when one of them leaves', async () => {
  const crowd = new Crowd(new Turns(2));
  for (const name of ['a', 'b', 'c', 'd']) crowd.comes(name, 'ada');
  await soon();
  expect(crowd.served).toEqual(['a', 'b']);
  await crowd.goes('b');
  expect(crowd.served).toEqual(['a', 'b', 'c']);
});

test('of each so many, whatever room there is for others', async () => {
  const crowd = new Crowd(new Turns(10, 2));
  for (const name of ['a1', 'a2', 'a3']) crowd.comes(name, 'ada');
  crowd.comes('b1', 'bram');
  await soon();
  expect(crowd.served).toEqual(['a1', 'a2', 'b1']);
});

test('whoever has much waiting keeps nobody else: each gets a turn, one after the other', async () => {
  const crowd = new Crowd(new Turns(1));
  for (const name of ['a1', 'a2', 'a3', 'a4']) crowd.comes(name, 'ada');
  for (const name of ['b1', 'b2']) crowd.comes(name, 'bram');
  await soon();
  for (const name of ['a1', 'a2', 'b1', 'a3', 'b2']) await crowd.goes(name);
  // Who was there first comes first, once.
  expect(crowd.served).toEqual(['a1', 'a2', 'b1', 'a3', 'b2', 'a4']);
});

test('of one\'s own, what began first comes first, so that it is over before the next is begun', async () => {
  const crowd = new Crowd(new Turns(1));
  const older = new Budget({ milliseconds: Infinity });
  await new Promise((resolve) => setTimeout(resolve, 2));
  const younger = new Budget({ milliseconds: Infinity });
  expect(older.began).toBeLessThan(younger.began);
  crowd.comes('first', 'ada');
  for (const name of ['younger 1', 'younger 2']) crowd.comes(name, 'ada', younger);
  for (const name of ['older 1', 'older 2']) crowd.comes(name, 'ada', older);
  await soon();
  for (const name of ['first', 'older 1', 'older 2', 'younger 1']) await crowd.goes(name);
  expect(crowd.served).toEqual(['first', 'older 1', 'older 2', 'younger 1', 'younger 2']);
});

test('nobody waits longer than they have, or goes on when nobody waits for them any more', async () => {
  const turns = new Turns(1);
  const leave = await turns.take('ada');
  await expect(turns.take('ada', new Budget({ milliseconds: 10 }))).rejects.toMatchObject({ code: 'TIMEOUT' });
  const budget = new Budget({ milliseconds: 60_000 });
  const waiting = turns.take('bram', budget);
  budget.cancel();
  leave();
  await expect(waiting).rejects.toMatchObject({ code: 'TIMEOUT' });
  (await turns.take('ada'))();
});

test('whatever comes and goes: never more than may, never more of one than may, and in the end everybody', async () => {
  const name = fc.constantFrom('ada', 'bram', 'dana');
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), fc.array(fc.oneof(name, fc.nat(10)), { maxLength: 60 }), async (most, mostEach, steps) => {
      const turns = new Turns(most, mostEach);
      const underWay: { whose: string; leave: Leave }[] = [];
      let came = 0;
      let served = 0;
      const check = (): void => {
        expect(underWay.length).toBeLessThanOrEqual(most);
        for (const whose of ['ada', 'bram', 'dana']) expect(underWay.filter((one) => one.whose === whose).length).toBeLessThanOrEqual(mostEach);
      };
      for (const step of steps) {
        if (typeof step === 'string') {
          came++;
          void turns.take(step).then((leave) => {
            served++;
            underWay.push({ whose: step, leave });
          });
        } else underWay.splice(step % Math.max(1, underWay.length), 1)[0]?.leave();
        await soon();
        check();
      }
      while (underWay.length > 0) {
        underWay.shift()?.leave();
        await soon();
        check();
      }
      expect(served).toBe(came);
    }),
    { numRuns: 50 },
  );
});
