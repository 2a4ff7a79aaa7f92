import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import type { Context } from '../context.js';
import type { Budget } from '../graph/budget.js';

/** What a field is in an answer besides its name and its value: quotation marks, a colon, a comma. */
const signsOfField = 4;

/** A thing in a list: braces and a comma, and the name of its type, which nobody is asked for, under each name that it goes by. */
const signsOfThing = 3;
const signsOfTypename = 17;

/** Letters that each thing in a list of an answer has at least. */
export function lettersEach(document: string): number {
  return signsOfThing + signsOfTypename * (1 + (document.match(/:\s*__typename/g)?.length ?? 0));
}

/**
 * What is selected of something that was found: a property, or a function that is called. As graphql-js does by itself,
 * but counting what the answer comes to, so that one which grows too long ends while it is made, and not in memory.
 */
export const measuredField: GraphQLFieldResolver<unknown, Context> = (source, args, context, info) => {
  if (typeof source !== 'object' || source === null) return undefined;
  const found: unknown = (source as Readonly<Record<string, unknown>>)[info.fieldName];
  const value: unknown = typeof found === 'function' ? (source as Readonly<Record<string, Resolving>>)[info.fieldName]?.(args, context, info) : found;
  const { budget } = context;
  budget.answer(String(info.path.key).length + signsOfField);
  return value instanceof Promise ? value.then((settled: unknown) => measured(settled, budget)) : measured(value, budget);
};

type Resolving = (args: unknown, context: Context, info: GraphQLResolveInfo) => unknown;

function measured(value: unknown, budget: Budget): unknown {
  if (typeof value === 'string') budget.answer(value.length);
  else if (Array.isArray(value)) budget.answerList(value.length);
  return value;
}
