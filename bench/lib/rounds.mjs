import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import neo4j from 'neo4j-driver';
import { pino } from 'pino';
import { createApplication } from '../../dist/application.js';
import { speakerThrough } from '../../dist/demo/client.js';
import { globalId, uuidv7 } from '../../dist/domain/common/identifier.rules.js';
import { momentOf } from '../../dist/domain/common/moment.rules.js';
import { ExportText } from '../../dist/graph/export-text.js';
import { encodeParameters, readStatements } from '../../dist/graph/statement.js';
import { root } from '../../scripts/lib/prepare.mjs';
import { median, spread } from './load.mjs';
import { restore } from './organisation.mjs';
import { record } from './record.mjs';

/*
 * A planning round whose proposals interlock: each needs its neighbours on either side and one further off, so that all of
 * them are one group, and no condition waits for itself. All have consented, and nothing is misaligned.
 */

const document = {
  settle: 'mutation ($input: PlanningRoundInput!) { settlePlanningRound(input: $input) { act { id } round { status } misalignments { kind says } userErrors { code message } } }',
  alignment: 'query ($round: ID!) { planningRound(id: $round) { readyToSettle misaligned { kind count } alignment(first: 20) { totalCount nodes { kind says } } readiness { ready openCount } } }',
};

const day = 86_400_000;
const leaders = 101;

/** Who performs in a workflow: those who have children are Customers there, and nobody performs for themselves. */
const performerOf = (n, workflows) => (n * 10 < workflows && n < leaders ? n : leaders + (n % 300));
const parentOf = (n) => Math.floor((n - 1) / 10);
const depthOf = (n) => (n === 0 ? 0 : 1 + depthOf(parentOf(n)));

/**
 * An organisation with one open round, as an export that is restored like any other.
 * @returns its text, and its ids in an order that is the same each time
 */
