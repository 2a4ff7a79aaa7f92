import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { token } from '../../src/commands/token.js';
import { readConfiguration } from '../../src/config.js';
import { createVerifier } from '../../src/identity.js';
import { developmentKeys } from '../../src/keys/read-keys.js';
import { openApi } from '../kit/api.js';
import type { Api, Company } from '../kit/api.js';
import { Machine } from '../kit/command.js';

let api: Api;
let company: Company;
let machine: Machine;
const name = `Tokens of ${randomUUID()}`;

beforeAll(async () => {
  api = await openApi();
  machine = new Machine();
  company = await api.found(name);
  for (const who of ['ada', 'bram', 'emil'] as const) await company.person(who);
  await company.group('Board of Directors', 'grace', 'henrik');
});
afterAll(async () => {
  machine.remove();
  await api.close();
});

const ask = (...parameters: string[]) => machine.run(token, parameters);
const tokenOf = async (agent: string): Promise<string> => (await ask('--organization', name, '--agent', agent)).printed.join('\n');

async function bearerOf(minted: string) {
  const configuration = readConfiguration(machine.environment);
  const key = developmentKeys(readFileSync(join(machine.data, 'development-key.json'), 'utf8'));
  return (await createVerifier(configuration.token, key)(`Bearer ${minted}`, Date.now())).identity;
}

test('prints a token, and nothing else, that the API takes for the agent', async () => {
  const { printed, said } = await ask('--organization', name, '--agent', 'Ada Moreau');
  expect(printed).toHaveLength(1);
  expect(await bearerOf(printed[0] ?? '')).toEqual({ org: company.org, subject: 'ada' });
  expect(said).toEqual([`A token for Ada Moreau of ${name}, good for a week.`]);
});

test.each(['ada', 'ADA MOREAU', 'mor', ' Ada '])('knows Ada Moreau by "%s"', async (agent) => {
  expect(await bearerOf(await tokenOf(agent))).toMatchObject({ subject: 'ada' });
});

test('takes the one who is called exactly so before those whose name only begins so', async () => {
  await company.agent('emi', { kind: 'PERSON', name: 'Emi', subject: 'emi' });
  expect(await bearerOf(await tokenOf('emi'))).toMatchObject({ subject: 'emi' });
});

test('lists those who could be meant', async () => {
  await company.agent('bruno', { kind: 'PERSON', name: 'Bruno Costa', subject: 'bruno' });
  await expect(tokenOf('br')).rejects.toThrow(['"br" could be any of these; say which agent you mean:', '  - Bram Visser (PERSON)', '  - Bruno Costa (PERSON)'].join('\n'));
});

test('finds the organisation by its id too', async () => {
  const { printed } = await ask('--organization', company.org, '--agent', 'ada');
  expect(await bearerOf(printed.join('\n'))).toEqual({ org: company.org, subject: 'ada' });
});

test('says so when there is no such agent, or no such organisation', async () => {
  await expect(tokenOf('Zelda')).rejects.toThrow('There is no agent called "Zelda".');
  await expect(ask('--organization', 'Nowhere & Sons', '--agent', 'ada')).rejects.toThrow('There is no organisation called "Nowhere & Sons".');
});

test('signs in as nobody who could not: a group, one without an identity, one who has left', async () => {
  await expect(tokenOf('Board')).rejects.toThrow('is a group and signs in as nobody');
  await company.agent('silent', { kind: 'PERSON', name: 'Silent Partner' });
  await expect(tokenOf('Silent')).rejects.toThrow('has no identity to sign in with');
  const gone = await company.agent('gone', { kind: 'PERSON', name: 'Long Gone', subject: 'gone' });
  await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: gone }, 'agent { id }');
  await expect(tokenOf('Long Gone')).rejects.toThrow('Long Gone has left');
});

test.each([
  [[], 'Say whose token it should be.'],
  [['--agent', ' '], 'Say whose token it should be.'],
  [['--agnet', 'ada'], "Unknown option '--agnet'"],
  [['ada'], 'Unexpected argument'],
])('explains itself when it is asked with %j', async (parameters, words) => {
  await expect(ask(...parameters)).rejects.toThrow(words);
  await expect(ask(...parameters)).rejects.toThrow('Usage: npm run token -- --agent <name>');
});

describe('outside development it refuses', () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  const keyFile = () => {
    const file = join(machine.folder, 'identity-provider.pem');
    writeFileSync(file, publicKey.export({ type: 'spki', format: 'pem' }));
    return file;
  };

  test('in production', async () => {
    const production = { PROMISEGRAPH_MODE: 'production', PROMISEGRAPH_TOKEN_KEY_FILE: keyFile(), PROMISEGRAPH_TOKEN_ISSUER: 'https://identity.example', PROMISEGRAPH_TOKEN_AUDIENCE: 'promisegraph' };
    await expect(machine.run(token, ['--agent', 'ada'], production)).rejects.toThrow('In production tokens come from your identity provider');
  });

  test('where tokens are verified with another key', async () => {
    await expect(machine.run(token, ['--agent', 'ada'], { PROMISEGRAPH_TOKEN_KEY_FILE: keyFile() })).rejects.toThrow('PROMISEGRAPH_TOKEN_KEY_FILE is set');
    await expect(machine.run(token, ['--agent', 'ada'], { PROMISEGRAPH_TOKEN_KEY_URL: 'https://identity.example/keys' })).rejects.toThrow('PROMISEGRAPH_TOKEN_KEY_URL is set');
  });

  test('without a database', async () => {
    await expect(machine.run(token, ['--agent', 'ada'], { NEO4J_URI: undefined, NEO4J_PASSWORD: undefined })).rejects.toThrow('start the server first (npm start), or set NEO4J_URI');
  });
});
