import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import type { ValueNode } from 'graphql';
import { readDecimal } from '../../domain/common/decimal.rules.js';
import { readDay, readDuration, readMoment } from '../../domain/common/moment.rules.js';

// A scalar's complaint never quotes the value: quoting it back makes a large answer of a large input.
function textScalar(name: string, description: string, read: (text: string) => string | null, accepts: string): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    const parsed = typeof value === 'string' ? read(value) : null;
    if (parsed === null) throw new GraphQLError(`${name}: give ${accepts}.`, { extensions: { code: 'BAD_USER_INPUT' } });
    return parsed;
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => String(value),
    parseValue: parse,
    parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : null),
  });
}

export const DateTime = textScalar('DateTime', 'A moment: ISO 8601 with an offset on the way in, UTC with milliseconds on the way out (`2026-11-21T09:30:00.000Z`).', readMoment, 'an ISO 8601 date-time with an offset, such as "2026-11-21T09:30:00Z", from 1900 to 2200');

export const CalendarDate = textScalar('Date', 'A calendar day, `YYYY-MM-DD`, in the time zone of the organisation.', readDay, 'a calendar day such as "2026-12-31", from 1900 to 2200');

export const Duration = textScalar('Duration', 'A length of time as ISO 8601 writes it: `P3Y`, `P14D`, `PT4H`.', readDuration, 'an ISO 8601 duration greater than zero, such as "P3M" or "PT4H"');

export const Decimal = textScalar('Decimal', 'An exact decimal number as a string, never a float: `"99.95"`. At most 20 digits before the point and 18 behind it.', readDecimal, 'a plain decimal in a string, such as "99.95"');

export const When = textScalar('When', 'A day or a moment. A bare date means the end of that day in the time zone of the organisation (for a start: its beginning).', (text) => (readDay(text) ?? readMoment(text)) === null ? null : text, 'a date such as "2026-12-31" or a date-time such as "2026-12-31T17:00:00Z", from 1900 to 2200');
