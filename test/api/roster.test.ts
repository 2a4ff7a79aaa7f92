import { openApi, workflowIn } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  company = await api.found();
});
afterAll(() => api.close());

const returned = 'act { act words } agent { id version name active administrator members { agent { name } representative } }';

interface Answer {
  readonly agent: { readonly version: number } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null; readonly message: string }[];
}

function administers(mutation: string, inputType: string, input: Record<string, unknown>, subject = 'olga'): Promise<Answer> {
  return company.tries(subject, mutation, inputType, input, returned) as Promise<Answer>;
}

async function expectRefused(answer: Promise<Answer>, code: string, message: RegExp, field?: string): Promise<void> {
  const { agent, userErrors } = await answer;
  expect(agent).toBeNull();
  expect(userErrors).toMatchObject([{ code, message: expect.stringMatching(message) as string, ...(field === undefined ? {} : { field: [field] }) }]);
}

async function versionOf(agent: string): Promise<number> {
  return (await company.asks('olga', 'query($id: ID!) { agent(id: $id) { version } }', { id: agent })).agent.version;
}

const board = (): Promise<string> => company.agent('board', { kind: 'GROUP', name: 'Board' });
const pipeline = (): Promise<string> => company.agent('pipeline', { kind: 'AUTOMATION', name: 'Pipeline', subject: 'pipeline' });

describe('the roster is the administrators\'', () => {
  test.each([
    ['createAgent', 'CreateAgentInput', (): Record<string, unknown> => ({ kind: 'PERSON', name: 'Mallory' })],
    ['renameAgent', 'RenameAgentInput', (agent: string) => ({ agent, name: 'Another' })],
    ['setAgentCapacity', 'SetAgentCapacityInput', (agent: string) => ({ agent, promises: 3 })],
    ['deactivateAgent', 'AgentInput', (agent: string) => ({ agent })],
    ['reactivateAgent', 'AgentInput', (agent: string) => ({ agent })],
    ['grantAdministrator', 'AgentInput', (agent: string) => ({ agent })],
    ['revokeAdministrator', 'AgentInput', (agent: string) => ({ agent })],
    ['linkIdentity', 'LinkIdentityInput', (agent: string) => ({ agent, subject: 'mallory' })],
    ['unlinkIdentity', 'AgentInput', (agent: string) => ({ agent })],
    ['eraseWords', 'AgentInput', (agent: string) => ({ agent })],
    ['addMember', 'MembershipInput', (agent: string, group: string) => ({ group, member: agent })],
    ['removeMember', 'MembershipInput', (agent: string, group: string) => ({ group, member: agent })],
    ['nameRepresentative', 'MembershipInput', (agent: string, group: string) => ({ group, member: agent })],
    ['dismissRepresentative', 'MembershipInput', (agent: string, group: string) => ({ group, member: agent })],
  ])('%s is refused to everybody else, of themselves too', async (mutation, inputType, input) => {
    const ada = await company.person('ada');
    const group = await board();
    await expectRefused(administers(mutation, inputType, input(ada, group), 'ada'), 'FORBIDDEN', /Only an administrator/);
    expect([await versionOf(ada), await versionOf(group)]).toEqual([1, 1]);
  });

  test('a grant and its end bite with the next request', async () => {
    const ada = await company.person('ada');
    await company.does('olga', 'grantAdministrator', 'AgentInput', { agent: ada }, 'agent { id }');
    expect((await company.asks('ada', '{ viewer { administrator } }')).viewer.administrator).toBe(true);
    await company.does('ada', 'createAgent', 'CreateAgentInput', { kind: 'PERSON', name: 'Gus Ortega' }, 'agent { id }');
    await company.does('ada', 'revokeAdministrator', 'AgentInput', { agent: ada }, 'agent { id }');
    await expectRefused(administers('createAgent', 'CreateAgentInput', { kind: 'PERSON', name: 'Hal' }, 'ada'), 'FORBIDDEN', /Only an administrator/);
    await expectRefused(company.tries('ada', 'renameOrganization', 'RenameOrganizationInput', { name: 'Mine' }, 'organization { id } agent: act { id }') as Promise<never>, 'FORBIDDEN', /Only an administrator/);
  });
});

