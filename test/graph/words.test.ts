import { newWordsKey, openWords, sealWords } from '../../src/graph/words.js';
import { aDay, openApi, simpleTerms } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

/* Chidi says "marmalade" wherever words go, and Ada "chutney"; what is left of either is looked for in every property. */
let api: Api;
let company: Company;
let workflow: string;
let chidi: string;
let beforeErasure: string;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  await company.person('ada');
  chidi = await company.person('chidi');
  ({ id: workflow } = await company.says('ada', 'openWorkflow', { performer: chidi, statement: 'A pipeline that builds', window: { due: '2026-12-31' }, words: 'A word about chutney' }));
  api.clock.now += 1_000;
  await company.says('ada', 'requestHelp', { workflow, words: 'More chutney, please' });
  api.clock.now += 1_000;
  await company.says('chidi', 'offerHelp', { workflow, words: 'Marmalade is better' });
  api.clock.now += 1_000;
  await company.says('chidi', 'remarkOnWorkflow', { workflow, words: 'marmalade' });
  await company.says('ada', 'engageInWorkflow', { workflow });
  await company.says('chidi', 'proposeTerms', { workflow, terms: simpleTerms('2026-11-30', 'It builds'), words: 'With marmalade' });
  beforeErasure = new Date(api.clock.now).toISOString();
  api.clock.now += aDay;
});
afterAll(() => api.close());

/** Every property of every node and relationship of the organisation, as text, that holds the word. */
async function tracesOf(word: string): Promise<unknown[]> {
  const rows = await api.database.runText(
    `MATCH (n {org: $org}) OPTIONAL MATCH (n)-[r]->() WITH n, collect(properties(r)) AS edges
     UNWIND [properties(n)] + edges AS held
     UNWIND keys(held) AS key
     WITH key, held[key] AS value
     UNWIND CASE WHEN valueType(value) STARTS WITH 'LIST' THEN value ELSE [value] END AS one
     WITH key, toString(one) AS text WHERE toLower(text) CONTAINS $word
     RETURN key, text`,
    { org: company.org, word },
  );
  return rows;
}

const actFields = 'speaker { name } words wordsErased';
interface Spoken { speaker: { name: string }; words: string | null; wordsErased: boolean }

async function spoken(query: string, variables: Record<string, unknown> = {}): Promise<Spoken[]> {
  const { workflow: found } = await company.asks('ada', query, { id: workflow, ...variables });
  return (found.acts?.nodes ?? found.changes.acts) as Spoken[];
}
const listed = (): Promise<Spoken[]> => spoken(`query($id: ID!) { workflow(id: $id) { acts(first: 100) { nodes { ${actFields} } } } }`);
const wordsOf = (acts: readonly Spoken[], name: string): (string | null)[] => acts.filter((act) => act.speaker.name === name && (act.words !== null || act.wordsErased)).map((act) => act.words);

test('words rest sealed: nothing in the database holds one in the clear', async () => {
  expect(await tracesOf('marmalade')).toEqual([]);
  expect(await tracesOf('chutney')).toEqual([]);
  expect(await tracesOf('a pipeline that builds')).not.toEqual([]);
});

test('whoever reads the acts reads the words', async () => {
  const acts = await listed();
  expect(wordsOf(acts, 'Chidi Adeyemi')).toEqual(['Marmalade is better', 'marmalade', 'With marmalade']);
  expect(wordsOf(acts, 'Ada Moreau')).toEqual(['A word about chutney', 'More chutney, please']);
});

test('words of one who is still here are not erased', async () => {
  const refused = await company.tries('olga', 'eraseWords', 'AgentInput', { agent: chidi }, 'agent { id }');
  expect(refused).toMatchObject({ agent: null, userErrors: [{ code: 'INVALID_INPUT', field: ['agent'] }] });
});

test('nobody but an administrator erases words', async () => {
  expect(await company.tries('ada', 'eraseWords', 'AgentInput', { agent: chidi }, 'agent { id }')).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] });
});

describe('after Chidi has left and his words were erased', () => {
  let keyBefore: string;

  beforeAll(async () => {
    const [row] = await api.database.runText('MATCH (n:Agent {org: $org, subject: $subject}) RETURN n.wordsKey AS key', { org: company.org, subject: 'chidi' });
    keyBefore = String(row?.key);
    expect(await tracesOf(keyBefore.toLowerCase())).toHaveLength(1);
    await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: chidi }, 'agent { id }');
    await company.does('olga', 'eraseWords', 'AgentInput', { agent: chidi }, 'agent { wordsErased }');
  });

  test('his acts remain, without words, in every list of them', async () => {
    const lists = [
      await listed(),
      await spoken(`query($id: ID!, $at: When) { workflow(id: $id, asOf: $at) { acts(first: 100) { nodes { ${actFields} } } } }`, { at: beforeErasure }),
      await spoken(`query($id: ID!) { workflow(id: $id) { changes(from: "2026-01-01") { acts { ${actFields} } } } }`),
      (await company.asks('ada', `query { changes(from: "2026-01-01", first: 100) { nodes { ${actFields} } } }`)).changes.nodes as Spoken[],
    ];
    for (const acts of lists) {
      expect(wordsOf(acts, 'Chidi Adeyemi')).toEqual([null, null, null]);
      expect(wordsOf(acts, 'Ada Moreau')).toEqual(['A word about chutney', 'More chutney, please']);
    }
  });

  test('an act found by its id has none either', async () => {
    const { workflow: found } = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { acts(first: 100) { nodes { id act } } } }', { id: workflow });
    const { id } = found.acts.nodes.find((act: { act: string }) => act.act === 'OFFER') as { id: string };
    expect((await company.asks('ada', `query($id: ID!) { node(id: $id) { ... on Act { ${actFields} } } }`, { id })).node).toEqual({ speaker: { name: 'Chidi Adeyemi' }, words: null, wordsErased: true });
  });

  test('the key they were sealed with is nowhere any more', async () => {
    expect(await tracesOf(keyBefore.toLowerCase())).toEqual([]);
  });

  test('erasing once more changes nothing', async () => {
    expect(await company.tries('olga', 'eraseWords', 'AgentInput', { agent: chidi }, 'agent { id }')).toMatchObject({ userErrors: [{ code: 'ALREADY_SO' }] });
  });

  test('should he come back, he speaks again, and what was erased stays so', async () => {
    await company.does('olga', 'reactivateAgent', 'AgentInput', { agent: chidi }, 'agent { id }');
    await company.says('chidi', 'remarkOnWorkflow', { workflow, words: 'Jam, then' });
    expect(wordsOf(await listed(), 'Chidi Adeyemi')).toEqual([null, null, null, 'Jam, then']);
  });
});

describe('a seal', () => {
  const key = newWordsKey();

  test('opens with its key, and differs each time', () => {
    expect(openWords(sealWords('Grüße, 你好 👋', key), key)).toBe('Grüße, 你好 👋');
    expect(sealWords('the same', key)).not.toBe(sealWords('the same', key));
  });

  test('opens with no other key, nor without one', () => {
    expect(openWords(sealWords('secret', key), null)).toBeNull();
    expect(openWords(sealWords('secret', key), newWordsKey())).toBeNull();
  });
});
