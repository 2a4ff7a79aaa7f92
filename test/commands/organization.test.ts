import { randomUUID } from 'node:crypto';
import { organization } from '../../src/commands/organization.js';
import { token } from '../../src/commands/token.js';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Machine } from '../kit/command.js';

let api: Api;
let machine: Machine;

beforeAll(async () => {
  api = await openApi();
  machine = new Machine();
});
afterAll(async () => {
  machine.remove();
  await api.close();
});

const wish = (changes: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries({ name: `Founded ${randomUUID()}`, 'time-zone': 'Asia/Kathmandu', administrator: 'Olga Petrova', subject: 'olga', ...changes }).flatMap(([name, value]) => [`--${name}`, value]);

test('founds an organisation whose first administrator can manage the roster', async () => {
  const name = `Founded ${randomUUID()}`;
  const { printed } = await machine.run(organization, wish({ name }));
  const [org, administrator] = printed.map((line) => line.split(/\s+/)[1] ?? '');
  const bearer = await api.token({ org: org ?? '', subject: 'olga' });
  const { data } = await api.ask(bearer, '{ viewer { administrator agent { id name } organization { name timeZone } } }');
  expect(data.viewer).toEqual({ administrator: true, agent: { id: administrator, name: 'Olga Petrova' }, organization: { name, timeZone: 'Asia/Kathmandu' } });
  const created = await api.ask(bearer, 'mutation { createAgent(input: {kind: PERSON, name: "Ada Moreau"}) { agent { name } userErrors { code } } }');
  expect(created.data.createAgent).toEqual({ agent: { name: 'Ada Moreau' }, userErrors: [] });
});

test('says how to go on, and that way works', async () => {
  const { printed, said } = await machine.run(organization, wish({ administrator: "Siobhán O'Neill", subject: 'siobhan' }));
  const org = printed[0]?.split(/\s+/)[1] ?? '';
  expect(said.join('\n')).toContain(`"sub": "siobhan" and "org": "${org}"`);
  expect(said.join('\n')).toContain(`npm run token -- --organization ${org} --agent 'Siobhán O'\\''Neill'`);
  expect((await machine.run(token, ['--organization', org, '--agent', "Siobhán O'Neill"])).printed).toHaveLength(1);
});

test('tells every mistake at once, with the usage', async () => {
  const attempt = machine.run(organization, ['--name', ' ', '--time-zone', 'Europe/Atlantis', '--administrator', 'x'.repeat(201)]);
  await expect(attempt).rejects.toThrow(
    [
      '--name: Say something here: the text is empty.',
      '--administrator: At most 200 characters; this has 201.',
      '--subject: Say something here: the text is empty.',
      '--time-zone: Give a time zone of the IANA list, such as Europe/Amsterdam.',
      'Usage: npm run organization --',
    ].join('\n'),
  );
});

test('founds no second organisation of the same name, whatever its case', async () => {
  const name = `Founded ${randomUUID()}`;
  await machine.run(organization, wish({ name }));
  await expect(machine.run(organization, wish({ name: name.toUpperCase() }))).rejects.toThrow(`There is an organisation called ${name} already`);
});
