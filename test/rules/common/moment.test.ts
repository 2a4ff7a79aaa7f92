import fc from 'fast-check';
import {
  addDuration, dayOf, dueMoment, endOfDay, horizonOf, isTimeZone, millisecondsOf, momentOf, readDay, readDuration, readMoment, startMoment, startOfDay,
} from '../../../src/domain/common/moment.rules.js';

const hour = 60 * 60 * 1_000;

// Clocks that change at two, at midnight, by half an hour, by a whole day, and never.
const zones = fc.constantFrom(
  'Europe/Amsterdam', 'America/New_York', 'America/Sao_Paulo', 'Africa/Cairo', 'Asia/Beirut', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC',
);
const moments = fc.date({ min: new Date('1971-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString());
const days = moments.map((moment) => moment.slice(0, 10)).filter((day) => day !== '2011-12-30');

const walls = new Map<string, Intl.DateTimeFormat>();

/** The day and time of a moment as ICU's calendar sees them: another implementation than the one under test. */
function onTheWall(moment: string, zone: string): { day: string; time: string } {
  const wall = walls.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
  walls.set(zone, wall);
  const parts = wall.formatToParts(new Date(moment));
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}:${part('second')}` };
}

function after(day: string): string {
  return new Date(Date.parse(day) + 24 * hour).toISOString().slice(0, 10);
}

describe('a day in a time zone', () => {
  test('ends a millisecond before the next begins', () => {
    fc.assert(fc.property(days, zones, (day, zone) => {
      expect(millisecondsOf(endOfDay(day, zone)) + 1).toBe(millisecondsOf(startOfDay(after(day), zone)));
    }));
  });

  test('is the same day from its first to its last millisecond, as the wall clock shows it', () => {
    fc.assert(fc.property(days, zones, (day, zone) => {
      for (const moment of [startOfDay(day, zone), endOfDay(day, zone)]) expect([dayOf(moment, zone), onTheWall(moment, zone).day]).toEqual([day, day]);
      expect(onTheWall(momentOf(millisecondsOf(startOfDay(day, zone)) - 1), zone).day < day).toBe(true);
    }));
  });

  test('is the day the wall clock shows at any moment', () => {
    fc.assert(fc.property(moments, zones, (moment, zone) => { expect(dayOf(moment, zone)).toBe(onTheWall(moment, zone).day); }));
  });

  test.each([
    ['2026-03-29', 'Europe/Amsterdam', 23],
    ['2026-10-25', 'Europe/Amsterdam', 25],
    ['2026-04-05', 'Australia/Lord_Howe', 24.5],
    ['2018-11-04', 'America/Sao_Paulo', 23],
    ['2011-12-30', 'Pacific/Apia', 0],
  ])('%s in %s lasts %d hours', (day, zone, hours) => {
    expect((millisecondsOf(endOfDay(day, zone)) + 1 - millisecondsOf(startOfDay(day, zone))) / hour).toBe(hours);
  });
});

describe('a moment', () => {
  test('is read in any offset and kept in one form', () => {
    expect(readMoment('2026-12-31T17:00:00+02:00')).toBe('2026-12-31T15:00:00.000Z');
    expect(readMoment('2026-12-31t17:00z')).toBe('2026-12-31T17:00:00.000Z');
    expect(readMoment('2026-12-31T17:00:00.123456789Z')).toBe('2026-12-31T17:00:00.123Z');
  });

  test.each(['', '2026-12-31', '2026-12-31T17:00', '2026-02-30T00:00:00Z', '2026-01-01T25:00:00Z', '1899-12-31T23:59:59Z', '2201-01-01T00:00:00Z', '+012026-01-01T00:00:00Z', ' 2026-12-31T17:00:00Z', '2026-12-31T17:00:00Z[Europe/Amsterdam]'])('is not read from "%s"', (text) => {
    expect(readMoment(text)).toBeNull();
  });

  test('sorts as text as it does in time', () => {
    fc.assert(fc.property(moments, moments, (one, other) => {
      const [left, right] = [readMoment(one), readMoment(other)];
      expect(left !== null && right !== null && left < right).toBe(Date.parse(one) < Date.parse(other));
    }));
  });

  test('is never read from a text as anything but itself', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), moments, fc.stringMatching(/^[0-9TZ:+.-]{0,30}$/)), (text) => {
      const read = readMoment(text);
      if (read !== null) expect(new Date(read).toISOString()).toBe(read);
    }));
  });
});

describe('a date that a client gives', () => {
  test('means the end of the day as a due, and its beginning as a start', () => {
    expect(dueMoment('2026-12-31', 'Europe/Amsterdam', ['due'])).toBe('2026-12-31T22:59:59.999Z');
    expect(startMoment('2026-01-01', 'Europe/Amsterdam', ['starts'])).toBe('2025-12-31T23:00:00.000Z');
  });

  test('may be a moment, which means itself', () => {
    expect(dueMoment('2026-12-31T17:00:00Z', 'Europe/Amsterdam', ['due'])).toBe('2026-12-31T17:00:00.000Z');
  });

  test.each(['soon', '2026-02-29', '2026-13-01', '0000-01-01', '2026-1-1'])('is refused as "%s", with the field it is about', (text) => {
    expect(readDay(text)).toBeNull();
    expect(() => dueMoment(text, 'UTC', ['terms', 'conditions', 2, 'due'])).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', field: ['terms', 'conditions', '2', 'due'] }) as Error);
  });
});

describe('a duration', () => {
  test.each(['P3D', 'PT4H', 'P1Y2M', 'P100Y', 'PT0.5S'])('is read from %s', (text) => { expect(readDuration(text)).not.toBeNull(); });
  test.each(['', 'P0D', '-P1D', 'P101Y', 'P', '3 days', 'P1D P1D', `P${'9'.repeat(60)}D`])('is not read from "%s"', (text) => { expect(readDuration(text)).toBeNull(); });

  test('of days keeps the time on the wall when the clocks change, and one of hours does not', () => {
    expect(addDuration('2026-03-28T08:00:00.000Z', 'P1D', 'Europe/Amsterdam')).toBe('2026-03-29T07:00:00.000Z');
    expect(addDuration('2026-03-28T08:00:00.000Z', 'PT24H', 'Europe/Amsterdam')).toBe('2026-03-29T08:00:00.000Z');
  });

  test('of days ends so many days later on the wall, at the same time unless the clocks leave that time out', () => {
    fc.assert(fc.property(moments, zones, fc.integer({ min: 1, max: 400 }), (moment, zone, count) => {
      const then = addDuration(moment, `P${String(count)}D`, zone);
      const [from, until] = [onTheWall(moment, zone), onTheWall(then, zone)];
      const leftOut = from.time !== until.time;
      if (leftOut) expect(Math.abs(Date.parse(`1970-01-01T${until.time}Z`) - Date.parse(`1970-01-01T${from.time}Z`))).toBeGreaterThanOrEqual(hour / 2);
      else expect(Date.parse(until.day) - Date.parse(from.day)).toBe(count * 24 * hour);
    }));
  });
});

describe('a horizon', () => {
  test.each([
    ['2026-01-01', '2026-12-31', 'P1Y', 365],
    ['2026-01-01', '2028-12-31', 'P3Y', 1_096],
    ['2026-01-01', '2026-03-31', 'P3M', 90],
    ['2026-03-01', '2026-03-31', 'P1M', 31],
    ['2026-03-29', '2026-03-29', 'P1D', 1],
  ])('from %s to %s is %s', (starts, due, duration, inDays) => {
    expect(horizonOf(startOfDay(starts, 'Europe/Amsterdam'), endOfDay(due, 'Europe/Amsterdam'), 'Europe/Amsterdam')).toEqual({ duration, days: inDays });
  });

  test('is a day at least, and never shorter for a later due', () => {
    fc.assert(fc.property(moments, zones, fc.nat(1_000 * 24), fc.nat(1_000 * 24), (starts, zone, one, more) => {
      const reach = (hours: number): number => horizonOf(starts, momentOf(millisecondsOf(starts) + hours * hour), zone).days;
      expect(reach(one)).toBeGreaterThanOrEqual(1);
      expect(reach(one + more)).toBeGreaterThanOrEqual(reach(one));
    }));
  });
});

test('a time zone is one that the calendar knows', () => {
  expect(['Europe/Amsterdam', 'UTC', 'Mars/Olympus_Mons', '', 'Europe/'.padEnd(100, 'x')].map(isTimeZone)).toEqual([true, true, false, false, false]);
});