describe('what cannot be is refused with the reason', () => {
  test('a name is something to say, on one line', async () => {
    for (const [name, message] of [['', /empty/], ['   ', /empty/], ['x'.repeat(201), /At most 200/], ['Ada\u0000', /Control characters/], ['\ud800', /surrogate/]] as const) {
      await expectRefused(administers('createAgent', 'CreateAgentInput', { kind: 'PERSON', name }), 'INVALID_INPUT', message, 'name');
    }
  });

  test('a group signs in as nobody: no subject, no identity, no grant', async () => {
    const group = await board();
    await expectRefused(administers('createAgent', 'CreateAgentInput', { kind: 'GROUP', name: 'Team', subject: 'team' }), 'INVALID_INPUT', /group signs in as nobody/, 'subject');
    await expectRefused(administers('linkIdentity', 'LinkIdentityInput', { agent: group, subject: 'board' }), 'INVALID_INPUT', /group signs in as nobody/, 'agent');
    await expectRefused(administers('grantAdministrator', 'AgentInput', { agent: group }), 'INVALID_INPUT', /group signs in as nobody/, 'agent');
  });

  test('an identity is one agent\'s alone', async () => {
    await company.person('ada');
    const bram = await company.person('bram');
    await expectRefused(administers('createAgent', 'CreateAgentInput', { kind: 'PERSON', name: 'Another Ada', subject: 'ada' }), 'INVALID_INPUT', /identity already/, 'subject');
    await expectRefused(administers('linkIdentity', 'LinkIdentityInput', { agent: bram, subject: ' ada ' }), 'INVALID_INPUT', /identity already/, 'subject');
    await expectRefused(administers('linkIdentity', 'LinkIdentityInput', { agent: bram, subject: 'bram' }), 'ALREADY_SO', /has this identity already/);
    await expectRefused(administers('linkIdentity', 'LinkIdentityInput', { agent: bram, subject: '' }), 'INVALID_INPUT', /empty/, 'subject');
  });

  test('only a group has members, and only a member represents it', async () => {
    const [ada, bram, group] = [await company.person('ada'), await company.person('bram'), await board()];
    await expectRefused(administers('addMember', 'MembershipInput', { group: ada, member: bram }), 'INVALID_INPUT', /is no group/, 'group');
    await expectRefused(administers('nameRepresentative', 'MembershipInput', { group, member: ada }), 'INVALID_INPUT', /add them first/, 'member');
    await expectRefused(administers('removeMember', 'MembershipInput', { group, member: ada }), 'ALREADY_SO', /no member/);
    await expectRefused(administers('dismissRepresentative', 'MembershipInput', { group, member: ada }), 'ALREADY_SO', /do not represent/);
    await company.does('olga', 'addMember', 'MembershipInput', { group, member: ada }, 'agent { id }');
    await expectRefused(administers('addMember', 'MembershipInput', { group, member: ada }), 'ALREADY_SO', /member already/);
    await expectRefused(administers('dismissRepresentative', 'MembershipInput', { group, member: ada }), 'ALREADY_SO', /do not represent/);
    await company.does('olga', 'nameRepresentative', 'MembershipInput', { group, member: ada }, 'agent { id }');
    await expectRefused(administers('nameRepresentative', 'MembershipInput', { group, member: ada }), 'ALREADY_SO', /represent the group already/);
  });

  test('a group is no member of a group; an automation may be', async () => {
    const group = await board();
    const team = await company.agent('team', { kind: 'GROUP', name: 'Team' });
    await expectRefused(administers('addMember', 'MembershipInput', { group, member: team }), 'INVALID_INPUT', /persons and automations/, 'member');
    await expectRefused(administers('addMember', 'MembershipInput', { group, member: group }), 'INVALID_INPUT', /persons and automations/, 'member');
    expect((await administers('addMember', 'MembershipInput', { group, member: await pipeline() })).userErrors).toEqual([]);
  });

  test('one who has left joins no group and is granted nothing', async () => {
    const [ada, group] = [await company.person('ada'), await board()];
    await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: ada }, 'agent { id }');
    await expectRefused(administers('deactivateAgent', 'AgentInput', { agent: ada }), 'ALREADY_SO', /inactive already/);
    await expectRefused(administers('addMember', 'MembershipInput', { group, member: ada }), 'INVALID_INPUT', /not active/, 'member');
    await expectRefused(administers('grantAdministrator', 'AgentInput', { agent: ada }), 'INVALID_INPUT', /not active/, 'agent');
    await company.does('olga', 'reactivateAgent', 'AgentInput', { agent: ada }, 'agent { id }');
    await expectRefused(administers('reactivateAgent', 'AgentInput', { agent: ada }), 'ALREADY_SO', /active already/);
  });

  test('what is so already is not recorded twice', async () => {
    const ada = await company.person('ada');
    await expectRefused(administers('renameAgent', 'RenameAgentInput', { agent: ada, name: ' Ada Moreau ' }), 'ALREADY_SO', /called Ada Moreau already/);
    await expectRefused(administers('revokeAdministrator', 'AgentInput', { agent: ada }), 'ALREADY_SO', /no administrator/);
    const nobody = await company.agent('nobody', { kind: 'PERSON', name: 'Ines' });
    await expectRefused(administers('unlinkIdentity', 'AgentInput', { agent: nobody }), 'ALREADY_SO', /no identity/);
    await company.does('olga', 'grantAdministrator', 'AgentInput', { agent: ada }, 'agent { id }');
    await expectRefused(administers('grantAdministrator', 'AgentInput', { agent: ada }), 'ALREADY_SO', /administrator already/);
    expect(await versionOf(ada)).toBe(2);
  });

  test('a version that has moved on is a conflict', async () => {
    const ada = await company.person('ada');
    await company.does('olga', 'renameAgent', 'RenameAgentInput', { agent: ada, name: 'Ada de Moreau', expectedVersion: 1 }, 'agent { id }');
    const answer = await company.tries('olga', 'renameAgent', 'RenameAgentInput', { agent: ada, name: 'Ada', expectedVersion: 1 }, returned);
    expect(answer.userErrors).toMatchObject([{ code: 'CONFLICT', field: ['expectedVersion'], currentVersion: 2 }]);
  });
});

