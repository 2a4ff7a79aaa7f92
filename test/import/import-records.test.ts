import { Company, openApi, simpleTerms } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { everyNode } from '../kit/every-node.js';
import { concern, header, people, wholeFile, workflow } from '../kit/records.js';
import type { Loose } from '../kit/records.js';

let api: Api;

beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const returns = 'report { agents { added unchanged } memberships { added unchanged } concerns { added unchanged } workflows { added unchanged } } problems { line message }';

async function imports(company: Company, records: readonly (Loose | string)[], more: object = {}, subject = 'olga') {
  const input = { records: records.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))), ...more };
  return company.tries(subject, 'importRecords', 'ImportRecordsInput', input, returns);
}

/** Everything that is remembered of an organisation, but for what says that something was asked. */
async function memoryOf({ org }: Company): Promise<unknown> {
  const [row] = await api.database.runText(
    `${everyNode}
     WITH n WHERE NOT n:IdempotencyRecord AND NOT n:Event AND NOT n:Outbox
     WITH n, COUNT { (n)--() } AS edges ORDER BY elementId(n)
     RETURN collect([labels(n), properties(n), edges]) AS all`,
    { org },
  );
  return (row?.['all'] as [string[], Record<string, unknown>, number][]).map(([labels, { lock, ...properties }, edges]) => {
    void lock;
    return [labels, properties, edges];
  });
}

test('a file becomes agents, memberships, concerns and attested workflows that live on', async () => {
  const company = await api.found();
  const { report } = await imports(company, wholeFile);
  expect(report).toEqual({ agents: { added: 3, unchanged: 0 }, memberships: { added: 1, unchanged: 0 }, concerns: { added: 1, unchanged: 0 }, workflows: { added: 1, unchanged: 0 } });

  const { workflows, myMoves } = await company.asks('bram', `{
    workflows { nodes { id phase objective customer { name } performer { name kind } openedAt attested { source externalId at act { act side speaker { name } said { path value } } }
      acts { nodes { act side speaker { name } } } promise { status madeAt due confidence conditions { key statement } proposal { version author } } concern { status } availableActs { act } } }
    myMoves { nodes { wait { move due } } }
  }`);
  const [found] = workflows.nodes;
  expect(found).toMatchObject({
    phase: 'EXECUTING', objective: 'Build Awesome Tech for the Company', customer: { name: 'Ada Moreau' }, performer: { name: 'Engineering', kind: 'GROUP' }, openedAt: '2025-12-31T23:00:00.000Z',
    attested: { source: 'the old tool', externalId: 'w1', act: { act: 'ATTEST', side: null, speaker: { name: 'Olga Petrova' } } },
    promise: { status: 'IN_FORCE', madeAt: '2026-01-14T23:00:00.000Z', confidence: 0.8, conditions: [{ key: 'c1', statement: 'It works' }], proposal: { version: 1, author: 'PERFORMER' } },
    concern: { status: 'TAKEN_UP' },
  });
  expect(found.attested.act.said).toContainEqual({ path: 'origin.id', value: 'w1' });
  expect(found.acts.nodes).toHaveLength(1);
  expect(myMoves.nodes).toMatchObject([{ wait: { move: 'DELIVER' } }]);

  await company.says('bram', 'deliverResults', { workflow: found.id });
  await company.says('ada', 'assessDelivery', { workflow: found.id, outcomes: [{ condition: 'c1', outcome: 'MET' }], satisfaction: 5 });
  expect(await company.says('ada', 'closeWorkflow', { workflow: found.id })).toMatchObject({ phase: 'CLOSED', promise: { status: 'REDEEMED' } });
});

test('a renegotiation of an attested promise goes on from its conditions', async () => {
  const company = await api.found();
  await imports(company, wholeFile);
  const { workflows } = await company.asks('ada', '{ workflows { nodes { id } } }');
  const [{ id }] = workflows.nodes;
  await company.says('ada', 'renegotiatePromise', { workflow: id, words: 'It has grown' });
  const { standingProposal } = await company.says('bram', 'proposeTerms', { workflow: id, terms: { ...simpleTerms('2026-12-15'), conditions: [{ key: 'c1', statement: 'It works' }, { statement: 'It is fast' }] } });
  expect(standingProposal).toMatchObject({ version: 2 });
  expect(await company.says('ada', 'agreeToProposal', { workflow: id, proposal: standingProposal?.id })).toMatchObject({ promise: { status: 'IN_FORCE' } });
});

