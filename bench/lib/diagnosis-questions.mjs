import { globalId } from '../../dist/domain/common/identifier.rules.js';
import { momentOf } from '../../dist/domain/common/moment.rules.js';
import { findingKinds } from '../../dist/domain/diagnosis/diagnosis.types.js';
import { usualThresholds } from '../../dist/domain/diagnosis/thresholds.rules.js';
import { trendKinds } from '../../dist/domain/diagnosis/trend.rules.js';
import { unlimited } from '../../dist/domain/round/capacity.rules.js';
import { readCustomerRecord, readPerformerRecord } from '../../dist/graph/customer-records.js';
import { readFindings } from '../../dist/graph/diagnosis.js';
import { readTrend } from '../../dist/graph/diagnosis-trend.js';
import { mostCandidates, readCandidates } from '../../dist/graph/roles.js';

/*
 * What an organisation asks of how well it listens, in our words, and by hand: the very statements that we run, with the same
 * parameters, of which whoever asked would have to make an answer.
 */

const day = 86_400_000;

/** What would be asked of the database, and nothing is. */
export async function statementOf(asks) {
  let asked = null;
  const stop = new Error('that is all there is to know');
  const reader = { one: (statement, parameters) => {
    asked = { name: statement.name, parameters };
    return Promise.reject(stop);
  } };
  await asks(reader).catch((error) => { if (error !== stop) throw error; });
  return asked;
}

const sayOfFinding = 'kind says weight since measured threshold';
const scopes = {
  organisation: { of: 'of the whole organisation', agents: () => null, id: () => null },
  group: { of: 'of a group and its members', agents: ({ group }) => group, id: ({ group: [id] }) => globalId('Agent', id) },
  agent: { of: 'of whoever is party to most', agents: ({ busiest }) => [busiest], id: ({ busiest }) => globalId('Agent', busiest) },
};

const diagnosis = (kinds, scope) => ({
  ours: (organisation) => ({ query: `query($of: ID, $kinds: [FindingKind!]) { diagnosis(of: $of, kinds: $kinds) { counts { kind count weight isPartial } findings(first: 20) { nodes { ${sayOfFinding} } } } }`, variables: { of: scope.id(organisation), kinds } }),
  raw: (organisation, n) => Promise.all(kinds.map((kind) => statementOf((reader) => readFindings(reader, kind, { agents: scope.agents(organisation), thresholds: usualThresholds, now: organisation.now(n) })))),
});

const monthsBack = ({ now }, n) => {
  const last = Date.parse(now(n));
  return Array.from({ length: 24 }, (_, month) => momentOf(last - (23 - month) * 30 * day));
};

const trend = (kind, scope) => ({
  ours: (organisation, n) => ({ query: 'query($of: ID, $kind: DiagnosisTrendKind!, $from: When!, $to: When!) { diagnosisTrend(of: $of, kind: $kind, from: $from, to: $to, step: "P30D") { points { at count } isPartial } }', variables: { of: scope.id(organisation), kind, from: monthsBack(organisation, n)[0], to: monthsBack(organisation, n).at(-1) } }),
  raw: async (organisation, n) => [await statementOf((reader) => readTrend(reader, kind, { agents: scope.agents(organisation), thresholds: usualThresholds, moments: monthsBack(organisation, n) }))],
});

const outcomes = 'kept keptLate broken released renegotiatedEarly renegotiatedLate keptShare';
const customership = (agentOf) => ({
  ours: (organisation, n) => ({ query: `query($id: ID!) { agent(id: $id) { name customership { isPartial conditions { condition asked inTime late undone inTimeShare medianAnswer nineInTenAnswers } promisesReceived { ${outcomes} } load { openDuals performing waiting overdue } ableToBeGoodCustomer(horizonDays: 90) { answer occasions } } } }`, variables: { id: globalId('Agent', agentOf(organisation, n)) } }),
  raw: async (organisation, n) => [await statementOf((reader) => readCustomerRecord(reader, { id: agentOf(organisation, n), active: true, capacity: unlimited }, momentOf(Date.parse(organisation.now(n)) - 365 * day), organisation.now(n), organisation.now(n)))],
});
const performership = (agentOf) => ({
  ours: (organisation, n) => ({ query: `query($id: ID!) { agent(id: $id) { name performership { isPartial outcomes { ${outcomes} } byHorizon { outcomes { ${outcomes} } } longestKeptDays } } }`, variables: { id: globalId('Agent', agentOf(organisation, n)) } }),
  raw: async (organisation, n) => [await statementOf((reader) => readPerformerRecord(reader, agentOf(organisation, n), momentOf(Date.parse(organisation.now(n)) - 365 * day), organisation.now(n)))],
});
const inTurn = ({ agents }, n) => agents[n % agents.length];
const worded = (kind) => kind.toLowerCase().replaceAll('_', ' ');

export const questions = {
  customership: { title: 'customership of somebody, over a year', ...customership(inTurn) },
  'customership-busiest': { title: 'customership of whoever is Customer of most', ...customership(({ busiestCustomer }) => busiestCustomer) },
  performership: { title: 'performership of somebody, over a year', ...performership(inTurn) },
  'performership-busiest': { title: 'performership of whoever performs most', ...performership(({ busiestPerformer }) => busiestPerformer) },
  suggestions: {
    title: `role suggestions among the newest ${mostCandidates.toLocaleString('en')} workflows`,
    ours: () => ({ query: '{ roleSuggestions { compared cut totalCount suggestions { statement count fit performers { name } } } }' }),
    raw: async () => [await statementOf((reader) => readCandidates(reader, mostCandidates))],
  },
  ...Object.fromEntries(Object.entries(scopes).map(([name, scope]) => [`diagnosis-${name}`, { title: `diagnosis, all ${String(findingKinds.length)} kinds, ${scope.of}`, ...diagnosis(findingKinds, scope) }])),
  ...Object.fromEntries(findingKinds.flatMap((kind) => Object.entries(scopes).map(([name, scope]) => [`${kind}-${name}`, { title: worded(kind), scope: name, ...diagnosis([kind], scope) }]))),
  ...Object.fromEntries(trendKinds.flatMap((kind) => Object.entries(scopes).map(([name, scope]) => [`trend-${kind}-${name}`, { title: `trend of ${worded(kind)}`, scope: name, ...trend(kind, scope) }]))),
};