export function organisationWithRound(workflows) {
  const began = Date.now() - 20 * day;
  const ids = [];
  let made = 0;
  const newId = () => {
    const id = uuidv7(began + made++, randomBytes(10));
    ids.push(id);
    return id;
  };
  const org = newId();
  const administrator = newId();
  const people = Array.from({ length: leaders + 301 }, newId);
  const board = people[people.length - 1];
  const of = Array.from({ length: workflows }, () => ({ id: newId(), concern: newId(), proposal: newId(), serving: newId(), dependencies: [] }));
  const round = newId();
  const year = new Date(began).getUTCFullYear() + 1;
  const due = (n) => `${String(year)}-${String(12 - depthOf(n)).padStart(2, '0')}-28T22:59:59.999Z`;
  const window = (n) => ({ starts: momentOf(began), due: due(n) });
  of.forEach((one, n) => {
    for (const step of workflows > 20 ? [1, 17, workflows - 1] : [1]) {
      const provider = (n + step) % workflows;
      const edge = { condition: 'c1', dependency: newId(), dependent: one.id, kind: 'HARD', neededBy: `${String(year)}-07-15T21:59:59.999Z`, needs: 'c2', provider: of[provider].id };
      one.dependencies.push({ spoken: true, edge, other: provider });
      of[provider].dependencies.push({ spoken: false, edge, other: n });
    }
  });

  const text = new ExportText();
  const lines = [text.header(org)];
  const tell = (kind, about, acts) => acts.forEach(([act, at, person, data, side], index) => {
    lines.push(text.record({ record: 'act', kind, about, id: newId(), sequence: index + 1, act, person, ...(side === undefined ? {} : { side }), saidAt: momentOf(at), recordedAt: momentOf(at), data }));
  });
  tell('ORGANIZATION', org, [['FOUND_ORGANIZATION', began, administrator, { organization: org, name: `A round of ${String(workflows)} (${org.slice(-12)})`, zone: 'Europe/Amsterdam' }]]);
  tell('AGENT', administrator, [['CREATE_AGENT', began, administrator, { agent: administrator, kind: 'PERSON', name: 'Olga Petrova', subject: 'olga' }], ['GRANT_ADMINISTRATOR', began, administrator, {}]]);
  people.forEach((agent, n) => tell('AGENT', agent, [['CREATE_AGENT', began, administrator, { agent, kind: 'PERSON', name: `Person ${String(n)}`, subject: `person-${String(n)}` }]]));
  const customerOf = (n) => (n === 0 ? board : people[performerOf(parentOf(n), workflows)]);
  const statement = (n) => `Part ${String(n)} of the plan is there`;
  of.forEach(({ id, concern }, n) => tell('CONCERN', concern, [
    ['HOLD_CONCERN', began, customerOf(n), { articulated: true, concern, holder: customerOf(n), statement: statement(n) }],
    ['TAKE_UP_CONCERN', began, customerOf(n), { workflow: id }],
  ]));
  of.forEach(({ id, concern, proposal, serving, dependencies }, n) => {
    const [customer, performer] = [customerOf(n), people[performerOf(n, workflows)]];
    const conditions = ['c1', 'c2'].map((key) => ({ key, statement: `${statement(n)}: ${key}`, mandatory: true, due: key === 'c2' ? `${String(year)}-06-30T21:59:59.999Z` : null, measure: null }));
    const opening = { workflow: id, zone: 'Europe/Amsterdam', customer, performer, concern: { id: concern, statement: statement(n), articulated: false }, window: window(n), visibility: 'ORGANIZATION', customership: { respondWithin: 'P7D', checkInEvery: 'P1M', assessWithin: 'P14D' } };
    const serves = n === 0 ? ['DECLARE_ROOT', began + day, customer, {}, 'CUSTOMER'] : ['SERVE', began + day, customer, { serving, parent: of[parentOf(n)].id, share: '1', contributions: ['c1', 'c2'].map((condition) => ({ condition, contribution: null })) }, 'CUSTOMER'];
    const hears = ({ spoken, edge, other }) => (spoken
      ? [['DEPEND', began + 3 * day, performer, edge, 'PERFORMER'], ['DEPENDENCY_ACKNOWLEDGED', began + 4 * day, people[performerOf(other, workflows)], { dependency: edge.dependency }]]
      : [['DEPENDENCY_ASSERTED', began + 3 * day, people[performerOf(other, workflows)], edge], ['ACKNOWLEDGE_DEPENDENCY', began + 4 * day, performer, { dependency: edge.dependency }, 'PERFORMER']]);
    tell('WORKFLOW', id, [
      ['OPEN', began, customer, opening, 'CUSTOMER'],
      ['ARTICULATE', began, customer, { statement: statement(n) }, 'CUSTOMER'],
      ['REQUEST', began, customer, { customership: null }, 'CUSTOMER'],
      ['OFFER', began, performer, { customership: null }, 'PERFORMER'],
      ['ENGAGE', began, customer, {}, 'CUSTOMER'],
      serves,
      ['PROPOSE', began + 2 * day, performer, { proposal, conditionKeys: 2, terms: { answerBy: null, conditions, customership: null, due: due(n), window: window(n) } }, 'PERFORMER'],
      ...dependencies.flatMap(hears).sort(([, one], [, other]) => one - other),
      ['ROUND_JOINED', began + 5 * day, people[0], { round }],
      ['CONSENT', began + 6 * day, customer, { round, proposal, party: null }, 'CUSTOMER'],
    ]);
  });
  tell('ROUND', round, [['OPEN_ROUND', began + 5 * day, people[0], { round, zone: 'Europe/Amsterdam', name: 'The plan of all', convener: people[0], window: window(0), consentBy: null, workflows: of.map(({ id }) => id), invited: [] }]]);
  lines.push(text.end());
  return { org, round, convener: 'person-0', ids, text: lines.map((line) => `${line}\n`).join('') };
}

async function bringIn(database, workflows) {
  const organisation = organisationWithRound(workflows);
  await restore(database, organisation.text);
  return organisation;
}

