import { Readable } from 'node:stream';

/*
 * A store that planning is measured on. It holds of each workflow all that questions about plans read: the node with its state
 * and facts, its parties, the edges that it is served and needed by, who is waited for, and the promise, written by the same
 * code as everywhere and indexed by the same migrations. It leaves out what no such question reads and what takes nine tenths
 * of the room otherwise: the acts, old proposals, duties of Customers, how workflows stood, and the nodes of conditions. So it is no organisation to go on with.
 *
 * Who promises what to whom, and what needs what, is what `npm run generate` makes up. Nobody folds seventeen acts a promise
 * here: each state is that of one whose acts were folded, of the same tier, with the ids, parties, day and ties of its own.
 */

const dist = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);
const { readConfiguration } = await dist('config.js');
const { intoEmptyDatabase } = await dist('commands/common/offline.js');
const { momentOf } = await dist('domain/common/moment.rules.js');
const { factsOf } = await dist('domain/interlock/facts-of-state.rules.js');
const { linesOf } = await dist('domain/import/lines.rules.js');
const { Problems } = await dist('domain/import/wish.rules.js');
const { Dice } = await dist('generator/dice.js');
const { answerTo, edgeData, timesOf } = await dist('generator/edges.js');
const { Ids } = await dist('generator/ids.js');
const { Organisation } = await dist('generator/organisation.js');
const { People, founded } = await dist('generator/people.js');
const { Structure } = await dist('generator/structure.js');
const { after, dueOf, tiers, zone } = await dist('generator/tiers.js');
const { conditionCount, objective, personName } = await dist('generator/words.js');
const { agentRow, concernRow, emptyBulk, workflowRow } = await dist('graph/bulk.js');
const { bondsOf } = await dist('graph/bond-history.js');
const { organizationProperties } = await dist('graph/projection.js');
const { ImportFiles } = await dist('graph/offline/import-files.js');
const { AllPlaces, NodeNumbers } = await dist('graph/offline/places.js');
const { readExport } = await dist('graph/restoration.js');

const seed = '1';
/** Enough of each tier and fate to copy from; of a small store a quarter of them. */
const modelledFor = (promises) => (promises < 4_000 ? 1_000 : 4_000);

/** The same structure as the store of so many promises has, for whoever walks it in memory. */
export function structureOf(promises) {
  return new Founded(promises, new Dice(`${seed}/${String(promises)}`));
}

/**
 * What the generator makes up, and a foundation under it that hangs together: among the engineers' promises on which others build,
 * the first is needed by some, each of which is needed by some dozens of the rest. So one promise of a million carries a
 * quarter of all, as a platform does on which everybody builds; of the generator alone none carries more than some ten thousand.
 */
class Founded extends Structure {
  #needs = new Map();
  #needed = new Map();

  constructor(promises, dice) {
    super(promises, dice);
    const [first, size] = [this.firsts.at(-1), this.sizes.at(-1)];
    const foundation = Array.from({ length: Math.floor(size / 250) }, (_, place) => first + place);
    const [lowest, ...above] = foundation.sort((one, other) => this.layers[one] - this.layers[other] || one - other);
    const middle = above.slice(0, Math.round(Math.sqrt(above.length)));
    const pairs = [...middle.map((one) => [one, lowest]), ...above.slice(middle.length).map((one, index) => [one, middle[index % middle.length]])];
    const edges = this.providers.length;
    for (const [index, [dependent, provider]] of pairs.entries()) {
      this.#needs.set(dependent, [...(this.#needs.get(dependent) ?? []), edges + index]);
      this.#needed.set(provider, [...(this.#needed.get(provider) ?? []), edges + index]);
    }
    this.dependents = Int32Array.from([...this.dependents, ...pairs.map(([dependent]) => dependent)]);
    this.providers = Int32Array.from([...this.providers, ...pairs.map(([, provider]) => provider)]);
  }

