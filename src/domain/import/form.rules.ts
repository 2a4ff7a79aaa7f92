import type { z } from 'zod';
import { invariant } from '../common/refusal.js';

/*
 * Whether a value has the form of a schema, and nothing more: a schema is read once and becomes a few plain functions, ten
 * times as fast as parsing by it. What they say no to is parsed, which then says why; so they may be stricter than the
 * schema, and never laxer.
 */

/**
 * @param known a value that has the form already: what the two share is not looked at again. States share most of what they
 *   are with the state before.
 */
export type HasForm = (value: unknown, known?: unknown) => boolean;

type Fields = Readonly<Record<string, unknown>>;

export function formOf(schema: z.core.$ZodType): HasForm {
  // Narrows by `type`: the schemas that zod itself makes are all of this union.
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const checks = (def.checks ?? []).map((check) => checkOf((check as z.core.$ZodChecks)._zod.def));
  const base = baseOf(def);
  return checks.length === 0 ? base : (value) => base(value) && checks.every((holds) => holds(value));
}

function baseOf(def: z.core.$ZodTypes['_zod']['def']): HasForm {
  if (def.type === 'string') return (value) => typeof value === 'string';
  if (def.type === 'number') return (value) => typeof value === 'number' && Number.isFinite(value);
  if (def.type === 'boolean') return (value) => typeof value === 'boolean';
  if (def.type === 'unknown') return () => true;
  if (def.type === 'literal') return oneOf(def.values);
  if (def.type === 'enum') return oneOf(Object.values(def.entries));
  if (def.type === 'optional' || def.type === 'nullable') {
    const inner = formOf(def.innerType);
    const nothing = def.type === 'optional' ? undefined : null;
    return (value, known) => value === nothing || inner(value, known);
  }
  if (def.type === 'array') {
    const element = formOf(def.element);
    return (value) => Array.isArray(value) && value.every((one) => element(one));
  }
  if (def.type === 'record') {
    invariant(formOf(def.keyType)('any key') && (def.valueType as z.core.$ZodTypes)._zod.def.type === 'unknown', 'a record is of anything by any key');
    // Parsing leaves the one name out that would be no field but the prototype.
    return (value) => isFields(value) && !Object.hasOwn(value, '__proto__');
  }
  if (def.type === 'object') return objectForm(def);
  throw new TypeError(`there is no form of "${def.type}": write one here, or leave it out of the schema`);
}

function objectForm(def: z.core.$ZodObjectDef): HasForm {
  const names = Object.keys(def.shape);
  const forms = names.map((name) => formOf(def.shape[name] as z.core.$ZodType));
  const isStrict = def.catchall !== undefined && (def.catchall as z.core.$ZodTypes)._zod.def.type === 'never';
  invariant(isStrict || def.catchall !== undefined, 'an object says what becomes of other fields');
  const isNamed = new Set(names);
  return (value, known) => {
    if (value === known) return known !== undefined;
    if (!isFields(value)) return false;
    const before = isFields(known) ? known : undefined;
    for (let at = 0; at < names.length; at++) {
      const name = names[at] as string;
      const inner = value[name];
      if (before !== undefined && inner === before[name]) continue;
      if (forms[at]?.(inner, before?.[name]) !== true) return false;
    }
    if (isStrict) for (const name in value) if (!isNamed.has(name)) return false;
    return true;
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function oneOf(values: readonly unknown[]): HasForm {
  const among = new Set(values);
  return (value) => among.has(value);
}

function checkOf(def: z.core.$ZodChecks['_zod']['def'] | z.core.$ZodStringFormatDef | z.core.$ZodCustomDef): (value: unknown) => boolean {
  if (def.check === 'min_length') return (value) => (value as string).length >= def.minimum;
  if (def.check === 'max_length') return (value) => (value as string).length <= def.maximum;
  if (def.check === 'greater_than') return (value) => (def.inclusive ? (value as number) >= Number(def.value) : (value as number) > Number(def.value));
  if (def.check === 'less_than') return (value) => (def.inclusive ? (value as number) <= Number(def.value) : (value as number) < Number(def.value));
  if (def.check === 'number_format') {
    invariant(def.format === 'safeint', 'the only format of a number is whole');
    return (value) => Number.isSafeInteger(value);
  }
  if (def.check === 'string_format') {
    const { pattern } = def;
    invariant(pattern !== undefined && !pattern.global && !pattern.sticky, 'the only format of a text is a pattern that remembers nothing');
    return (value) => pattern.test(value as string);
  }
  // What parsing would make something else of hasn't the form: `trim`.
  if (def.check === 'overwrite') return (value) => def.tx(value) === value;
  if (def.check === 'custom') return (value) => def.fn?.(value) === true;
  throw new TypeError(`there is no form of the check "${def.check}": write one here, or leave it out of the schema`);
}