describe('the last administrator who can sign in', () => {
  const olga = async (): Promise<string> => (await company.asks('olga', '{ viewer { agent { id } } }')).viewer.agent.id;

  test.each([['revokeAdministrator'], ['deactivateAgent'], ['unlinkIdentity']])('stays: %s is refused', async (mutation) => {
    await expectRefused(administers(mutation, 'AgentInput', { agent: await olga() }), 'INVALID_INPUT', /last administrator who can sign in: grant another one first/, 'agent');
  });

  test.each([['revokeAdministrator'], ['deactivateAgent'], ['unlinkIdentity']])('may go when there is another: %s', async (mutation) => {
    await company.does('olga', 'grantAdministrator', 'AgentInput', { agent: await company.person('ada') }, 'agent { id }');
    const { act } = await company.does('olga', mutation, 'AgentInput', { agent: await olga() }, 'act { act } agent { version }');
    expect(act.act).toMatch(/^(REVOKE_ADMINISTRATOR|DEACTIVATE_AGENT|UNLINK_IDENTITY)$/);
  });

  test('is not relieved by one who cannot sign in, or has left', async () => {
    const ines = await company.agent('ines', { kind: 'PERSON', name: 'Ines' });
    const ada = await company.person('ada');
    for (const agent of [ines, ada]) await company.does('olga', 'grantAdministrator', 'AgentInput', { agent }, 'agent { id }');
    await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: ada }, 'agent { id }');
    await expectRefused(administers('revokeAdministrator', 'AgentInput', { agent: await olga() }), 'INVALID_INPUT', /last administrator/, 'agent');
  });

  test('stays even when two administrators dismiss each other at once', async () => {
    const ada = await company.person('ada');
    await company.does('olga', 'grantAdministrator', 'AgentInput', { agent: ada }, 'agent { id }');
    const answers = await Promise.all([
      administers('revokeAdministrator', 'AgentInput', { agent: await olga() }, 'ada'),
      administers('revokeAdministrator', 'AgentInput', { agent: ada }, 'olga'),
    ]);
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual([expect.stringMatching(/^(FORBIDDEN|INVALID_INPUT)$/)]);
  });
});

describe('memberships take effect at once', () => {
  const whoseVoice = '{ viewer { represents { name } } }';

  test('a representative speaks for the group from the next request on, and no longer once dismissed', async () => {
    const bram = await company.person('bram');
    const group = await company.group('Board of Directors', 'grace', 'henrik');
    const { id: workflow } = await company.says('grace', 'openWorkflow', { customer: group, performer: bram, statement: 'Win a new market', window: { due: '2026-12-31' } });

    const henrik = await company.person('henrik');
    expect((await company.triesTo('henrik', 'requestHelp', { workflow })).userErrors).toMatchObject([{ code: 'NOT_THE_SPEAKER' }]);
    await company.does('olga', 'nameRepresentative', 'MembershipInput', { group, member: henrik }, 'agent { id }');
    expect((await company.asks('henrik', whoseVoice)).viewer.represents).toEqual([{ name: 'Board of Directors' }]);
    await company.says('henrik', 'requestHelp', { workflow });

    await company.does('olga', 'dismissRepresentative', 'MembershipInput', { group, member: henrik }, 'agent { id }');
    expect((await company.asks('henrik', whoseVoice)).viewer.represents).toEqual([]);
    expect((await company.triesTo('henrik', 'remarkOnWorkflow', { workflow, words: 'Hm' })).userErrors).toMatchObject([{ code: 'NOT_THE_SPEAKER' }]);
  });

  test('one who leaves the group no longer represents it, and is no representative on coming back', async () => {
    const group = await company.group('Board of Directors', 'grace');
    const grace = await company.person('grace');
    await company.does('olga', 'removeMember', 'MembershipInput', { group, member: grace }, 'agent { id }');
    expect((await company.asks('grace', whoseVoice)).viewer.represents).toEqual([]);
    await company.does('olga', 'addMember', 'MembershipInput', { group, member: grace }, 'agent { id }');
    expect((await company.asks('grace', whoseVoice)).viewer.represents).toEqual([]);
  });

  test('a group that is no more has no voice', async () => {
    const bram = await company.person('bram');
    const group = await company.group('Board of Directors', 'grace');
    const { id: workflow } = await company.says('grace', 'openWorkflow', { customer: group, performer: bram, statement: 'Win a new market', window: { due: '2026-12-31' } });
    await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: group }, 'agent { id }');
    expect((await company.asks('grace', whoseVoice)).viewer.represents).toEqual([]);
    expect((await company.triesTo('grace', 'requestHelp', { workflow })).userErrors).toMatchObject([{ code: 'NOT_THE_SPEAKER' }]);
  });

  test('members are listed by name, with what they are and since when, on both sides', async () => {
    const group = await company.group('Board of Directors', 'henrik', 'grace');
    const { agent } = await company.asks('olga', 'query($id: ID!) { agent(id: $id) { members { agent { name memberOf { agent { name } representative } } representative since } memberOf { since } } }', { id: group });
    const since = new Date(api.clock.now).toISOString();
    expect(agent).toEqual({
      memberOf: [],
      members: [
        { agent: { name: 'Grace Okafor', memberOf: [{ agent: { name: 'Board of Directors' }, representative: false }] }, representative: false, since },
        { agent: { name: 'Henrik Lund', memberOf: [{ agent: { name: 'Board of Directors' }, representative: true }] }, representative: true, since },
      ],
    });
  });
});

