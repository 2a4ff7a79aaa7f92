import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../src/root.js';
import { openApi } from '../kit/api.js';
import type { Api } from '../kit/api.js';
import { Browser, findBrowser } from '../kit/browser.js';
import { Demo } from '../kit/demo.js';
import { cameTrue } from '../kit/waiting.js';

/* The explorer as people see it, in a real browser. */

const program = findBrowser();
// eslint-disable-next-line no-console -- a test that isn't run is told of
if (program === null) console.warn('No Chromium on this machine (PROMISEGRAPH_TEST_CHROMIUM or the PATH): the explorer is not looked at.');
const whereThereIsOne = program === null ? test.skip : test;

let api: Api;
let demo: Demo;
let browser: Browser | null = null;
let address: string;

beforeAll(async () => {
  if (program === null) return;
  execFileSync(process.execPath, [join(packageRoot, 'scripts', 'build-explorer.mjs')]);
  api = await openApi({ explorer: { folder: join(packageRoot, 'dist', 'web'), visitor: { name: 'Ada Moreau', token: () => api.token({ org: demo.org, subject: 'ada' }) } } });
  demo = await Demo.load(api);
  address = `http://${await api.listen()}/`;
  browser = await Browser.open(program);
});
afterAll(async () => {
  await browser?.close();
  if (program !== null) await api.close();
});

const run = `(document.querySelector('.graphiql-execute-button').click(), true)`;
const answer = `document.querySelector('.result-window')?.innerText`;
const tab = (name: string): string => `[...document.querySelectorAll('.graphiql-tab-button')].find((one) => one.innerText.includes('${name}'))`;

/** The operation that GraphiQL would ask for: for a moment after a change of tabs that is still the one of the last tab. */
const chosen = `document.querySelector('.graphiql-query-editor .CodeMirror')?.CodeMirror.operationName`;

/** Runs what is in a tab until it shows this. */
async function runIn(page: Browser, name: string, shows: string): Promise<void> {
  await page.waitFor(`(${tab(name)}?.click(), document.querySelector('.graphiql-tab-active')?.innerText.includes('${name}'))`);
  await page.waitFor(`${chosen} === '${name}'`);
  await page.evaluate(run);
  await page.waitFor(`${answer}?.includes('${shows}')`);
}

whereThereIsOne('opens with examples and a token, answers them, and asks nobody else for anything', async () => {
  const page = browser as Browser;
  await page.goTo(address);
  await page.waitFor(`document.querySelector('.graphiql-execute-button') !== null`);
  await page.evaluate(run);
  await page.waitFor(`${answer}?.includes('Make the Company Awesome')`);
  expect(await page.evaluate(answer)).toMatch(/"name": "Ada Moreau"/);
  if (process.env['PROMISEGRAPH_TEST_PICTURE'] !== undefined) await page.paint(process.env['PROMISEGRAPH_TEST_PICTURE']);

  await runIn(page, 'Search', '"excerpt"');
  await runIn(page, 'HoldAConcern', 'We find what we wrote');
  expect((await demo.asks('ada', '{ concerns(first: 1) { nodes { statement } } }')).concerns.nodes).toEqual([{ statement: 'We find what we wrote' }]);

  expect(page.complaints).toEqual([]);
  expect(page.requested.filter((url) => !url.startsWith(address) && !url.startsWith('data:') && !url.startsWith(address.replace('http', 'ws')))).toEqual([]);
});

whereThereIsOne('tells over a socket what happens, to whom the headers say', async () => {
  const page = browser as Browser;
  await runIn(page, 'WhatChanges', 'OPENED');
  api.mind(demo);
  await demo.asks('bram', 'mutation { holdConcern(input: {statement: "Somebody is listening", idempotencyKey: "listening"}) { userErrors { message } } }');
  await cameTrue(() => page.heard.some((message) => message.includes('HOLD_CONCERN') && message.includes('Bram Visser')), () => page.heard.join('\n'));
  expect(page.requested).toContain(`${address.replace('http', 'ws')}graphql`);
  await page.evaluate(run); // stops it
  expect(page.complaints).toEqual([]);
});

whereThereIsOne('still has its token after it was loaded again, and leaves none behind in the browser', async () => {
  const page = browser as Browser;
  await page.goTo(`${address}?again`);
  page.complaints.length = 0; // what the page before said of its socket as it went is not this one's
  await page.waitFor(`document.querySelector('.graphiql-execute-button') !== null`);
  await runIn(page, 'MyMoves', 'Ada Moreau');
  expect(await page.evaluate(`JSON.stringify(Object.entries(localStorage))`)).not.toMatch(/Bearer ey/);
  expect(page.complaints).toEqual([]);
});
