import fc from 'fast-check';
import { inOrder } from '../../src/graph/event-order.js';
import type { PendingEvent } from '../../src/graph/outbox.js';

/**
 * Changes as they were committed, one after another, each telling of some things by the next number of each. The clocks
 * of the servers that wrote them differ by as much as the dice say.
 */
const histories = fc
  .array(fc.record({ org: fc.constantFrom('a', 'b'), things: fc.uniqueArray(fc.constantFrom('one', 'two', 'three'), { minLength: 1 }), skew: fc.integer({ min: 0, max: 3 }) }), { minLength: 1, maxLength: 40 })
  .map((changes) => {
    const sequences = new Map<string, number>();
    return changes.map(({ org, things, skew }, index): PendingEvent => ({
      org,
      id: `${String((index * 7_919) % 1_000).padStart(4, '0')}-${String(index)}`,
      at: `2026-01-01T00:00:0${String(skew)}.000Z`,
      marks: things.map((thing) => {
        const sequence = (sequences.get(`${org} ${thing}`) ?? 0) + 1;
        sequences.set(`${org} ${thing}`, sequence);
        return `${thing} ${String(sequence)}`;
      }),
    }));
  });

const sequenceOf = (event: PendingEvent, thing: string): number | null => {
  const mark = event.marks.find((one) => one.startsWith(`${thing} `));
  return mark === undefined ? null : Number(mark.split(' ')[1]);
};

test('of two changes of one thing the earlier comes first, whatever the clocks said, and none comes twice', () => {
  fc.assert(fc.property(histories, fc.infiniteStream(fc.boolean()), (committed, dice) => {
    const byId = new Map(committed.map((event) => [event.id, event]));
    const seen = committed.filter(() => dice.next().value === true);
    const batches = inOrder(seen, committed);
    const numbered = [...batches.values()].flat();
    expect(new Set(numbered).size).toBe(numbered.length);
    for (const { id } of seen) expect(numbered).toContain(id);
    for (const [org, ids] of batches) {
      for (const thing of ['one', 'two', 'three']) {
        const told = ids.map((id) => byId.get(id)).filter((event) => event !== undefined && event.org === org).map((event) => (event === undefined ? null : sequenceOf(event, thing))).filter((sequence) => sequence !== null);
        // Without a gap from the first: what came before something seen is numbered with it.
        expect(told).toEqual(told.map((_, index) => index + 1));
      }
    }
  }));
});

test('an event that another holder has numbered in the meantime is left out', () => {
  const event: PendingEvent = { org: 'a', id: 'x', at: '2026-01-01T00:00:00.000Z', marks: ['one 1'] };
  expect(inOrder([event], []).size).toBe(0);
});

test('a long history of one thing is no deep stack', () => {
  const committed = Array.from({ length: 20_000 }, (_, index): PendingEvent => ({ org: 'a', id: `x${String(index)}`, at: '2026-01-01T00:00:00.000Z', marks: [`one ${String(index + 1)}`] }));
  expect(inOrder(committed.slice(-1), committed).get('a')).toHaveLength(20_000);
});