test('all of it is on the record of the agent, in order', async () => {
  const ada = await company.person('ada');
  await company.does('olga', 'renameAgent', 'RenameAgentInput', { agent: ada, name: 'Ada de Moreau' }, 'agent { id }');
  await company.does('olga', 'grantAdministrator', 'AgentInput', { agent: ada }, 'agent { id }');
  await company.does('olga', 'linkIdentity', 'LinkIdentityInput', { agent: ada, subject: 'ada@elsewhere' }, 'agent { id }');
  const { agent } = await company.asks('olga', 'query($id: ID!) { agent(id: $id) { version acts { nodes { sequence act speaker { name } said { path value } changed { path before after } } } } }', { id: ada });
  const change = (path: string, before: string | null, after: string) => ({ path, before, after });
  expect(agent.version).toBe(4);
  expect(agent.acts.nodes.map((act: { act: string }) => act.act)).toEqual(['CREATE_AGENT', 'RENAME_AGENT', 'GRANT_ADMINISTRATOR', 'LINK_IDENTITY']);
  expect(agent.acts.nodes.map((act: { speaker: { name: string } }) => act.speaker.name)).toEqual(Array(4).fill('Olga Petrova'));
  expect(agent.acts.nodes[1].changed).toEqual([change('name', 'Ada Moreau', 'Ada de Moreau')]);
  expect(agent.acts.nodes[2].changed).toEqual([change('administrator', 'false', 'true')]);
  // Who somebody is at the issuer of tokens is said to nobody.
  expect(JSON.stringify(agent.acts.nodes)).not.toMatch(/elsewhere|subject|"ada"/);
});

test('the organisation is renamed by an administrator, once, and remembers what it was called', async () => {
  const rename = (name: string, expectedVersion?: number) => company.tries('olga', 'renameOrganization', 'RenameOrganizationInput', { name, expectedVersion }, 'act { act changed { path after } } organization { name version }');
  expect(await rename('Awesome Company of the World', 1)).toMatchObject({ act: { act: 'RENAME_ORGANIZATION', changed: [{ path: 'name', after: 'Awesome Company of the World' }] }, organization: { version: 2 } });
  expect(await rename('Another', 1)).toMatchObject({ userErrors: [{ code: 'CONFLICT', currentVersion: 2 }] });
  expect(await rename('')).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT', field: ['name'] }] });
  expect((await company.asks('olga', '{ viewer { organization { name } } }')).viewer.organization.name).toBe('Awesome Company of the World');
});

test('one who has left keeps their place in the record, and their workflows know that they have', async () => {
  const workflow = await workflowIn(company, 'PROPOSED');
  const bram = await company.person('bram');
  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: bram }, 'agent { id }');
  const { workflow: found } = await company.asks('ada', 'query($id: ID!) { workflow(id: $id) { performer { name active } standingProposal { party { name } } acts(first: 100) { nodes { speaker { name } } } } }', { id: workflow });
  expect(found.performer).toEqual({ name: 'Bram Visser', active: false });
  expect(found.standingProposal.party.name).toBe('Bram Visser');
  expect(new Set(found.acts.nodes.map((act: { speaker: { name: string } }) => act.speaker.name))).toEqual(new Set(['Ada Moreau', 'Bram Visser']));
});
