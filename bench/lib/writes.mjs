import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { createApplication } from '../../dist/application.js';
import { speakerThrough } from '../../dist/demo/client.js';
import { uuidv7 } from '../../dist/domain/common/identifier.rules.js';
import { idsIn, record, replaced } from './record.mjs';

/* A chain of acts, from opening a workflow to closing it, each of which stands on the one before. */

const returns = 'act { id sequence } workflow { id phase standingProposal { id } } userErrors { code message }';
const steps = [
  ['CUSTOMER', 'openWorkflow', ({ performer }) => ({ performer, statement: 'It is taken care of', window: { due: '2030-12-31' }, request: true })],
  ['PERFORMER', 'offerHelp', () => ({})],
  ['CUSTOMER', 'engageInWorkflow', () => ({})],
  ['PERFORMER', 'proposeTerms', () => ({ terms: { due: '2030-06-30', conditions: [{ statement: 'It works' }, { statement: 'It is written down', mandatory: false }] } })],
  ['CUSTOMER', 'agreeToProposal', ({ proposal }) => ({ proposal })],
  ['PERFORMER', 'reportProgress', () => ({ confidence: 0.9, words: 'It goes well' })],
  ['PERFORMER', 'deliverResults', () => ({})],
  ['CUSTOMER', 'assessDelivery', () => ({ outcomes: ['c1', 'c2'].map((condition) => ({ condition, outcome: 'MET' })), satisfaction: 5 })],
  ['CUSTOMER', 'closeWorkflow', () => ({})],
];

export const actsOfChain = steps.length;

/** Plays a chain; `say` is told who says what, and answers with what came back. */
async function play(performer, say) {
  const known = { performer };
  for (const [side, mutation, inputOf] of steps) {
    const input = { idempotencyKey: randomUUID(), ...(known.workflow === undefined ? {} : { workflow: known.workflow }), ...inputOf(known) };
    const type = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input`;
    const data = await say(side, `mutation($input: ${type}!) { ${mutation}(input: $input) { ${returns} } }`, { input });
    const { workflow, userErrors } = data[mutation];
    if (userErrors.length > 0) throw new Error(`${mutation} was refused: ${JSON.stringify(userErrors)}`);
    known.workflow = workflow.id;
    known.proposal = workflow.standingProposal?.id;
  }
}

/** Parties for as many chains at once as there will be: people who do not wait for each other. */
async function pairsOf(database, org, count) {
  const rows = await database.runText('MATCH (a:Agent {org: $org}) WHERE a.subject STARTS WITH "person-" RETURN a.id AS id, a.subject AS subject ORDER BY a.subject', { org });
  return Array.from({ length: Math.min(count, rows.length >> 1) }, (_, n) => ({ CUSTOMER: rows[2 * n], PERFORMER: rows[2 * n + 1] }));
}

/** @returns how a client plays a chain with each server */
export async function chains(database, organisation, servers, atOnce) {
  const { org } = organisation;
  const { globalId } = await import('../../dist/domain/common/identifier.rules.js');
  const pairs = await pairsOf(database, org, atOnce);
  const tokens = await Promise.all(pairs.map(async (pair) => ({ CUSTOMER: await servers.token(org, pair.CUSTOMER.subject), PERFORMER: await servers.token(org, pair.PERFORMER.subject) })));

  const [first] = pairs;
  const { fastify, pipeline } = await createApplication({ sources: { database, clock: Date.now }, verify: () => Promise.reject(new Error('nobody asks over HTTP')), logger: pino({ level: 'silent' }) });
  const speak = speakerThrough(pipeline, org);
  const recorded = [];
  await play(globalId('Agent', first.PERFORMER.id), async (side, document, variables) => {
    const { result, groups } = await record(() => speak(first[side].subject, document, variables));
    recorded.push(groups);
    return result;
  });
  await fastify.close();
  const lasting = new Set([org, first.CUSTOMER.id, first.PERFORMER.id]);
  const fresh = [...idsIn(recorded)].filter((id) => !lasting.has(id));

  return {
    promisegraph: (target) => async (_, timed, client) => {
      const token = tokens[client];
      await play(globalId('Agent', pairs[client].PERFORMER.id), async (side, query, variables) => {
        const body = JSON.stringify({ query, variables });
        return JSON.parse(await timed(() => target.ask({ path: '/graphql', headers: { authorization: `Bearer ${token[side]}` }, body }))).data;
      });
    },
    raw: (target) => async (_, timed, client) => {
      const sides = ['CUSTOMER', 'PERFORMER'].flatMap((side) => [[first[side].id, pairs[client][side].id], [`"${first[side].subject}"`, `"${pairs[client][side].subject}"`]]);
      const again = replaced(recorded, [...sides, ...fresh.map((id) => [id, uuidv7(Date.now(), randomBytes(10))])]);
      for (const groups of again) {
        const body = JSON.stringify({ groups });
        await timed(() => target.ask({ path: '/write', body }));
      }
    },
  };
}
