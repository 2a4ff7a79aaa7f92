import { SignJWT, UnsecuredJWT, exportJWK, exportSPKI, generateKeyPair } from 'jose';
import { openApi, sign, tokenSettings } from '../kit/api.js';
import type { Answer, Api, Company } from '../kit/api.js';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await openApi();
  company = await api.found();
  await company.person('ada');
});
afterAll(() => api.close());

const whoAmI = '{ viewer { agent { name } organization { name } } }';
const hour = 60 * 60;
const now = (): number => Math.floor(api.clock.now / 1_000);
const claims = (change: Record<string, unknown> = {}): Record<string, unknown> => ({ iss: tokenSettings.issuer, aud: tokenSettings.audience, sub: 'ada', org: company.org, iat: now(), exp: now() + hour, ...change });

/** The same refusal to everybody: no data, and nothing of the key, the claims or what is behind. */
function expectRefused(answer: Answer, message?: string): void {
  expect(answer.status).toBe(200);
  expect(answer.data ?? null).toBeNull();
  expect(answer.errors).toHaveLength(1);
  const [error] = answer.errors ?? [];
  expect(error?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
  if (message !== undefined) expect(error?.message).toBe(message);
  expect(JSON.stringify(answer)).not.toMatch(/jose|JWT|JWS|signature|EdDSA|claim|Awesome|stack/i);
}

test('the bearer of a token is its subject, in its organisation', async () => {
  const { data } = await api.ask(await sign(api.keys.privateKey, api.clock.now, { sub: 'ada', org: company.org }), whoAmI);
  expect(data).toEqual({ viewer: { agent: { name: 'Ada Moreau' }, organization: { name: expect.stringContaining('Awesome Company') as string } } });
});

test('without a token nothing is answered but what to do', async () => {
  expectRefused(await api.ask(null, whoAmI), 'Send a token: Authorization: Bearer …');
});

test.each([
  ['another scheme', 'Basic YWRhOmFkYQ=='],
  ['no token', 'Bearer'],
  ['no three parts', 'Bearer abc.def'],
  ['two tokens', 'Bearer a.b.c, Bearer a.b.c'],
  ['something behind the token', 'Bearer a.b.c d'],
])('an Authorization header of %s is refused', async (_, authorization) => {
  expectRefused(await api.ask(null, whoAmI, {}, { authorization }), 'The Authorization header is not of the form: Bearer <token>.');
});

test.each([
  ['expired', { exp: -hour }, 'The token has expired: get a new one.'],
  ['not valid yet', { nbf: hour }, 'The token is not valid here.'],
  ['of another issuer', { iss: 'somebody' }, 'The token is not valid here.'],
  ['for another audience', { aud: 'another-api' }, 'The token is not valid here.'],
  ['without an issuer', { iss: undefined }, 'The token is not valid here.'],
  ['without an audience', { aud: undefined }, 'The token is not valid here.'],
  ['without an expiry', { exp: undefined }, 'The token is not valid here.'],
  ['without a subject', { sub: undefined }, 'The token is not valid here.'],
  ['without an organisation', { org: undefined }, 'The token is not valid here.'],
  ['with an empty organisation', { org: '' }, 'The token names no organisation or no subject.'],
  ['with a list of organisations', { org: ['a', 'b'] }, 'The token names no organisation or no subject.'],
  ['with a subject of ten thousand letters', { sub: 'a'.repeat(10_000) }, 'The token names no organisation or no subject.'],
])('a token that is %s is refused', async (_, change, message) => {
  const relative = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, typeof value === 'number' ? now() + value : value]));
  const token = await new SignJWT(claims(relative)).setProtectedHeader({ alg: 'EdDSA' }).sign(api.keys.privateKey);
  expectRefused(await api.ask(token, whoAmI), message);
});

describe('a token that was not signed with the key is refused', () => {
  const refused = 'The token is not valid here.';

  test('signed by nobody (algorithm none)', async () => {
    expectRefused(await api.ask(new UnsecuredJWT(claims()).encode(), whoAmI));
  });

  test('signed with the public key as a secret (HS256)', async () => {
    const jwk = await exportJWK(api.keys.publicKey);
    const spki = await exportSPKI(api.keys.publicKey);
    for (const secret of [String(jwk.x), spki, JSON.stringify(jwk)]) {
      const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret.padEnd(32, ' ')));
      expectRefused(await api.ask(token, whoAmI), refused);
    }
  });

  test.each(['none', 'HS256', 'RS256', 'ES256', 'eddsa'])('said to be signed by another algorithm (%s): it is pinned', async (alg) => {
    const [, payload, signature] = (await sign(api.keys.privateKey, api.clock.now, claims())).split('.');
    const header = Buffer.from(JSON.stringify({ alg, typ: 'JWT' })).toString('base64url');
    expectRefused(await api.ask([header, payload, signature].join('.'), whoAmI), refused);
  });

  test('signed with another key of the same kind', async () => {
    const { privateKey } = await generateKeyPair('EdDSA');
    expectRefused(await api.ask(await new SignJWT(claims()).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey), whoAmI), refused);
  });

  test('signed with a key that it brings along', async () => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const header = { alg: 'EdDSA', jwk, jku: 'https://example.com/keys', kid: 'mine' };
    expectRefused(await api.ask(await new SignJWT(claims()).setProtectedHeader(header).sign(privateKey), whoAmI), refused);
  });

  test('with its claims changed after it was signed', async () => {
    const [header, , signature] = (await sign(api.keys.privateKey, api.clock.now, claims({ sub: 'ada' }))).split('.');
    const changed = Buffer.from(JSON.stringify(claims({ sub: 'olga' }))).toString('base64url');
    expectRefused(await api.ask([header, changed, signature].join('.'), whoAmI), refused);
  });
});