/**
 * Settling a round whose proposals interlock, over HTTP, against what it sends to the database sent by hand in one
 * transaction: with nothing to judge. A round is settled once, so each turn has an organisation of its own.
 */
export async function compareSettling(database, settings, servers, { proposals, rounds }, say) {
  const statements = readStatements(`${root}/cypher`);
  const driver = neo4j.driver(settings.uri, neo4j.auth.basic(settings.user, settings.password), { disableLosslessIntegers: true, telemetryDisabled: true });
  const { fastify, pipeline } = await createApplication({ sources: { database, clock: Date.now }, verify: () => Promise.reject(new Error('nobody asks over HTTP')), logger: pino({ level: 'silent' }) });
  const server = await servers.promisegraph();
  const organisation = () => bringIn(database, proposals);
  say(`Bringing in ${String(2 * rounds + 2)} organisations with a round of ${String(proposals)} ...`);
  const model = await organisation();
  await database.runText('CALL db.prepareForReplanning(300)');
  const { groups } = await record(async () => judged((await speakerThrough(pipeline, model.org)(model.convener, document.settle, { input: { round: globalId('PlanningRound', model.round) } })).settlePlanningRound));

  const ask = async ({ org, convener, round }, query, variables) => {
    const headers = { authorization: `Bearer ${await servers.token(org, convener)}` };
    const body = JSON.stringify({ query, variables: variables(globalId('PlanningRound', round)) });
    const started = performance.now();
    const answer = await server.ask({ path: '/graphql', headers, body });
    return { milliseconds: performance.now() - started, data: JSON.parse(answer).data };
  };
  const ours = async (one) => {
    const alignments = [];
    for (let time = 0; time < 3; time++) {
      const { milliseconds, data } = await ask(one, document.alignment, (round) => ({ round }));
      if (data.planningRound.readyToSettle !== true) throw new Error(`The round is misaligned: ${JSON.stringify(data.planningRound.alignment)}`);
      alignments.push(milliseconds);
    }
    const { milliseconds, data } = await ask(one, document.settle, (round) => ({ input: { round } }));
    judged(data.settlePlanningRound);
    return { settled: milliseconds, aligned: median(alignments) };
  };
  const byHand = async (one) => {
    const known = new Map(model.ids.map((id, index) => [id, one.ids[index]]));
    const fresh = (id) => known.get(id) ?? known.set(id, uuidv7(Date.now(), randomBytes(10))).get(id);
    const again = JSON.parse(JSON.stringify(groups).replace(uuid, fresh));
    const ready = again.map((group) => group.map(({ name, parameters }) => [statements.get(name).text, encodeParameters(statements.get(name), parameters)]));
    const started = performance.now();
    const session = driver.session();
    const transaction = session.beginTransaction();
    for (const group of ready) await Promise.all(group.map(([text, parameters]) => transaction.run(text, parameters)));
    await transaction.commit();
    await session.close();
    return performance.now() - started;
  };

  // A server that runs for days has its machine code long since.
  await ours(await organisation());
  const rows = [];
  for (let round = 0; round < rounds; round++) {
    const [first, second] = [await organisation(), await organisation()];
    // Whoever comes second finds the database warmer.
    const turns = round % 2 === 0 ? [await ours(first), await byHand(second)] : [await byHand(first), await ours(second)].reverse();
    rows.push({ ...turns[0], byHand: turns[1] });
  }
  server.close();
  await fastify.close();
  await driver.close();
  return {
    proposals,
    settled: median(rows.map((row) => row.settled)),
    aligned: median(rows.map((row) => row.aligned)),
    byHand: median(rows.map((row) => row.byHand)),
    ratio: spread(rows.map((row) => row.settled / row.byHand)),
  };
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function judged({ round, misalignments, userErrors }) {
  if (round?.status !== 'SETTLED') throw new Error(`The round did not settle: ${JSON.stringify({ userErrors, misalignments: misalignments?.slice(0, 3) })}`);
}