test('brought in twice, it changes nothing', async () => {
  const company = await api.found();
  await imports(company, wholeFile);
  const before = await memoryOf(company);
  const { report, userErrors } = await imports(company, wholeFile);
  expect(userErrors).toEqual([]);
  expect(report).toEqual({ agents: { added: 0, unchanged: 3 }, memberships: { added: 0, unchanged: 1 }, concerns: { added: 0, unchanged: 1 }, workflows: { added: 0, unchanged: 1 } });
  expect(await memoryOf(company)).toEqual(before);
});

test('sent again with its key, it answers the same again', async () => {
  const company = await api.found();
  const first = await imports(company, wholeFile, { idempotencyKey: 'the import' });
  expect(await imports(company, wholeFile, { idempotencyKey: 'the import' })).toEqual(first);
  expect(await imports(company, [header], { idempotencyKey: 'the import' })).toMatchObject({ report: null, userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
});

test('twenty imports of one file at once bring it in once', async () => {
  const company = await api.found();
  const answers = await Promise.all(Array.from({ length: 20 }, () => imports(company, wholeFile)));
  const done = answers.filter(({ report }) => report !== null);
  expect(done.length).toBeGreaterThan(0);
  expect(answers.filter(({ report, userErrors }) => report === null && userErrors[0].code !== 'BUSY')).toEqual([]);
  expect(done.filter(({ report }) => report.workflows.added === 1)).toHaveLength(1);
  expect((await company.asks('olga', '{ workflows { totalCount } agents { totalCount } }'))).toEqual({ workflows: { totalCount: 1 }, agents: { totalCount: 4 } });
});

test('a rehearsal says what would come, and writes nothing', async () => {
  const company = await api.found();
  const before = await memoryOf(company);
  expect(await imports(company, wholeFile, { dryRun: true })).toMatchObject({ report: { agents: { added: 3 }, workflows: { added: 1 } }, userErrors: [] });
  expect(await memoryOf(company)).toEqual(before);
});

test('a later file of the same source goes on from the earlier one', async () => {
  const company = await api.found();
  await imports(company, [header, ...people]);
  expect(await imports(company, [header, concern, workflow])).toMatchObject({ report: { concerns: { added: 1 }, workflows: { added: 1 } } });
  const second = { ...workflow, id: 'w2', performer: 'u2' };
  expect(await imports(company, [header, { record: 'membership', group: 'g1', member: 'u1' }, second])).toMatchObject({ report: { memberships: { added: 1 }, workflows: { added: 1 } } });
  const { concerns, agents } = await company.asks('olga', '{ concerns { nodes { workflows { id } acts { totalCount } } } agents(filter: {kinds: [GROUP]}) { nodes { members { agent { name } representative } acts { nodes { act } } } } }');
  expect(concerns.nodes[0]).toMatchObject({ workflows: [{}, {}] });
  expect(agents.nodes[0].members).toEqual([{ agent: { name: 'Ada Moreau' }, representative: false }, { agent: { name: 'Bram Visser' }, representative: true }]);
  expect(agents.nodes[0].acts.nodes.map(({ act }: { act: string }) => act)).toEqual(['CREATE_AGENT', 'ADD_MEMBER', 'NAME_REPRESENTATIVE', 'ADD_MEMBER']);
});

test('somebody who signs in here already is themselves', async () => {
  const company = await api.found();
  const ada = await company.person('ada');
  expect(await imports(company, wholeFile)).toMatchObject({ report: { agents: { added: 2, unchanged: 1 } } });
  expect(await company.asks('olga', '{ workflows { nodes { customer { id } } } }')).toEqual({ workflows: { nodes: [{ customer: { id: ada } }] } });
});

test('a closed workflow settles its concern, and one who has left can stand in one', async () => {
  const company = await api.found();
  const closed = {
    ...workflow, phase: 'CLOSED', performer: 'u3', closed: { how: 'ENDED', by: 'CUSTOMER', at: '2026-02-20' },
    promise: { status: 'REDEEMED', madeAt: '2026-01-15', due: '2026-02-28', deliveredAt: '2026-02-18', endedAt: '2026-02-19', conditions: [{ statement: 'It works', outcome: 'MET' }] }, assessment: { satisfaction: 4, at: '2026-02-19' },
  };
  await imports(company, [header, ...people, { record: 'agent', id: 'u3', kind: 'PERSON', name: 'Gone', active: false }, concern, closed]);
  expect(await company.asks('ada', '{ workflows { nodes { concern { status } performer { name active } closed { how side } assessment { verdict satisfaction outcomes { condition outcome } } promise { status deliveredAt } } } }')).toEqual({
    workflows: { nodes: [{
      concern: { status: 'SETTLED' }, performer: { name: 'Gone', active: false }, closed: { how: 'ENDED', side: 'CUSTOMER' }, assessment: { verdict: 'REDEEMED', satisfaction: 4, outcomes: [{ condition: 'c1', outcome: 'MET' }] },
      promise: { status: 'REDEEMED', deliveredAt: '2026-02-17T23:00:00.000Z' },
    }] },
  });
});

describe('nothing comes in, and each line that is in the way is named:', () => {
  const withPeople = (...records: (Loose | string)[]): (Loose | string)[] => [header, ...people, ...records];
  const line = people.length + 2;
  test.each<[string, (Loose | string)[], number, RegExp]>([
    ['no header', [...people], 1, /first record is the header/],
    ['a header without a source', [{ ...header, source: undefined }, ...people], 1, /Say where this comes from/],
    ['a header of a newer version', [{ ...header, version: 2 }], 1, /Version 2 of the format/],
    ['another format', [{ ...header, format: 'csv' }], 1, /format: /],
    ['a second header', withPeople(header), line, /one header/],
    ['what is no JSON', withPeople('{"record":'), line, /not JSON/],
    ['a list', withPeople('[1]'), line, /is a JSON object/],
    ['a kind that nobody knows', withPeople({ record: 'edge', from: 'w1', to: 'w2' }), line, /no record of the kind \\?"edge\\?"/],
    ['a record that does not say what it is', withPeople({ id: 'u9' }), line, /does not say what it is/],
    ['a field that nobody knows', withPeople({ record: 'agent', id: 'u9', kind: 'PERSON', name: 'Zoe', colour: 'red' }), line, /no field "colour"/],
    ['a kind of agent that is none', withPeople({ record: 'agent', id: 'u9', kind: 'ROBOT', name: 'Zoe' }), line, /kind: /],
    ['a name that says nothing', withPeople({ record: 'agent', id: 'u9', kind: 'PERSON', name: ' ' }), line, /name: Say something/],
    ['a NUL in a name', withPeople({ record: 'agent', id: 'u9', kind: 'PERSON', name: 'Zoe\u0000' }), line, /Control characters/],
    ['an id twice', withPeople({ record: 'agent', id: 'u1', kind: 'PERSON', name: 'Zoe' }), line, /stands in line 2 already/],
    ['an identity twice', withPeople({ record: 'agent', id: 'u9', kind: 'PERSON', name: 'Zoe', subject: 'ada' }), line, /line 2 has this identity/],
    ['an identity of a group', withPeople({ record: 'agent', id: 'u9', kind: 'GROUP', name: 'Team', subject: 'team' }), line, /signs in as nobody/],
    ['an identity of somebody with another name', withPeople({ record: 'agent', id: 'u9', kind: 'PERSON', name: 'Zoe', subject: 'olga' }), line, /Olga Petrova \(PERSON\) has this identity here/],
    ['a member of a person', withPeople({ record: 'membership', group: 'u1', member: 'u2' }), line, /is no group/],
    ['a group in itself', withPeople({ record: 'membership', group: 'g1', member: 'g1' }), line, /not groups/],
    ['a membership twice', withPeople({ record: 'membership', group: 'g1', member: 'u2' }), line, /stands in line 5 already/],
    ['a member whom nobody knows', withPeople({ record: 'membership', group: 'g1', member: 'u9' }), line, /no agent \\?"u9\\?"/],
    ['a holder whom nobody knows', withPeople({ ...concern, holder: 'u9' }), line, /holder: There is no agent/],
    ['a concern whom nobody knows', withPeople(workflow), line, /no concern "o1"/],
    ["another's concern", withPeople(concern, { ...workflow, customer: 'u2' }), line + 1, /not held by Bram Visser/],
    ['one agent on both sides', withPeople(concern, { ...workflow, performer: 'u1' }), line + 1, /never the same agent/],
    ['a state that no acts lead to', withPeople(concern, { ...workflow, phase: 'LISTENING' }), line + 1, /promise\.status: In LISTENING/],
    ['an act of somebody', withPeople({ record: 'act', kind: 'AGENT', about: '0192a000-0000-7000-8000-00000000de30', sequence: 1, id: '0192a000-0000-7000-8000-00000000de31', act: 'CREATE_AGENT', saidAt: '2026-03-02T09:00:00.000Z', recordedAt: '2026-03-02T09:00:00.000Z', data: {} }), line, /nobody's acts are put into/],
  ])('%s', async (_name, records, at, message) => {
    const company = await api.found();
    const before = await memoryOf(company);
    const { report, problems, userErrors } = await imports(company, records);
    expect(report).toBeNull();
    expect(problems).toContainEqual({ line: at, message: expect.stringMatching(message) });
    expect(userErrors).toEqual([expect.objectContaining({ code: 'INVALID_INPUT', field: ['records'], message: expect.stringContaining('Nothing was brought in') })]);
    expect(await memoryOf(company)).toEqual(before);
  });

  test('all of them at once, in their order', async () => {
    const { problems, userErrors } = await imports(await api.found(), withPeople('nonsense', { ...concern, statement: '' }, { ...workflow, customer: 'nobody' }, 'more nonsense'));
    expect(problems.map(({ line: at }: { line: number }) => at)).toEqual([line, line + 1, line + 2, line + 3]);
    expect(userErrors[0].message).toContain('4 lines are in the way');
  });

  test('a record that has changed since it came in', async () => {
    const company = await api.found();
    await imports(company, wholeFile);
    const changed = wholeFile.map((record) => (record['record'] === 'concern' ? { ...record, statement: 'Something else' } : record));
    expect(await imports(company, changed)).toMatchObject({ report: null, problems: [{ line: 6, message: expect.stringContaining('brought in before, from another record') }] });
  });

  test('a membership that is another one here', async () => {
    const company = await api.found();
    await imports(company, wholeFile);
    const changed = wholeFile.map((record) => (record['record'] === 'membership' ? { ...record, representative: false } : record));
    expect(await imports(company, changed)).toMatchObject({ report: null, problems: [{ line: 5, message: expect.stringContaining('represents it: change that here') }] });
  });
});

test('ids of another organisation mean nothing here', async () => {
  const [one, other] = [await api.found(), await api.found()];
  await imports(one, [header, ...people, concern]);
  expect(await imports(other, [header, workflow])).toMatchObject({ report: null, problems: [{ line: 2, message: expect.stringContaining('no agent "u1"') }] });
  expect(await imports(other, wholeFile)).toMatchObject({ report: { agents: { added: 3 } } });
});

test('only administrators bring things in, and no more than a request holds', async () => {
  const company = await api.found();
  await company.person('ada');
  expect(await imports(company, wholeFile, {}, 'ada')).toMatchObject({ report: null, userErrors: [{ code: 'FORBIDDEN' }] });
  await expect(imports(company, Array.from({ length: 251 }, () => header))).rejects.toThrow(/250/);
  expect(await imports(company, [])).toMatchObject({ report: null, problems: [{ line: 1, message: 'The file is empty.' }] });
});
