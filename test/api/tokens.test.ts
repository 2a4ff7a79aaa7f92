import { SignJWT, generateKeyPair } from 'jose';
import { aDay, openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  await company.person('ada');
});
afterAll(() => api.close());

const whoAmI = '{ viewer { agent { name } organization { name } } }';

async function refusal(token: string | null): Promise<unknown> {
  const { status, data, errors } = await api.ask(token, whoAmI);
  expect({ status, data: data ?? null }).toEqual({ status: 200, data: null });
  expect(errors).toHaveLength(1);
  return { code: errors?.[0]?.extensions.code, message: errors?.[0]?.message };
}

const ada = (claims: Record<string, unknown> = {}): Promise<string> => api.token({ org: company.org, subject: 'ada' }, claims);

test('a good token tells who is asking', async () => {
  expect((await api.ask(await ada(), whoAmI)).data.viewer.agent.name).toBe('Ada Moreau');
});

test('no token is refused', async () => {
  expect(await refusal(null)).toMatchObject({ code: 'UNAUTHENTICATED', message: expect.stringContaining('Send a token') });
});

const invalid = { code: 'UNAUTHENTICATED', message: 'The token is not valid here.' };
const stranger = { code: 'UNAUTHENTICATED', message: 'The token belongs to no active agent of this organisation.' };
const seconds = (): number => Math.floor(api.clock.now / 1_000);

test('an expired token is refused, and says that it has expired', async () => {
  expect(await refusal(await ada({ exp: seconds() - 60 }))).toEqual({ code: 'UNAUTHENTICATED', message: 'The token has expired: get a new one.' });
});

test.each<[string, () => Record<string, unknown>]>([
  ['another issuer', () => ({ iss: 'somebody-else' })],
  ['another audience', () => ({ aud: 'another-api' })],
  ['no expiry', () => ({ exp: undefined })],
  ['no organisation', () => ({ org: undefined })],
  ['no subject', () => ({ sub: undefined })],
  ['a start in the future', () => ({ nbf: seconds() + 3_600 })],
])('a token with %s is refused', async (_, claims) => {
  expect(await refusal(await ada(claims()))).toEqual(invalid);
});

test.each<[string, Record<string, unknown>]>([
  ['an organisation that is no text', { org: ['x'] }],
  ['an organisation that is too long', { org: 'x'.repeat(201) }],
  ['an empty subject', { sub: '' }],
])('a token with %s is refused', async (_, claims) => {
  expect(await refusal(await ada(claims))).toMatchObject({ code: 'UNAUTHENTICATED', message: 'The token names no organisation or no subject.' });
});

test('a token signed with another key is refused', async () => {
  const { privateKey } = await generateKeyPair('EdDSA');
  const forged = new SignJWT({ org: company.org }).setProtectedHeader({ alg: 'EdDSA' }).setSubject('ada').setIssuer('test').setAudience('promisegraph').setExpirationTime(seconds() + 60);
  expect(await refusal(await forged.sign(privateKey))).toEqual(invalid);
});

test.each(['none', 'HS256', 'RS256'])('a token that names the algorithm %s is refused: the algorithm is pinned', async (alg) => {
  const [, payload, signature] = (await ada()).split('.');
  const header = Buffer.from(JSON.stringify({ alg, typ: 'JWT' })).toString('base64url');
  expect(await refusal(`${header}.${payload ?? ''}.${alg === 'none' ? 'AA' : (signature ?? '')}`)).toEqual(invalid);
});

test('a changed claim breaks the token', async () => {
  const [header, payload, signature] = (await ada()).split('.');
  const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as Record<string, unknown>;
  const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'olga' })).toString('base64url');
  expect(await refusal(`${header ?? ''}.${changed}.${signature ?? ''}`)).toEqual(invalid);
});

test.each(['', 'x', 'a.b', 'a.b.c', '…'])('what is no token is refused (%j)', async (text) => {
  expect(await refusal(text)).toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a token of an unknown subject, or for an organisation that is not there, is refused alike', async () => {
  expect(await refusal(await api.token({ org: company.org, subject: 'nobody' }))).toEqual(stranger);
  expect(await refusal(await api.token({ org: 'no-such-organisation', subject: 'ada' }))).toEqual(stranger);
});

test('the organisation comes from the token alone', async () => {
  const other = await api.found();
  const headers = { 'x-org': other.org, org: other.org, 'x-organization': other.org };
  const { data } = await api.ask(await ada(), '{ viewer { organization { name } } }', {}, headers);
  expect(data.viewer.organization.name).toBe((await company.asks('ada', '{ viewer { organization { name } } }')).viewer.organization.name);
});

test('who is deactivated, or loses their identity, is out with the next request', async () => {
  const bram = await company.person('bram');
  await company.asks('bram', whoAmI);
  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: bram }, 'agent { id }');
  expect(await refusal(await company.tokenOf('bram'))).toEqual(stranger);
  const { errors } = await company.ask('bram', 'mutation { holdConcern(input: { statement: "Still here" }) { concern { id } } }');
  expect(errors?.[0]).toMatchObject({ message: stranger.message, extensions: { code: 'UNAUTHENTICATED' } });

  await company.does('olga', 'reactivateAgent', 'AgentInput', { agent: bram }, 'agent { id }');
  await company.asks('bram', whoAmI);
  await company.does('olga', 'unlinkIdentity', 'AgentInput', { agent: bram }, 'agent { id }');
  expect(await refusal(await company.tokenOf('bram'))).toEqual(stranger);
});

test('a grant that is taken back bites with the next request', async () => {
  const chidi = await company.person('chidi');
  await company.does('olga', 'grantAdministrator', 'AgentInput', { agent: chidi }, 'agent { id }');
  await company.does('chidi', 'createAgent', 'CreateAgentInput', { kind: 'AUTOMATION', name: 'Pipeline' }, 'agent { id }');
  await company.does('olga', 'revokeAdministrator', 'AgentInput', { agent: chidi }, 'agent { id }');
  expect(await company.tries('chidi', 'createAgent', 'CreateAgentInput', { kind: 'AUTOMATION', name: 'Another' }, 'agent { id }')).toMatchObject({ agent: null, userErrors: [{ code: 'FORBIDDEN' }] });
});

test('the clock that judges a token is the clock of the API', async () => {
  const token = await ada({ exp: seconds() + 60 });
  api.clock.now += aDay;
  expect(await refusal(token)).toMatchObject({ code: 'UNAUTHENTICATED' });
  api.clock.now -= aDay;
});
