import { randomBytes } from 'node:crypto';
import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, isRequiredInputField } from 'graphql';
import type { GraphQLInputObjectType, GraphQLInputType, GraphQLSchema } from 'graphql';
import { globalId, readGlobalId, uuidv7 } from '../../src/domain/common/identifier.rules.js';

/** One thing of each kind, by its global id. */
export type Ids = Readonly<Record<'Organization' | 'Agent' | 'Performer' | 'Group' | 'Concern' | 'Workflow' | 'Parent' | 'Provider' | 'Dependency' | 'Proposal' | 'Promise' | 'Assessment' | 'Act' | 'PlanningRound' | 'Role' | 'Webhook', string>>;

/** An id of the same type that nothing has. */
export function unknownLike(id: string, now: number): string {
  return globalId(readGlobalId(id)?.type ?? '', uuidv7(now, randomBytes(10)));
}

/** What a field that takes an id wants one of; a name that isn't here yet is to be added. */
const kindOfField: Readonly<Record<string, keyof Ids>> = {
  agent: 'Agent', member: 'Agent', performer: 'Performer', customer: 'Agent', successor: 'Agent', holder: 'Agent', party: 'Agent', counterparts: 'Agent',
  agents: 'Agent', convener: 'Agent', workflows: 'Workflow', round: 'PlanningRound', role: 'Role', keeper: 'Agent', by: 'Agent',
  group: 'Group', concern: 'Concern', workflow: 'Workflow', parent: 'Parent', provider: 'Provider', dependency: 'Dependency', proposal: 'Proposal', promise: 'Promise',
  webhook: 'Webhook',
};

export function kindOf(field: string): keyof Ids {
  const kind = kindOfField[field];
  if (kind === undefined) throw new Error(`Which kind of id does "${field}" take? Say so in kindOfField.`);
  return kind;
}

/** A mutation, and a field of its input that takes an id. */
export interface Asking {
  readonly what: string;
  readonly query: string;
  readonly mutation: string;
  readonly type: string;
  readonly field: string;
}

const told = 'act { id } userErrors { code field message currentVersion instead { act } }';

/** Every mutation, with every field of its input that takes an id. */
export function mutationsTakingIds(schema: GraphQLSchema): readonly Asking[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap((mutation) => {
    const input = mutation.args[0]?.type;
    const type = input === undefined ? undefined : getNamedType(input);
    if (!isInputObjectType(type)) return [];
    const query = `mutation($input: ${type.name}!) { ${mutation.name}(input: $input) { ${told} } }`;
    return Object.values(type.getFields())
      .filter((field) => getNamedType(field.type).name === 'ID')
      .map((field) => ({ what: `${mutation.name}(${field.name})`, query, mutation: mutation.name, type: type.name, field: field.name }));
  });
}

/** So often a mutation fits into one operation. */
export const mostTimes = 20;

/** A mutation several times in one operation, one after another, with the inputs `a0`, `a1` and so on. */
export function manyTimes({ mutation, type }: Asking, times: number): string {
  const names = Array.from({ length: times }, (_, index) => `a${String(index)}`);
  return `mutation(${names.map((name) => `$${name}: ${type}!`).join(' ')}) { ${names.map((name) => `${name}: ${mutation}(input: $${name}) { ${told} }`).join(' ')} }`;
}

const texts: Readonly<Record<string, unknown>> = { String: 'Something', When: '2026-11-30', Duration: 'P1D', Decimal: '1', Int: 3, Float: 0.5, Boolean: true };

/** Makes inputs that are well-formed for their type: ids of one's own, and no more than what is required. */
export class Inputs {
  constructor(private readonly schema: GraphQLSchema, private readonly own: Ids, private readonly nextKey: () => string) {}

  /** An input of a type, with an id in one of its fields. */
  with(type: string, field: string, id: string): Record<string, unknown> {
    const named = this.schema.getType(type);
    if (!isInputObjectType(named)) throw new Error(`${type} is no input.`);
    // A concern is named by its id or in words, never both.
    return { ...this.#input(named), ...(field === 'concern' && 'performer' in named.getFields() ? { statement: null } : {}), [field]: id };
  }

  #input(type: GraphQLInputObjectType): Record<string, unknown> {
    // What has to be decided upon in the version that was read is young in these tests: nothing was said of it yet but that it is.
    const required = Object.values(type.getFields()).filter((field) => isRequiredInputField(field) || field.name === 'words' || field.name === 'statement');
    return Object.fromEntries(required.map((field) => [field.name, field.name === 'idempotencyKey' ? this.nextKey() : field.name === 'expectedVersion' ? 1 : this.#value(field.type, field.name)]));
  }

  #value(type: GraphQLInputType, field: string): unknown {
    const named = getNamedType(type);
    const bare = isNonNullType(type) ? type.ofType : type;
    if (isListType(bare)) return [this.#value(bare.ofType, field)];
    if (isEnumType(named)) return named.getValues()[0]?.name;
    if (isInputObjectType(named)) return this.#input(named);
    return named.name === 'ID' ? this.own[kindOf(field)] : texts[named.name];
  }
}
