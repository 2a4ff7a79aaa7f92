import { getNamedType, isAbstractType, isCompositeType, isInterfaceType, isLeafType, isObjectType, isRequiredArgument } from 'graphql';
import type { GraphQLCompositeType, GraphQLField, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema } from 'graphql';

/** The text of a field's arguments for a test, `(first: 10)`; empty for none. */
export type ArgumentsOf = (type: string, field: GraphQLField<unknown, unknown>) => string;

/** A query that leads from a root field to one type and asks for every field of it. */
export interface Question {
  /** As people write it: `workflows.nodes.concern: Concern`. */
  readonly what: string;
  readonly query: string;
  /** The root field with what it is asked with. */
  readonly start: string;
}

interface Way {
  readonly type: GraphQLCompositeType;
  readonly steps: readonly string[];
}

/**
 * Every type that a root field leads to, each by its shortest way, with all of its fields asked for: a field that is born
 * tomorrow is asked tomorrow. What a field returns is shown by its own values and, for a connection, by its rows.
 * @param depth how many steps to follow at most
 */
export function questionsOf(schema: GraphQLSchema, root: string, rootArguments: string, argumentsOf: ArgumentsOf, depth = 8): readonly Question[] {
  const field = schema.getQueryType()?.getFields()[root];
  if (field === undefined) throw new Error(`There is no query ${root}.`);
  const type = getNamedType(field.type);
  const first = `${root}${rootArguments}`;
  if (!isCompositeType(type)) return [{ what: first, query: `{ ${first} }`, start: first }];
  return waysFrom(schema, { type, steps: [first] }, argumentsOf, depth).map(({ type: reached, steps }) => ({
    what: `${steps.join('.')}: ${reached.name}`,
    query: `{ ${steps.reduceRight((inside, step) => `${step} { ${inside} }`, everyFieldOf(reached, argumentsOf))} }`,
    start: first,
  }));
}

/**
 * The same questions in fewer operations: those that begin alike are asked in one breath, as far as that fits, so that what
 * they have in common is read once. Each field stands where it stood, and its answer too.
 */
export function together(questions: readonly Question[], fits: (some: readonly Question[]) => boolean): readonly Question[] {
  const groups: Question[][] = [];
  for (const question of questions) {
    const last = groups.at(-1);
    if (last !== undefined && last[0]?.start === question.start && fits([...last, question])) last.push(question);
    else groups.push([question]);
  }
  return groups.map((group) => ({ what: group.map(({ what }) => what).join('\n'), query: joined(group), start: group[0]?.start ?? '' }));
}

/** One operation that asks all of them. */
export function joined(questions: readonly Question[]): string {
  return `{ ${questions.map(({ query }) => query.slice(2, -2)).join(' ')} }`;
}

function waysFrom(schema: GraphQLSchema, start: Way, argumentsOf: ArgumentsOf, depth: number): readonly Way[] {
  const found = new Map<string, Way>([[start.type.name, start]]);
  let level: readonly Way[] = [start];
  for (let steps = 1; steps < depth && level.length > 0; steps++) {
    const next: Way[] = [];
    for (const way of level) {
      for (const one of stepsFrom(schema, way, argumentsOf)) {
        if (found.has(one.type.name)) continue;
        found.set(one.type.name, one);
        next.push(one);
      }
    }
    level = next;
  }
  return [...found.values()];
}

function stepsFrom(schema: GraphQLSchema, { type, steps }: Way, argumentsOf: ArgumentsOf): readonly Way[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type).map((possible) => ({ type: possible, steps: [...steps, `... on ${possible.name}`] }));
  return Object.values(type.getFields()).flatMap((field): Way[] => {
    const leadsTo = getNamedType(field.type);
    return isCompositeType(leadsTo) ? [{ type: leadsTo, steps: [...steps, `${field.name}${argumentsOf(type.name, field)}`] }] : [];
  });
}

function everyFieldOf(type: GraphQLCompositeType, argumentsOf: ArgumentsOf): string {
  if (!isObjectType(type)) return shownBy(type);
  return Object.values(type.getFields()).map((field) => {
    const returned = getNamedType(field.type);
    const asked = `${field.name}${argumentsOf(type.name, field)}`;
    return isCompositeType(returned) ? `${asked} { ${shownBy(returned)} }` : asked;
  }).join(' ');
}

/** What tells one thing of a type from another. */
function shownBy(type: GraphQLCompositeType): string {
  if (isInterfaceType(type) && type.name !== 'Node') return ['__typename', ...leavesOf(type)].join(' ');
  if (!isObjectType(type)) return '__typename ... on Node { id }';
  const rows = rowsOf(type);
  return ['__typename', ...leavesOf(type), ...(rows === null ? [] : [`nodes { ${leavesOf(rows).join(' ') || '__typename'} }`])].join(' ');
}

function leavesOf(type: GraphQLObjectType | GraphQLInterfaceType): readonly string[] {
  return Object.values(type.getFields()).filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument)).map(({ name }) => name);
}

function rowsOf(type: GraphQLObjectType): GraphQLObjectType | null {
  const nodes = type.getFields().nodes;
  const rows = nodes === undefined ? null : getNamedType(nodes.type);
  return isObjectType(rows) ? rows : null;
}
