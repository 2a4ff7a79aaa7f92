import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDuration, dayOf, endOfDay, horizonDays, horizonOf, isMoment, millisecondsOf, momentOf, readMoment, startOfDay } from '../../../src/domain/common/moment.rules.js';
import { after, daysBetween, instantAt, readLength, wallAt } from '../../../src/domain/common/zone.rules.js';

/* What is worked out by arithmetic, against Temporal, which knows every change of every clock. */

const hour = 60 * 60 * 1_000;
const zones = fc.constantFrom(
  'Europe/Amsterdam', 'America/New_York', 'America/Sao_Paulo', 'Africa/Cairo', 'Asia/Beirut', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Monrovia', 'Pacific/Kiritimati', 'UTC',
);
const anywhere = fc.date({ min: new Date('1901-01-01'), max: new Date('2150-12-31'), noInvalidDate: true }).map((date) => date.getTime());
/** Around a change of some zone's clocks, where arithmetic alone goes wrong. */
const nearChanges = fc.tuple(zones, anywhere, fc.integer({ min: -50 * hour, max: 50 * hour })).map(([zone, instant, aside]) => {
  const change = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  return (change?.epochMilliseconds ?? instant) + aside;
});
const instants = fc.oneof(anywhere, nearChanges).map((instant) => Math.trunc(instant));
const durations = fc.oneof(
  fc.constantFrom('P1D', 'P7D', 'P1M', 'P3M', 'P14D', 'P1Y', 'P2W', 'PT4H', 'P1Y2M3W4DT5H6M7S', 'PT0.5S', '-P1D', 'P100Y'),
  fc.record({ years: fc.nat(30), months: fc.nat(40), weeks: fc.nat(20), days: fc.nat(800), hours: fc.nat(100), minutes: fc.nat(100), seconds: fc.nat(100) }).map((parts) => Temporal.Duration.from(parts).toString()),
);
const inZone = (instant: number, zone: string): Temporal.ZonedDateTime => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
const many = { numRuns: 300 };

test('a duration ends when Temporal says so', () => {
  fc.assert(fc.property(instants, durations, zones, (instant, duration, zone) => {
    expect(addDuration(momentOf(instant), duration, zone)).toBe(momentOf(inZone(instant, zone).add(Temporal.Duration.from(duration)).epochMilliseconds));
  }), many);
});

test('a horizon has as many days as Temporal counts', () => {
  fc.assert(fc.property(instants, fc.integer({ min: -2 * 24 * hour, max: 1_500 * 24 * hour }), zones, (starts, reach, zone) => {
    const [from, until] = [inZone(starts, zone), inZone(starts + reach + 1, zone)];
    const days = Math.max(1, Math.ceil(from.until(until, { largestUnit: 'day' }).total({ unit: 'day', relativeTo: from })));
    expect(horizonDays(momentOf(starts), momentOf(starts + reach), zone)).toBe(days);
    const whole = from.toPlainDate().until(from.toPlainDate().add({ days }), { largestUnit: 'year' });
    expect(horizonOf(momentOf(starts), momentOf(starts + reach), zone)).toEqual({ days, duration: whole.toString() });
  }), many);
});

test('a day begins, ends and is the one that Temporal says it is', () => {
  fc.assert(fc.property(instants, zones, (instant, zone) => {
    const date = inZone(instant, zone).toPlainDate();
    expect(dayOf(momentOf(instant), zone)).toBe(date.toString());
    expect(startOfDay(date.toString(), zone)).toBe(momentOf(date.toZonedDateTime({ timeZone: zone }).epochMilliseconds));
    expect(endOfDay(date.toString(), zone)).toBe(momentOf(date.add({ days: 1 }).toZonedDateTime({ timeZone: zone }).epochMilliseconds - 1));
  }), many);
});

test('arithmetic answers on most days, and leaves those of a change to Temporal', () => {
  const plain = Date.parse('2026-03-10T12:00:00Z');
  const change = Date.parse('2026-03-29T01:00:00Z');
  const zone = 'Europe/Amsterdam';
  expect([wallAt(plain, zone), instantAt(plain, zone), daysBetween(plain, plain + 1, zone)]).toEqual([plain + hour, plain - hour, 1]);
  expect([instantAt(change, zone), daysBetween(plain, change, zone), after(plain, { months: 0, days: 19, milliseconds: 0 }, zone)]).toEqual([null, null, null]);
  expect([wallAt(change - 1, zone), wallAt(change, zone)]).toEqual([change - 1 + hour, change + 2 * hour]);
});

test.each(['P', 'PT', 'P1DT', '', 'P1.5D', '-P1D', 'P1D ', 'PT0.1S', '1D', 'P1H'])('"%s" is no length of whole units', (text) => {
  expect(readLength(text)).toBeNull();
});

test('a moment as it is kept is recognised, and nothing else', () => {
  const torn = fc.tuple(anywhere.map(momentOf), fc.nat(23), fc.constantFrom(...'0123456789TZ:.- x')).map(([moment, at, letter]) => moment.slice(0, at) + letter + moment.slice(at + 1));
  const calendar = fc.tuple(fc.integer({ min: 1890, max: 2210 }), fc.nat(14), fc.nat(33), fc.nat(25), fc.nat(61)).map((parts) => {
    const [year, month, day, h, m] = parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0'));
    return `${year ?? ''}-${month ?? ''}-${day ?? ''}T${h ?? ''}:${m ?? ''}:00.000Z`;
  });
  fc.assert(fc.property(fc.oneof(fc.string(), anywhere.map(momentOf), torn, calendar), (text) => {
    const date = new Date(text);
    const isKept = !Number.isNaN(date.getTime()) && date.toISOString() === text && text.length === 24 && date.getUTCFullYear() >= 1900 && date.getUTCFullYear() <= 2200;
    expect(isMoment(text)).toBe(isKept);
    if (isKept) expect(readMoment(text)).toBe(text);
  }), many);
});

test('a moment is written and read as Date writes and reads it', () => {
  fc.assert(fc.property(fc.oneof(fc.date({ noInvalidDate: true }).map((date) => date.getTime()), anywhere, nearChanges.map(Math.trunc), fc.double({ min: 0, max: 4e12, noNaN: true })), (milliseconds) => {
    const written = momentOf(milliseconds);
    expect(written).toBe(new Date(milliseconds).toISOString());
    expect(millisecondsOf(written)).toBe(Date.parse(written));
  }), many);
  for (const day of ['2026-02-28', '1900-01-01', '2000-02-29', '2200-12-31']) expect(millisecondsOf(day)).toBe(Date.parse(day));
  expect(() => momentOf(Number.NaN)).toThrow(RangeError);
});
