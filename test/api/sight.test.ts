import { OverlappingFieldsCanBeMergedRule, getNamedType, isEnumType, isInputObjectType, isObjectType, parse, validate } from 'graphql';
import type { GraphQLField, GraphQLObjectType, SelectionSetNode } from 'graphql';
import { createSchema } from '../../src/schema.js';
import { globalId } from '../../src/domain/common/identifier.rules.js';
import { CostModel } from '../../src/serving/cost.js';
import type { Cost } from '../../src/serving/cost.js';
import { checkCost, checkDocument, checkTokens, limits } from '../../src/serving/limits/index.js';
import { openApi, workflowIn } from '../kit/api.js';
import type { Answer, Api, Company } from '../kit/api.js';
import { Confidences } from '../kit/confidences.js';
import { webhookTo } from '../kit/receiver.js';
import { Inputs, kindOf, manyTimes, mostTimes, mutationsTakingIds, unknownLike } from '../kit/schema-ids.js';
import type { Asking } from '../kit/schema-ids.js';
import { joined, questionsOf, together } from '../kit/schema-paths.js';
import type { Question } from '../kit/schema-paths.js';
import { thorough } from '../kit/thorough.js';

/*
 * Whoever may not see a workflow is asked every question that the schema has, by every field and with every argument that
 * takes an id, and no answer may know anything of it. Those who may see it are asked the same, and every field must
 * have told them something, so that a field that is never put to the test fails it.
 */
let api: Api;
let company: Company;
let kept: Confidences;
let secrets: ReadonlyMap<string, readonly string[]>;
let secretIds: ReadonlySet<string>;
let questions: readonly Question[];
/** The same, not followed as far: what is judged for one person is judged in the same words for all. */
let fewer: readonly Question[];
let inputs: Inputs;

const schema = createSchema();
/** What a workflow keeps with it. */
const secretKinds: ReadonlySet<string> = new Set(['Workflow', 'Promise', 'Proposal', 'Assessment', 'Act', 'Concern']);
/** What an id that a mutation takes may be one of. */
const nodeKind = (field: string): string => ({ Parent: 'Workflow', Provider: 'Workflow', Performer: 'Agent' } as Record<string, string>)[kindOf(field)] ?? kindOf(field);

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  kept = await Confidences.gather(company);
  secrets = await kept.secrets(api.database);
  secretIds = new Set([...secrets.values()].flat());
  const asking = (most: number): readonly Question[] => Object.keys(schema.getQueryType()?.getFields() ?? {})
    .flatMap((root) => startsOf(root).flatMap(({ given, depth }) => questionsOf(schema, root, given, argumentsOf, Math.min(depth, most))))
    // Some ways through many lists come to more than may be asked at once. What they lead to is reached by others too, or it fails that every field has told something.
    .filter((question) => sizeOf(question) !== null);
  questions = together(asking(7), goTogether);
  fewer = together(asking(2), goTogether);
  inputs = new Inputs(schema, await publicIds(), () => company.nextKey());
}, 240_000);
afterAll(() => api.close());

const costs = new CostModel(schema);

/** What a question comes to, of what there are limits to; null for one that is refused. */
interface Size {
  readonly tokens: number;
  readonly cost: Cost;
}

const sizes = new Map<string, Size | null>();

function sizeOf({ query }: Question): Size | null {
  const known = sizes.get(query);
  if (known !== undefined) return known;
  const document = parse(query);
  const [operation] = document.definitions;
  if (operation?.kind !== 'OperationDefinition') throw new Error('this is no operation');
  const cost = costs.costOf(document, operation, {});
  const refused = checkTokens(query) ?? checkDocument(document) ?? checkCost(cost);
  const size = refused === null ? { tokens: query.match(/\w+|"[^"]*"|[^\s\w"]/g)?.length ?? 0, cost } : null;
  sizes.set(query, size);
  return size;
}

/** Whether one operation may ask all of them. What several types call by one name may be something else in each: then it asks for either. */
function goTogether(some: readonly Question[]): boolean {
  const sum = (figure: (size: Size) => number): number => some.reduce((total, one) => total + figure(sizeOf(one) as Size), 0);
  if (sum(({ tokens }) => tokens) > limits.tokens || sum(({ cost }) => cost.nodes) > limits.nodes || sum(({ cost }) => cost.requested) > limits.cost) return false;
  return !some.some(({ query }) => query.includes('... on ')) || validate(schema, parse(joined(some)), [OverlappingFieldsCanBeMergedRule]).length === 0;
}

