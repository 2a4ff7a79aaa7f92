import fc from 'fast-check';
import { dayOf } from '../../../src/domain/common/moment.rules.js';
import { Calendar } from '../../../src/domain/interlock/calendar.rules.js';
import { Links } from '../../../src/domain/interlock/links.rules.js';
import { Pool, Sheet, Ticks } from '../../../src/domain/interlock/marks.rules.js';
import { Names } from '../../../src/domain/interlock/names.rules.js';
import { firstOf } from '../../../src/domain/interlock/order.rules.js';
import { RadixHeap } from '../../../src/domain/interlock/radix-heap.rules.js';

describe('names', () => {
  const texts = fc.oneof(fc.uuid(), fc.uuid().map((id) => id.toUpperCase()), fc.string({ maxLength: 40 }), fc.constantFrom('0190b2c0-0000-7000-8000-000000000001', '0190b2c0-0000-7000-8000-00000000000g'));

  test('give each text one number, and the text back', () => {
    fc.assert(fc.property(fc.array(texts, { maxLength: 60 }), texts, (all, other) => {
      const names = new Names();
      const known = new Map<string, number>();
      for (const text of [...all, ...all]) {
        const number = names.add(text);
        expect(number).toBe(known.get(text) ?? known.size);
        known.set(text, number);
      }
      for (const [text, number] of known) expect([names.find(text), names.text(number)]).toEqual([number, text]);
      expect(names.find(other)).toBe(known.get(other) ?? -1);
      expect(names.size).toBe(known.size);
    }));
  });

  test('compare as their texts do', () => {
    fc.assert(fc.property(texts, texts, (one, other) => {
      const names = new Names();
      const compared = names.compare(names.add(one), names.add(other));
      expect(Math.sign(compared)).toBe(one === other ? 0 : one < other ? -1 : 1);
    }));
  });

  test('know nothing of numbers they did not give', () => {
    expect(() => new Names().text(0)).toThrow(RangeError);
  });
});

describe('links', () => {
  const steps = fc.array(fc.record({ place: fc.nat(5), what: fc.constantFrom('ADD', 'ADD', 'REMOVE', 'REPLACE'), pick: fc.nat() }), { maxLength: 80 });

  test('hold what was put in and not taken out, however lists grow and move', () => {
    fc.assert(fc.property(fc.array(fc.nat(5), { maxLength: 12 }), steps, (first, taken) => {
      const lists: Map<number, number>[] = Array.from({ length: 6 }, () => new Map());
      const links = new Links();
      links.reach(6);
      const from = Int32Array.from(first);
      links.layOut(from, from.map((place) => place * 100), Int32Array.from(first.keys()), first.length);
      first.forEach((place, edge) => lists[place]?.set(edge, place * 100));
      taken.forEach(({ place, what, pick }, index) => {
        const list = lists[place] as Map<number, number>;
        const edge = [...list.keys()][pick % Math.max(1, list.size)];
        if (what === 'ADD') {
          links.add(place, index, 1_000 + index);
          list.set(1_000 + index, index);
        } else if (edge !== undefined && what === 'REMOVE') {
          links.remove(place, edge);
          list.delete(edge);
        } else if (edge !== undefined) {
          links.replace(place, edge, 7_000 + index);
          list.set(edge, 7_000 + index);
        }
      });
      lists.forEach((list, place) => {
        const start = links.startOf(place);
        const slots = Array.from({ length: links.countOf(place) }, (_, slot) => start + slot);
        expect(new Map(slots.map((slot) => [links.edgeAt(slot), links.valueAt(slot)]))).toEqual(list);
      });
    }), { numRuns: 300 });
  });

  test('refuse to remove what isn\'t there', () => {
    const links = new Links();
    links.reach(1);
    expect(() => { links.remove(0, 3); }).toThrow(RangeError);
  });
});

describe('sheets', () => {
  test('know what this walk noted, and nothing that another did', () => {
    const sheets = new Pool((places) => new Sheet(places));
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(50)), { maxLength: 20 }), (notes) => {
      const sheet = sheets.take(10);
      const known = new Map(notes);
      for (let place = 0; place < 10; place++) expect(sheet.has(place)).toBe(false);
      for (const [place, number] of notes) sheet.set(place, number);
      for (let place = 0; place < 10; place++) expect([sheet.has(place), sheet.has(place) && sheet.get(place)]).toEqual([known.has(place), known.get(place) ?? false]);
      sheets.give(sheet);
    }));
  });

  test('begin anew when numbers run out', () => {
    const sheet = new Sheet(4);
    sheet.set(2, 0x7fff_0000);
    sheet.turn(0x1_0000);
    expect(sheet.has(2)).toBe(false);
    sheet.set(3, 5);
    expect(sheet.get(3)).toBe(5);
  });

  test('of a graph that has grown are larger', () => {
    const sheets = new Pool((places) => new Sheet(places));
    sheets.give(sheets.take(4));
    const sheet = sheets.take(4_000);
    sheet.set(3_999, 1);
    expect(sheet.get(3_999)).toBe(1);
  });
});

test('ticks are those of this walk, and of no other before it', () => {
  const pool = new Pool((places) => new Ticks(places));
  fc.assert(fc.property(fc.array(fc.nat(199), { maxLength: 40 }), (places) => {
    const ticks = pool.take(200);
    for (const place of places) ticks.set(place);
    for (let place = 0; place < 200; place++) expect([place, ticks.has(place)]).toEqual([place, places.includes(place)]);
    pool.give(ticks);
  }));
});

test('a queue gives the least key first, whatever is put in between', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.nat(20), fc.nat(0x7fff_fff0), fc.constant(null)), { maxLength: 80 }), (steps) => {
    const queue = new RadixHeap();
    let waiting: { key: number; item: number }[] = [];
    steps.forEach((step, item) => {
      if (step !== null) {
        const key = Math.min(0x7fff_ffff, queue.last + step);
        queue.push(key, item);
        waiting.push({ key, item });
        return;
      }
      const popped = queue.pop();
      if (waiting.length === 0) return expect(popped).toBe(-1);
      const least = Math.min(...waiting.map(({ key }) => key));
      expect(queue.last).toBe(least);
      expect(waiting.find((one) => one.item === popped)?.key).toBe(least);
      waiting = waiting.filter((one) => one.item !== popped);
    });
    expect(queue.size).toBe(waiting.length);
  }));
});

test('the first of an order are those that sorting all of it puts first', () => {
  fc.assert(fc.property(fc.array(fc.nat(30)), fc.nat(8), (items, limit) => {
    const compare = (one: number, other: number): number => one - other;
    expect(firstOf(items, limit, compare)).toEqual([...items].sort(compare).slice(0, limit));
  }));
});

test('a day has the number of the day that the wall calendar shows', () => {
  const zones = ['Europe/Amsterdam', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Monrovia'];
  const calendars = new Map(zones.map((zone) => [zone, new Calendar(zone)]));
  const moments = fc.date({ min: new Date('1965-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString());
  fc.assert(fc.property(fc.constantFrom(...zones), moments, (zone, moment) => {
    expect(calendars.get(zone)?.dayNumber(moment)).toBe(Date.parse(dayOf(moment, zone)) / 86_400_000);
  }));
});
