import { loadavg } from 'node:os';
import { compare } from './compare.mjs';
import { questions } from './diagnosis-questions.mjs';
import { openDatabase } from './organisation.mjs';
import { Servers } from './servers.mjs';
import { storeOf } from './stores.mjs';

const { generate } = await import('../../dist/commands/generate.js');
const { startLocalDatabase } = await import('../../dist/local/index.js');

/** One organisation of so many promises, with all that was ever said in it, in a database of its own. */
export async function measureDiagnosis(promises, wanted, say) {
  const memory = { heap: wanted.heap, pageCache: wanted.pageCache };
  const folder = await storeOf(promises, wanted, say, async (place) => {
    say(`Making an organisation of ${String(promises)} promises in ${place} ...`);
    await generate(['--promises', String(promises)], { environment: { ...process.env, PROMISEGRAPH_DATA: place }, now: Date.now(), say, print: () => undefined });
  });
  const local = await startLocalDatabase({ folder, ...memory, say, shortLived: wanted.smoke });
  const database = await openDatabase({ uri: local.uri, user: local.user, password: local.password });
  const servers = new Servers({ uri: local.uri, user: local.user, password: local.password });
  try {
    await database.runText('CALL db.awaitIndexes(7200)');
    // Plans made for an empty database are no plans for this one.
    await database.runText('CALL db.prepareForReplanning(300)');
    if (wanted.prepare) return null;
    const organisation = await organisationOf(database);
    const loads = [loadavg()[0]];
    // Nothing moves while it is looked at: no clock speaks in it.
    const targets = { ours: await servers.promisegraph({ minds: false }), raw: await servers.other('The raw statements', 'raw.mjs') };
    const token = await servers.token(organisation.org, organisation.subject);
    const comparisons = [];
    for (const [name, question] of Object.entries(questions)) {
      if (wanted.names.length > 0 && !wanted.names.some((one) => name.startsWith(one))) continue;
      const what = { name, title: question.title, ...(question.scope === undefined ? {} : { scope: question.scope }) };
      comparisons.push(await compare(name, what, await waysOf(question, organisation, token), { targets, wanted, say, local }));
    }
    Object.values(targets).forEach((target) => { target.close(); });
    return { promises, acts: organisation.acts, agents: organisation.count, group: organisation.group.length - 1, loads: [...loads, loadavg()[0]], comparisons };
  } finally {
    await servers.stop();
    await database.close();
    await local.stop();
  }
}

/** Requests of each kind that are made ready beforehand: what is asked by hand is put together while nobody looks at the clock. */
const ready = 20;

async function waysOf(question, organisation, token) {
  const bodies = { ours: [], raw: [] };
  for (let n = 0; n < ready; n++) {
    bodies.ours.push(JSON.stringify(question.ours(organisation, n)));
    bodies.raw.push(JSON.stringify({ statements: (await question.raw(organisation, n)).map(({ name, parameters }) => ({ name, parameters: { org: organisation.org, subject: organisation.subject, ...parameters } })) }));
  }
  return {
    ours: (n) => ({ path: '/graphql', headers: { authorization: `Bearer ${token}` }, body: bodies.ours[n % ready] }),
    raw: (n) => ({ path: '/read-all', body: bodies.raw[n % ready] }),
  };
}

async function organisationOf(database) {
  const [{ org, subject }] = await database.runText('MATCH (organization:Organization) MATCH (agent:Agent {org: organization.id, administrator: true}) RETURN organization.id AS org, agent.subject AS subject');
  const one = async (text) => (await database.runText(text, { org }))[0];
  const { acts } = await one("MATCH (act:Act {org: $org}) WHERE act.recordedAt > '' RETURN count(*) AS acts");
  const { count } = await one("MATCH (agent:Agent {org: $org}) WHERE agent.id > '' RETURN count(*) AS count");
  const { group } = await one("MATCH (agent:Agent {org: $org}) WHERE agent.id > '' AND agent.kind = 'GROUP' WITH agent, COUNT { (agent)<-[:MEMBER_OF]-() } AS members ORDER BY members DESC LIMIT 1 RETURN [agent.id] + COLLECT { MATCH (agent)<-[:MEMBER_OF]-(member) RETURN member.id } AS group");
  const most = async (edges) => (await one(`MATCH (agent:Agent {org: $org}) WHERE agent.id > '' WITH agent, COUNT { (agent)-[:${edges}]->() } AS workflows ORDER BY workflows DESC LIMIT 1 RETURN agent.id AS id`)).id;
  const rows = await database.runText("MATCH (agent:Agent {org: $org}) WHERE agent.id > '' AND EXISTS { (agent)-[:CUSTOMER_OF]->() } WITH agent.id AS id ORDER BY id RETURN id", { org });
  const agents = Array.from({ length: Math.min(40, rows.length) }, (_, n) => rows[Math.floor((n * rows.length) / Math.min(40, rows.length))].id);
  return { org, subject, acts, count, group, agents, busiest: await most('CUSTOMER_OF|PERFORMER_OF'), busiestCustomer: await most('CUSTOMER_OF'), busiestPerformer: await most('PERFORMER_OF'), now: () => new Date().toISOString() };
}