const now = (): string => new Date(api.clock.now).toISOString();

/** Arguments of the fields on the way: pages that hold all there is, and the whole past. */
function argumentsOf(type: string, field: GraphQLField<unknown, unknown>): string {
  const given = field.args.flatMap(({ name }) => (name === 'first' ? ['first: 12'] : name === 'from' ? [`from: "${type === 'Workflow' ? kept.before : '2026-01-01'}"`] : name === 'horizonDays' ? ['horizonDays: 90'] : []));
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

interface Start {
  readonly given: string;
  readonly depth: number;
}

/** What each query is asked with: the ids there are, each order, now and the past. A new query that takes ids is to be added. */
function startsOf(root: string): readonly Start[] {
  const { ada, bram, board } = kept.agents;
  const workflows = Object.values(kept.workflows);
  const ids: Readonly<Record<string, readonly string[]>> = {
    agent: [ada, bram, board], workflow: [kept.open, ...workflows], concern: [kept.openConcern, ...secretsOf('Concern')], promise: secretsOf('Promise'), planningRound: [kept.round], role: [kept.role],
    node: [ada, kept.round, kept.role, kept.open, kept.openConcern, ...secretsOf('Workflow'), ...secretsOf('Proposal').slice(0, 3), ...secretsOf('Promise').slice(0, 3), ...secretsOf('Assessment'), ...secretsOf('Concern'), ...secretsOf('Act').slice(0, 8)],
  };
  const field = schema.getQueryType()?.getFields()[root];
  const args = field?.args ?? [];
  const has = (name: string): boolean => args.some((one) => one.name === name);
  if (root === 'nodes') return [{ given: `(ids: ${JSON.stringify([...workflows, ...secretsOf('Promise')].slice(0, 12))})`, depth: 2 }];
  // A chain begins at what has one: a workflow, a promise or an agent.
  if (root === 'chain') {
    const starts = [kept.open, kept.openParent, ...workflows, ...secretsOf('Promise').slice(0, 3), ada, bram, board];
    return starts.flatMap((of, index) => ['UP', 'DOWN'].flatMap((direction) => [
      { given: `(first: 12, of: "${of}", direction: ${direction})`, depth: index === 1 ? 5 : 2 },
      ...(index < 4 || of === ada || of === bram ? [kept.before, now()].map((asOf) => ({ given: `(first: 12, of: "${of}", direction: ${direction}, asOf: "${asOf}")`, depth: 2 })) : []),
    ]));
  }
  // What hangs on what begins at promises, seen or not, and at people.
  const places = [kept.open, kept.openParent, kept.bargaining, ...workflows, ...secretsOf('Promise').slice(0, 3), ada, bram];
  if (root === 'impact') return places.flatMap((id, index) => ['DEPENDENTS', 'PROVIDERS'].slice(index < 4 ? 0 : 1).map((direction) => ({ given: `(of: [{id: "${id}"}], direction: ${direction})`, depth: index < 4 ? 4 : 2 })).concat(index < 5 || index === places.length - 1 ? [kept.before, now()].map((asOf) => ({ given: `(of: [{id: "${id}"}], direction: PROVIDERS, asOf: "${asOf}")`, depth: 2 })) : []));
  const promises = places.filter((id) => id !== ada && id !== bram);
  const { negotiating, shared } = kept.workflows;
  if (root === 'path') return [kept.bargaining, negotiating].flatMap((from) => [kept.openParent, shared, negotiating].map((to) => ({ given: `(from: {id: "${String(from)}"}, to: {id: "${String(to)}"})`, depth: 3 })));
  if (root === 'criticalPath') return promises.map((id) => ({ given: `(under: {id: "${id}"})`, depth: 2 }));
  if (root === 'whatIf') return promises.flatMap((id) => ['revoked: true', `due: "${now()}"`].map((what) => ({ given: `(suppose: [{id: "${id}", ${what}}])`, depth: 2 })));
  if (root === 'gaps') return [{ given: '(first: 100)', depth: 3 }, ...[ada, bram].map((performer) => ({ given: `(first: 100, performer: "${performer}")`, depth: 2 })), ...[kept.before, now()].map((asOf) => ({ given: `(first: 100, asOf: "${asOf}")`, depth: 2 }))];
  const moments = `from: "${kept.before}"`;
  if (root === 'impactChanges') return places.slice(0, 6).map((id, index) => ({ given: `(of: [{id: "${id}"}], direction: PROVIDERS, ${moments})`, depth: index < 3 ? 4 : 2 }));
  if (root === 'planChanges') return [{ given: `(${moments})`, depth: 4 }, ...places.map((id) => ({ given: `(of: [{id: "${id}"}], ${moments})`, depth: 2 }))];
  if (root === 'diagnosis') return ['', ...[ada, bram, board].map((of) => `(of: "${of}")`)].map((given, index) => ({ given, depth: index === 0 ? 5 : 3 }));
  if (root === 'diagnosisTrend') return args.flatMap(({ type }) => { const kinds = getNamedType(type); return isEnumType(kinds) ? kinds.getValues() : []; }).map(({ name }) => ({ given: `(kind: ${name}, from: "2026-01-01")`, depth: 2 }));
  if (root === 'explicitness') return ['', ...[kept.before, now()].map((asOf) => `asOf: "${asOf}"`)].flatMap((asOf) => ['', ...[ada, bram, board].map((of) => `of: "${of}"`)].map((of) => ({ given: `(${[of, asOf].filter((part) => part !== '').join(', ')})`.replace('()', ''), depth: of === '' && asOf === '' ? 7 : 4 })));
  if (root === 'explicitnessTrend') return ['', ...[ada, bram, board].map((of) => `of: "${of}", `)].map((of) => ({ given: `(${of}from: "2026-01-01")`, depth: 3 }));
  if (root === 'search') return ['hush', 'customers', 'trust'].map((words) => ({ given: `(first: 12, query: "${words}", includePast: true)`, depth: 4 }));
  if (has('id')) {
    const asked = ids[root];
    if (asked === undefined) throw new Error(`Which ids does the query "${root}" take? Say so in startsOf.`);
    return asked.flatMap((id, index) => [
      { given: `(id: "${id}")`, depth: index === 0 ? 7 : root === 'node' ? 1 : 2 },
      ...(has('asOf') && index < 4 ? [kept.before, now()].map((asOf) => ({ given: `(id: "${id}", asOf: "${asOf}")`, depth: 2 })) : []),
    ]);
  }
  const base = argumentsOf('Query', field as GraphQLField<unknown, unknown>).slice(1, -1);
  const more = args.flatMap(({ name, type }): string[] => {
    const named = getNamedType(type);
    if (name === 'asOf') return [`asOf: "${kept.before}"`, `asOf: "${now()}"`];
    if (isEnumType(named)) return named.getValues().map((value) => `${name}: ${value.name}`);
    if (!isInputObjectType(named)) return [];
    const takesIds = Object.values(named.getFields()).filter((one) => getNamedType(one.type).name === 'ID');
    return takesIds.flatMap((one) => [ada, bram].flatMap((id) => {
      const filter = `${name}: { ${one.name}: ${String(one.type).startsWith('[') ? `["${id}"]` : `"${id}"`} }`;
      return has('asOf') ? [filter, `${filter}, asOf: "${kept.before}"`, `${filter}, asOf: "${now()}"`] : [filter];
    }));
  });
  const whole = (given: string): string => (given === '' ? '' : `(${given})`);
  // What roles lead to is asked as deep from agents and workflows.
  return [{ given: whole(base), depth: /role|holder/i.test(root) ? 4 : 7 }, ...more.map((one) => ({ given: whole([base, one].filter((part) => part !== '').join(', ')), depth: 2 }))];
}

/** The ids of the secrets of one kind, as the API gives them. */
function secretsOf(kind: string): readonly string[] {
  return (secrets.get(kind) ?? []).map((id) => globalId(kind, id));
}

/** All that a text says, with what its ids and cursors hold. */
function opened(text: string): string {
  return `${text} ${[...text.matchAll(/[\w-]{24,}/g)].map(([token]) => Buffer.from(token, 'base64url').toString('latin1')).join(' ')}`;
}

function secretsIn(answer: unknown): readonly string[] {
  const text = opened(JSON.stringify(answer) ?? '');
  return [...(/hush/i.test(text) ? ['hush'] : []), ...(text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []).filter((id) => secretIds.has(id))];
}

/** Ids of things that everybody sees. */
async function publicIds() {
  const assessed = await workflowIn(company, 'REDEEMED');
  const { workflow, viewer, tied: { needs } } = await company.asks('chidi', 'query($id: ID!, $tied: ID!) { tied: workflow(id: $tied) { needs { id } } viewer { organization { id } } workflow(id: $id) { concern { id } promise { id } proposals { id } assessment { id } acts { nodes { id } } } }', { id: assessed, tied: kept.bargaining });
  return {
    Organization: viewer.organization.id as string, Agent: kept.agents.chidi, Performer: kept.agents.dana, Group: kept.agents.board, Concern: workflow.concern.id as string, Workflow: assessed, Parent: kept.openParent, Provider: kept.openParent, Dependency: needs[0].id as string,
    Proposal: workflow.proposals[0].id as string, Promise: workflow.promise.id as string, Assessment: workflow.assessment.id as string, Act: workflow.acts.nodes[0].id as string, PlanningRound: kept.round, Role: kept.role,
    Webhook: (await webhookTo(company, 'https://hooks.example/')).id,
  };
}

/** Every list in an answer whose total is more than the rows that all its pages hold. */
function liesIn(answer: unknown): readonly unknown[] {
  if (Array.isArray(answer)) return answer.flatMap(liesIn);
  if (typeof answer !== 'object' || answer === null) return [];
  const list = answer as { totalCount?: number; nodes?: unknown[]; pageInfo?: { hasNextPage: boolean } };
  const lies = list.totalCount !== undefined && list.pageInfo?.hasNextPage === false && list.totalCount !== list.nodes?.length;
  return [...(lies ? [list] : []), ...Object.values(answer).flatMap(liesIn)];
}

test('there are questions by the hundred, and secrets of every kind', () => {
  expect(questions.flatMap(({ what }) => what.split('\n')).length).toBeGreaterThan(500);
  expect([...secrets].map(([kind, ids]) => [kind, ids.length > 0])).toEqual(['Workflow', 'Proposal', 'Promise', 'Assessment', 'Concern', 'Act'].map((kind) => [kind, true]));
});

/** Asks several at once, which a database answers sooner than one after another. */
async function askAll(who: string, all: readonly Question[], hear: (answer: Answer, question: Question) => void): Promise<void> {
  const waiting = [...all].reverse();
  const ask = async (): Promise<void> => {
    for (let question = waiting.pop(); question !== undefined; question = waiting.pop()) hear(await company.ask(who, question.query), question);
  };
  await Promise.all(Array.from({ length: 4 }, ask));
}

const outsiders = ['chidi', 'henrik', 'olga'];

/** What one of those who see nothing asks: what needs no ids, and so is answered to each by who they are, and their share of the rest. */
function askedBy(who: string): readonly Question[] {
  if (thorough) return who === 'chidi' ? questions : fewer;
  const starts = [...new Set(questions.map(({ start }) => start))];
  const turn = new Map(starts.map((start, index) => [start, outsiders[index % outsiders.length]]));
  const whole = questions.filter(({ start }) => turn.get(start) === who);
  return [...whole, ...fewer.filter(({ start }) => turn.get(start) !== who && !/"[\w-]{20,}"/.test(start))];
}

test.each(outsiders)('%s hears nothing of them, whatever they ask', async (who) => {
  await askAll(who, askedBy(who), (answer, { what }) => {
    expect([what, secretsIn(answer), liesIn(answer)]).toEqual([what, [], []]);
    // What an outsider may ask is answered: a question that is refused would keep any secret.
    expect([what, answer.errors]).toEqual([what, undefined]);
  });
}, 300_000);

const telling = new WeakMap<object, boolean>();

/** Whether there is a secret somewhere in a part of an answer, which several questions may have asked for. */
function tellsSecret(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return secretsIn(part).length > 0;
  const known = telling.get(part) ?? secretsIn(part).length > 0;
  telling.set(part, known);
  return known;
}

/** The fields by which an answer told a secret: those with one somewhere below them. */
function toldBy(query: string, data: Answer['data'], told: Set<string>): void {
  const [operation] = parse(query).definitions;
  if (operation?.kind !== 'OperationDefinition') throw new Error('this is no operation');
  const walk = (type: GraphQLObjectType, selections: SelectionSetNode, value: unknown): void => {
    if (Array.isArray(value)) return value.forEach((one) => { walk(type, selections, one); });
    if (typeof value !== 'object' || value === null) return;
    for (const selection of selections.selections) {
      if (selection.kind === 'InlineFragment') {
        const on = schema.getType(selection.typeCondition?.name.value ?? '');
        if (isObjectType(on)) walk(on, selection.selectionSet, value);
      } else if (selection.kind === 'Field') {
        const below = (value as Record<string, unknown>)[selection.name.value];
        const field = type.getFields()[selection.name.value];
        if (field === undefined || below === undefined || !tellsSecret(below)) continue;
        told.add(`${type.name}.${field.name}`);
        const next = getNamedType(field.type);
        if (selection.selectionSet !== undefined) walk(isObjectType(next) ? next : anything, selection.selectionSet, below);
      }
    }
  };
  walk(schema.getQueryType() as GraphQLObjectType, operation.selectionSet, data);
}

// Behind an interface nothing is known but what a fragment names.
const anything = { name: 'Node', getFields: () => ({}) } as unknown as GraphQLObjectType;

/** What nobody has come across here: a ring that a new proposal closed, somebody with too much to carry, a window overrun, what nothing serves. They are told in the same place as the other misalignments. A parent that is gone is met in test/cascade/gaps. */
const unmet = /^((HardRing|RingStation|Overloaded|OutsideParentsWindow|ConditionUnserved)\.|CascadeGap\.parent$)/;

/** Every field that can lead to something kept. What a mutation or a subscription returns is theirs who speak or listen. */
// What subscriptions tell is tried over a socket (test/live/subscriptions).
function fieldsThatTell(): readonly string[] {
  return Object.values(schema.getTypeMap()).filter(isObjectType)
    .filter((type) => !type.getInterfaces().some(({ name }) => name === 'LiveEvent'))
    .filter(({ name }) => !name.startsWith('__') && !/Payload$|^Mutation$|^Subscription$/.test(name))
    .flatMap((type) => Object.values(type.getFields()).filter((field) => [...secretKinds, 'Node', 'SearchResult'].includes(getNamedType(field.type).name)).map((field) => `${type.name}.${field.name}`));
}

test('those who may see them hear of them by every field there is', async () => {
  const told = new Set<string>();
  for (const who of ['ada', 'bram']) {
    await askAll(who, who === 'ada' ? questions : fewer, ({ data, errors }, { what, query }) => {
      expect([what, errors]).toEqual([what, undefined]);
      toldBy(query, data, told);
    });
  }
  // What was attested came with an import, and stands in a workflow like any other act; what is said of a round, or of a role, is
  // said to all. Nothing here is found in a concern or in acts: test/diagnosis has what is, and who is not told.
  const elsewhere = ['RoleHolding.act', 'RoleBacking.act', 'RoleOffer.act', 'Waiver.act', 'Attestation.act', 'Finding.concerns', 'Finding.acts'];
  expect(fieldsThatTell().filter((field) => !told.has(field) && !unmet.test(field)).sort()).toEqual(elsewhere.sort());
}, 300_000);

const queriesById = ['node', 'workflow', 'promise', 'concern'];

test.each(queriesById)('%s answers for a secret as for nothing', async (root) => {
  for (const kind of root === 'node' ? [...secrets.keys()] : [`${root[0]?.toUpperCase() ?? ''}${root.slice(1)}`]) {
    for (const id of secretsOf(kind).slice(0, 20)) {
      const query = `query($id: ID!) { ${root}(id: $id) { id __typename } nodes(ids: [$id]) { id } }`;
      expect(await company.ask('chidi', query, { id })).toEqual(await company.ask('chidi', query, { id: unknownLike(id, api.clock.now) }));
    }
  }
});

const asked = mutationsTakingIds(schema).filter(({ field }) => secretKinds.has(nodeKind(field)));

test.each(asked.map((one): [string, Asking] => [one.what, one]))('%s knows no secret', async (_, asking) => {
  const { type, field } = asking;
  const before = await api.database.runText('MATCH (act:Act {org: $org}) WHERE act.id > \'\' RETURN count(*) AS acts', { org: company.org });
  const ids = secretsOf(nodeKind(field));
  for (const [turn, who] of outsiders.entries()) {
    // Each is asked about by one of them, and each of them about one at least.
    const theirs = thorough ? ids : ids.filter((_id, index) => index % outsiders.length === turn || turn % ids.length === index);
    for (let from = 0; from < theirs.length; from += mostTimes) {
      const some = theirs.slice(from, from + mostTimes);
      const ask = async (about: readonly string[]): Promise<Answer> => {
        const given = about.map((id, index): [string, unknown] => [`a${String(index)}`, inputs.with(type, field, id)]);
        return company.ask(who, manyTimes(asking, about.length), Object.fromEntries(given));
      };
      const secret = await ask(some);
      expect(secret).toEqual(await ask(some.map((id) => unknownLike(id, api.clock.now))));
      expect(secret.errors).toBeUndefined();
    }
  }
  expect(await api.database.runText('MATCH (act:Act {org: $org}) WHERE act.id > \'\' RETURN count(*) AS acts', { org: company.org })).toEqual(before);
});