  needsOf(promise) {
    return [...super.needsOf(promise), ...(this.#needs.get(promise) ?? [])];
  }

  neededOf(promise) {
    return Int32Array.from([...super.neededOf(promise), ...(this.#needed.get(promise) ?? [])]);
  }
}

/** Makes the embedded database of a data folder, which has none yet. @returns the id of its organisation */
export async function makeLeanStore(folder, promises, { heap, pageCache, say }) {
  const world = { environment: { PROMISEGRAPH_DATA: folder, PROMISEGRAPH_DATABASE_HEAP: heap, PROMISEGRAPH_DATABASE_PAGE_CACHE: pageCache, PATH: process.env.PATH }, print: say, say, now: Date.now() };
  const models = await readModels(modelledFor(promises));
  return intoEmptyDatabase(readConfiguration({ PROMISEGRAPH_DATA: folder, PROMISEGRAPH_DATABASE_HEAP: heap, PROMISEGRAPH_DATABASE_PAGE_CACHE: pageCache }), world, false, async (rows) => {
    const files = new ImportFiles(rows, new NodeNumbers());
    const places = new AllPlaces();
    const result = new Writer(promises, models, files, places).write(say);
    return { result, manifest: files.close(places) };
  });
}

/** What the same store says of the interlock, in the order of the ids by which it is read, for whoever wants it without a database. */
export async function* factsOfLeanStore(promises) {
  const writer = new Writer(promises, await readModels(), null, null);
  for (let promise = 0; promise < promises; promise++) yield writer.factsOf(promise);
}

/** What acts add up to, of a small organisation of the same kind. */
async function readModels(modelled) {
  const organisation = new Organisation({ promises: modelled, seed });
  const structure = structureOf(modelled);
  const dice = new Dice(`${seed}/${String(modelled)}`);
  const models = { workflows: new Map(), agents: [], concern: null, organization: null };
  let promise = 0;
  await readExport(linesOf(Readable.from(organisation.chunks())), new Problems(), {
    external: () => undefined,
    thing: ({ kind, states }) => {
      const state = states.at(-1);
      if (kind === 'ORGANIZATION') models.organization = state;
      if (kind === 'AGENT') models.agents.push(state);
      if (kind === 'CONCERN') models.concern ??= state;
      if (kind !== 'WORKFLOW') return;
      // States are copied from those of the same tier that have as many conditions: edges name them by their keys.
      const key = alike(structure.tierOf(promise), conditionCount(dice, promise));
      models.workflows.set(key, [...(models.workflows.get(key) ?? []), state]);
      promise += 1;
    },
  });
  return models;
}

const alike = (tier, conditions) => `${String(tier)}/${String(conditions)}`;

class Writer {
  constructor(promises, models, files, places) {
    Object.assign(this, { promises, models, files, places });
    this.dice = new Dice(`${seed}/${String(promises)}`);
    this.ids = new Ids(this.dice);
    this.structure = new Founded(promises, this.dice);
    this.people = new People(this.structure, this.dice, this.ids);
    this.org = this.ids.of('ORGANIZATION', founded, this.dice.bits('ORGANIZATION', 0), this.dice.bits('ORGANIZATION', 1) & 0xffff);
  }

  write(say) {
    const { org, files, models, promises } = this;
    const state = { ...models.organization, id: org, name: `A bench of ${String(promises)} promises` };
    files.addOrganization(org, organizationProperties(state));
    this.#agents();
    for (let promise = 0; promise < promises; promise++) {
      files.add({ ...emptyBulk(), ...this.#rowsOf(this.#stateOf(promise)) }, this.places);
      if ((promise + 1) % Math.max(50_000, promises / 10) === 0) say(`  ... ${String(promise + 1)} of ${String(promises)} promises`);
    }
    return org;
  }

  factsOf(promise) {
    return factsOf(this.#stateOf(promise));
  }

  /** Each holds one concern, which all that they are the Customer of is about. */
  #agents() {
    const { org, files, places, models, people, structure } = this;
    const [administrator, board, person] = [models.agents[0], models.agents[1], models.agents.at(9)];
    const performers = structure.people.reduce((sum, count) => sum + count, 0);
    const all = [
      { ...administrator, id: people.administrator },
      { ...board, id: people.board },
      ...Array.from({ length: performers }, (_, n) => ({ ...person, id: people.performer(n), name: personName(this.dice, n), subject: `person-${String(n + 1)}` })),
    ];
    for (const agent of all) {
      const concern = { ...models.concern, id: concernOf(agent.id), holder: agent.id, workflows: [] };
      files.add({ ...emptyBulk(), agents: [agentRow(org, agent, 'none')], concerns: [concernRow(org, concern)] }, places);
    }
  }

  /** What the acts of a workflow add up to. */
  #stateOf(promise) {
    const { structure, dice, people } = this;
    const tier = structure.tierOf(promise);
    const choices = this.models.workflows.get(alike(tier, conditionCount(dice, promise))) ?? this.models.workflows.get(alike(tier, 2)) ?? this.models.workflows.get(alike(tier, 3));
    const model = choices[dice.below(choices.length, 'FATE', promise, 9)];
    const parent = structure.parents[promise];
    const performer = people.performer(structure.performers[promise]);
    const customer = parent === -1 ? people.board : people.performer(structure.performers[parent]);
    const [id, due, statement] = [this.#id(promise), dueOf(tier, structure.layers[promise]), objective(dice, promise, tier)];
    const of = (side) => (side === 'CUSTOMER' ? customer : performer);
    const { season } = tiers[tier];
    return {
      ...model, id, customer, performer,
      concern: { ...model.concern, id: concernOf(customer), statement },
      promise: model.promise === null ? null : { ...model.promise, id: this.ids.of('PROMISE', after(season, 18), promise), performer, customer, objective: statement, due },
      voices: { CUSTOMER: [customer], PERFORMER: [performer] },
      reviewable: [],
      awaited: model.awaited.filter(({ move }) => move !== 'ANSWER_DEPENDENCY').map((wait) => ({ ...wait, agent: of(wait.side) })),
      cascade: { own: model.cascade?.own ?? [], root: parent === -1, serves: this.#serves(promise, parent, season) },
      interlock: { needs: structure.needsOf(promise).map((edge) => this.#edge(edge)), needed: Array.from(structure.neededOf(promise), (edge) => this.#edge(edge)) },
    };
  }

  #rowsOf(state) {
    const { properties, successors, awaited, promises } = workflowRow(this.org, [state], [{ id: state.concern.id, act: 'REMARK', side: null, withWords: false }]);
    return {
      workflows: [{
        // Nothing falls due in it: a worker would say so of thousands of workflows while questions are measured.
        properties: { ...properties, clockAt: null }, customer: state.customer, performer: state.performer, concern: state.concern.id, successors, awaited, proposals: [], assessments: [], duties: [], reviews: [], standings: [],
        promises: promises.map((row) => ({ properties: row.properties, conditions: [], supersedes: [], madeOf: [] })),
      }],
      bonds: bondsOf(this.org, [{ state, at: state.changedAt }]),
    };
  }

  #serves(promise, parent, season) {
    const { structure, dice, ids } = this;
    const at = after(season, 7);
    const second = structure.secondParent(promise);
    return [parent, second].filter((one) => one !== -1).map((one, index) => ({
      id: ids.of('SERVING', at, promise, index), parent: this.#id(one), share: second === -1 ? null : index === 0 ? '0.7' : '0.3', at: momentOf(at), act: ids.of('WORKFLOW_ACT', at, promise, index),
      contributions: [{ condition: `c${String(1 + dice.below(conditionCount(dice, one), 'PLACE', promise, 1 + index))}`, contribution: null }],
    }));
  }

  #edge(edge) {
    const { structure, dice, ids } = this;
    const [dependent, provider] = [structure.dependents[edge], structure.providers[edge]];
    const { asserted, answered } = timesOf(dice, edge, tiers[structure.tierOf(dependent)].season);
    const answer = answerTo(dice, edge);
    const { dependency, ...said } = JSON.parse(edgeData(dice, structure, edge, { dependency: ids.of('DEPENDENCY', asserted, edge), dependent: this.#id(dependent), provider: this.#id(provider) }));
    return { id: dependency, ...said, status: answer ?? 'ASSERTED', at: momentOf(asserted), act: ids.of('WORKFLOW_ACT', asserted, dependent, edge & 0xfff), answeredAt: answer === null ? null : momentOf(answered) };
  }

  #id(promise) {
    return workflowId(this.structure, this.ids, promise);
  }
}

/** Workflows are as old as their numbers, as those of the generator are. */
function workflowId(structure, ids, promise) {
  const tier = structure.tierOf(promise);
  return ids.of('WORKFLOW', after(tiers[tier].season, ((promise - structure.firsts[tier]) / structure.sizes[tier]) * 3), promise);
}

/** The ids of the workflows of a store, by the numbers of their promises. */
export function idsOf(structure) {
  const ids = new Ids(new Dice(`${seed}/${String(structure.promises)}`));
  return (promise) => workflowId(structure, ids, promise);
}

/** A concern has an id of its own kind: that of its holder, with another digit. */
function concernOf(agent) {
  return `${agent.slice(0, 15)}3${agent.slice(16)}`;
}

export { zone };