describe('a good token whose subject is nobody here is refused', () => {
  const refused = 'The token belongs to no active agent of this organisation.';
  const ask = async (who: { org: string; subject: string }): Promise<Answer> => api.ask(await api.token(who), whoAmI);

  test('unknown', async () => {
    expectRefused(await ask({ org: company.org, subject: 'mallory' }), refused);
  });

  test('of an organisation that there is none of', async () => {
    expectRefused(await ask({ org: '019caca0-0000-7000-8000-000000000000', subject: 'ada' }), refused);
  });

  test('known in another organisation alone', async () => {
    const neighbour = await api.found();
    await neighbour.person('chidi');
    expectRefused(await ask({ org: company.org, subject: 'chidi' }), refused);
  });

  test('deactivated, from the next request on', async () => {
    const dana = await company.person('dana');
    const token = await company.tokenOf('dana');
    expect((await api.ask(token, whoAmI)).data.viewer.agent.name).toBe('Dana Levi');
    await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: dana }, 'agent { id }');
    expectRefused(await api.ask(token, whoAmI), refused);
    await company.does('olga', 'reactivateAgent', 'AgentInput', { agent: dana }, 'agent { id }');
    expect((await api.ask(token, whoAmI)).data.viewer.agent.name).toBe('Dana Levi');
  });

  test('unlinked, from the next request on; and whoever is linked takes its place', async () => {
    const emil = await company.person('emil');
    const fatima = await company.agent('fatima', { kind: 'PERSON', name: 'Fatima Haddad' });
    const token = await company.tokenOf('emil');
    await company.does('olga', 'unlinkIdentity', 'AgentInput', { agent: emil }, 'agent { id }');
    expectRefused(await api.ask(token, whoAmI), refused);
    await company.does('olga', 'linkIdentity', 'LinkIdentityInput', { agent: fatima, subject: 'emil' }, 'agent { id }');
    expect((await api.ask(token, whoAmI)).data.viewer.agent.name).toBe('Fatima Haddad');
  });

  test('for every query and mutation alike', async () => {
    const token = await api.token({ org: company.org, subject: 'mallory' });
    const ada = await company.person('ada');
    for (const query of [
      '{ workflows { totalCount } }', '{ agents { nodes { name } } }', '{ concerns { nodes { id } } }', '{ myMoves { nodes { wait { move } } } }', '{ promisesMadeByMe { nodes { id } } }',
      '{ promisesMadeToMe { nodes { id } } }', '{ changes(from: "2026-01-01") { nodes { id } } }', `{ agent(id: "${ada}") { name } }`, `{ node(id: "${ada}") { id } }`,
      'mutation { holdConcern(input: {statement: "Mine"}) { concern { id } userErrors { code } } }', 'mutation { createAgent(input: {kind: PERSON, name: "Mallory"}) { agent { id } userErrors { code } } }',
    ]) {
      const answer = await api.ask(token, query);
      expect({ query, codes: answer.errors?.map((error) => error.extensions.code), data: Object.values(answer.data ?? {}).filter((value) => value !== null) }).toEqual({ query, codes: ['UNAUTHENTICATED'], data: [] });
    }
  });
});

test('the clock that judges a token is the clock of the API', async () => {
  const token = await api.token({ org: company.org, subject: 'ada' }, { exp: now() + hour });
  api.clock.now += 2 * hour * 1_000;
  expectRefused(await api.ask(token, whoAmI), 'The token has expired: get a new one.');
  api.clock.now -= 2 * hour * 1_000;
  expect((await api.ask(token, whoAmI)).errors).toBeUndefined();
});

test('no header and no argument says which organisation it is: the token alone does', async () => {
  const neighbour = await api.found('Another Company');
  const token = await company.tokenOf('ada');
  const headers = { 'x-organization': neighbour.org, 'x-org': neighbour.org, 'x-tenant': neighbour.org, 'x-tenant-id': neighbour.org };
  expect((await api.ask(token, whoAmI, {}, headers)).data.viewer.organization.name).toMatch(/^Awesome Company/);
  const answer = await api.ask(token, `{ viewer(org: "${neighbour.org}") { organization { name } } }`);
  expect(answer.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
});
