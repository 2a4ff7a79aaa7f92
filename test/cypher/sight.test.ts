import type { Statement } from '../../src/graph/statement.js';
import { statementFiles } from '../kit/plans.js';

/*
 * Sight is judged in every statement that reads on behalf of a viewer, in the same words, so that one can be read for all
 * of them: first whose eyes they have, then of each workflow whether these see it. Those whom the chain above shows it to are
 * marked, so that nobody sees from above in the place of one who has left.
 */
const eyes = `MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
WITH viewer, COLLECT {
  MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
  WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
  RETURN group.id
} AS represents, COLLECT {
  UNWIND CASE WHEN viewer.administrator THEN [false] ELSE [] END AS active
  MATCH (gone:Agent {org: $org, active: active})
  RETURN gone.id
} AS gone
WITH viewer, represents, [viewer.id] + represents + gone + [own IN [viewer.id] + represents | 'above ' + own] AS eyes
`;
const seen = (workflow: string): string =>
  `(${workflow}.private IS NULL OR any(seer IN [${workflow}.customer, ${workflow}.performer] + ${workflow}.successors + coalesce(${workflow}.above, []) WHERE seer IN eyes))`;

/** What needs no eyes, and why. */
const exempt: Readonly<Record<string, string>> = {
  'agent/list-as-of': 'acts about agents alone, which all may see',
  'act/by-ids': 'what the viewer did themselves, told again to a request that was sent again',
  'workflow/my-moves': 'only parties and successors are waited for, and they see what they are waited for in',
  'role/parties-without-role': 'workflows of the viewer\'s own, which they see as a party',
  'role/taken-with': 'acts about roles alone, which all may see',
  'round/next-stations': 'ids alone, from which rings are found; what is told of them is read again',
  'round/stations': 'facts alone, from which rings are found; what is told of them is read again',
  'change/lock': 'takes locks and returns nothing that stands under them; change/read follows',
  'change/lock-of-role': 'takes locks and returns nothing that stands under them; role/scene follows',
};

const asksForViewer = (statement: Statement): boolean => statement.text.includes('subject: $subject');
const readsWhatIsKept = (statement: Statement): boolean => /:(Workflow|Promise|Proposal|Assessment|Condition|Concern|Act)\b|queryNodes/.test(statement.text);
const held = [...statementFiles.values()].filter((one) => asksForViewer(one) && readsWhatIsKept(one));

test('statements that read for a viewer were found, and what is exempt is still there', () => {
  expect(held.length).toBeGreaterThan(25);
  expect(Object.keys(exempt).filter((name) => !held.some((one) => one.name === name))).toEqual([]);
});

test.each(held.filter(({ name }) => !(name in exempt)).map((one): [string, Statement] => [one.name, one]))('%s sees with the eyes of its viewer', (_, { text }) => {
  expect(text.startsWith(eyes)).toBe(true);
  // Each time that it asks who may see, it asks in these words; and it asks.
  const asked = [...text.matchAll(/(\w+)\.private IS NULL/g)];
  expect(asked.length).toBeGreaterThan(0);
  for (const [, workflow] of asked) expect(text).toContain(seen(String(workflow)));
  expect(text.split('.private').length - 1 - asked.length).toBe(text.split('workflow.private AND').length - 1);
});
