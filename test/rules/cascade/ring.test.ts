import fc from 'fast-check';
import { inOrder } from '../../../src/domain/cascade/order.rules.js';
import { judgeRing, ringClosedBy } from '../../../src/domain/cascade/ring.rules.js';
import type { ServesEdge } from '../../../src/domain/cascade/ring.rules.js';

const names = fc.integer({ min: 0, max: 7 }).map((number) => `w${String(number)}`);
const edges: fc.Arbitrary<ServesEdge[]> = fc.array(fc.record({ child: names, parent: names }), { maxLength: 14 });

/** How many edges it is from one to another, by trying everything; null for no way. */
function distance(from: string, to: string, all: readonly ServesEdge[], visited: readonly string[] = []): number | null {
  if (from === to) return 0;
  const ways = all
    .filter(({ child, parent }) => child === from && !visited.includes(parent))
    .map(({ parent }) => distance(parent, to, all, [...visited, from]))
    .filter((length) => length !== null);
  return ways.length === 0 ? null : 1 + Math.min(...ways);
}

describe('the ring that an edge would close', () => {
  test('is a shortest one, and there exactly when the parent serves the child', () => {
    fc.assert(fc.property(names, names, edges, (child, parent, all) => {
      const ring = ringClosedBy(child, parent, all);
      const back = distance(parent, child, all);
      expect(ring?.length ?? null).toBe(back === null ? null : back + 1);
      if (ring === null) return;
      expect(ring[0]).toBe(child);
      const closed = [...all, { child, parent }];
      ring.forEach((station, index) => {
        const next = ring[(index + 1) % ring.length];
        expect(closed.some((edge) => edge.child === station && edge.parent === next)).toBe(true);
      });
      expect(new Set(ring).size).toBe(ring.length);
    }));
  });

  test('is refused with all of it named', () => {
    const chain = [{ child: 'tech', parent: 'company' }, { child: 'feature', parent: 'tech' }];
    expect(() => { judgeRing('company', 'feature', chain, (name) => `Awesome ${name}`); }).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT', field: ['parent'],
        message: expect.stringContaining('“Awesome company” would serve “Awesome feature”, which serves “Awesome tech”, which serves “Awesome company”') as string,
      }) as Error,
    );
    expect(() => { judgeRing('feature', 'company', chain, (name) => name); }).not.toThrow();
    expect(() => { judgeRing('tech', 'tech', [], (name) => name); }).toThrow('“tech” would serve “tech”');
  });

  test('is found in a chain of a hundred thousand', () => {
    const long = Array.from({ length: 100_000 }, (_, index) => ({ child: String(index), parent: String(index + 1) }));
    expect(ringClosedBy('100000', '0', long)).toHaveLength(100_001);
    expect(ringClosedBy('new', '0', long)).toBeNull();
  });
});

test('an order has everything once, each before what it is before, and leaves out exactly what is in a ring or behind one', () => {
  fc.assert(fc.property(edges, (all) => {
    const ids = [...new Set(all.flatMap(({ child, parent }) => [child, parent]))];
    const { sorted, unsorted } = inOrder(ids.map((id) => ({ id, before: all.filter(({ child }) => child === id).map(({ parent }) => parent) })));
    expect([...sorted, ...unsorted].sort()).toEqual([...ids].sort());
    const inRing = (id: string): boolean => all.some(({ child, parent }) => child === id && distance(parent, id, all) !== null);
    expect([...unsorted].sort()).toEqual(ids.filter((id) => ids.some((one) => inRing(one) && distance(one, id, all) !== null)).sort());
    for (const { child, parent } of all) if (sorted.includes(parent)) expect(sorted.indexOf(child)).toBeLessThan(sorted.indexOf(parent));
  }));
});
