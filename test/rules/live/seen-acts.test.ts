import { seenActs } from '../../../src/graph/event-stream.js';

/* What a listener is told of an event that says very much, of which most may not be seen. */

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));
const seeing = (seen: (index: number) => boolean) => (id: string): Promise<string | null> => Promise.resolve(seen(Number(id)) ? id : null);

test('an act of one\'s own is told, however many that may not be seen were said before it', async () => {
  expect(await seenActs(ids(250), 100, seeing((index) => index === 249))).toEqual({ acts: ['249'], isPartial: false });
});

test('what is left out is told of where it could be seen, and only there', async () => {
  expect(await seenActs(ids(101), 100, seeing(() => true))).toEqual({ acts: ids(100), isPartial: true });
  expect(await seenActs(ids(101), 100, seeing((index) => index < 100))).toEqual({ acts: ids(100), isPartial: false });
  expect(await seenActs(ids(100), 100, seeing(() => false))).toEqual({ acts: [], isPartial: false });
});
