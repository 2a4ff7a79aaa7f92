import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../src/root.js';
import { openApi, workflowIn } from '../kit/api.js';
import { blocksOf, readPage, rowsUnder } from '../kit/documentation.js';
import { createSchema } from '../../src/schema.js';
import { cameTrue } from '../kit/waiting.js';

jest.setTimeout(240_000);

const page = readPage('docs/live.md');

test('the example prints what the page says', async () => {
  const api = await openApi();
  const company = await api.found();
  await company.person('ada');
  await company.person('bram');
  api.mind(company);
  await api.settled(company);
  const listening = spawn(process.execPath, [join(packageRoot, 'docs/examples/listen.mjs'), `ws://${await api.listen()}/graphql`, await company.tokenOf('olga')]);
  try {
    let printed = '';
    listening.stdout.on('data', (text: Buffer) => (printed += text.toString()));
    await cameTrue(() => printed.startsWith('OPENED'));
    await workflowIn(company, 'HEARD');
    await cameTrue(() => printed.includes('OFFER'), () => printed);
    const shown = blocksOf(page).find(({ info }) => info === 'console')?.text.split('\n').slice(1).join('\n');
    expect(printed).toBe(shown);
  } finally {
    listening.kill();
    await api.close();
  }
});

test('every subscription and every kind of event is explained, and no other', () => {
  const schema = createSchema();
  const first = (heading: string): string[] => rowsUnder(page, heading).map(([cell = '']) => /`(\w+)/.exec(cell)?.[1] ?? '').sort();
  const subscriptions = page.split('## What is told')[0]?.match(/^\| `\w+/gm)?.map((row) => row.slice(3)).sort();
  expect(subscriptions).toEqual(Object.keys(schema.getSubscriptionType()?.getFields() ?? {}).sort());
  const kinds = schema.getType('LiveEventKind') as unknown as { getValues(): { name: string }[] };
  expect(first('What is told')).toEqual(kinds.getValues().map(({ name }) => name).sort());
});
