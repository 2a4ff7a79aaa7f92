import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { send } from '../../src/live/webhooks/sending.js';
import type { SendingOptions } from '../../src/live/webhooks/sending.js';
import { Receiver, nearby } from '../kit/receiver.js';

jest.setTimeout(60_000);

/* Sending once, to real servers: to whom nothing is sent, and what a receiver can't make this server do. */

let receiver: Receiver;
const patient = new AbortController().signal;
const local = (more: Partial<SendingOptions> = {}): SendingOptions => ({ reach: nearby, timeout: 2_000, ...more });
const strict = (more: Partial<SendingOptions> = {}): SendingOptions => ({ reach: { plain: true, privateAddresses: false }, timeout: 2_000, ...more });
const loopback = [{ address: '127.0.0.1', family: 4 }];

beforeEach(async () => {
  receiver = await Receiver.open();
});
afterEach(() => receiver.close());

test('what is sent arrives as it is, with its headers', async () => {
  const body = JSON.stringify({ to: 'Ådå 🚀' });
  expect(await send(receiver.url, { 'webhook-id': 'one' }, body, local(), patient)).toMatchObject({ outcome: 'DELIVERED', status: 204 });
  expect(receiver.received).toMatchObject([{ body, headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), 'webhook-id': 'one', 'user-agent': 'promisegraph' } }]);
});

test.each([200, 201, 202, 204, 299])('%s is taken for an answer that it was received', async (status) => {
  receiver.answer = (response) => void response.writeHead(status).end();
  expect(await send(receiver.url, {}, '{}', local(), patient)).toMatchObject({ outcome: 'DELIVERED', status });
});

test.each([301, 302, 303, 307, 308])('a redirect is not followed: %s', async (status) => {
  const elsewhere = await Receiver.open();
  receiver.answer = (response) => void response.writeHead(status, { location: elsewhere.url }).end();
  expect(await send(receiver.url, {}, '{}', local(), patient)).toMatchObject({ outcome: 'REFUSED', status });
  expect(elsewhere.received).toEqual([]);
  await elsewhere.close();
});

test.each([400, 404, 410, 429, 500, 503])('%s is a refusal, with what it says of coming back', async (status) => {
  receiver.answer = (response) => void response.writeHead(status, { 'retry-after': '120' }).end('no');
  expect(await send(receiver.url, {}, '{}', local(), patient)).toMatchObject({ outcome: 'REFUSED', status, retryAfter: '120' });
});

test.each(['http://127.0.0.1', 'http://[::1]', 'http://169.254.169.254', 'http://10.0.0.1', 'http://[::ffff:127.0.0.1]'])('nothing is sent to %s, where nobody looks up anything', async (address) => {
  expect(await send(`${address}:${String(receiver.port)}/`, {}, '{}', strict(), patient)).toMatchObject({ outcome: 'ADDRESS_REFUSED', status: null });
  expect(receiver.received).toEqual([]);
});

test('nothing is sent to a name that leads to an address that nothing is sent to', async () => {
  const options = strict({ resolve: () => Promise.resolve(loopback) });
  expect(await send(`http://innocent.example:${String(receiver.port)}/`, {}, '{}', options, patient)).toMatchObject({ outcome: 'ADDRESS_REFUSED' });
  // Some name servers know this one, and others don't.
  expect(['ADDRESS_REFUSED', 'UNREACHABLE', 'TIMED_OUT']).toContain((await send(`http://localhost:${String(receiver.port)}/`, {}, '{}', strict(), patient)).outcome);
  expect(receiver.received).toEqual([]);
});

test('a name is looked up once for a sending: what it means the next time changes nothing', async () => {
  let asked = 0;
  // To be looked at it is public, to be used it would be private.
  const resolve = () => Promise.resolve(++asked === 1 ? [{ address: '192.0.2.1', family: 4 }] : loopback);
  const sent = await send(`http://rebinding.example:${String(receiver.port)}/`, {}, '{}', { ...local({ resolve, timeout: 500 }) }, patient);
  expect({ asked, outcome: sent.outcome === 'DELIVERED' }).toEqual({ asked: 1, outcome: false });
  expect(receiver.received).toEqual([]);
});

test('of the addresses of a name only those are connected to that may be sent to', async () => {
  const found = [{ address: '10.0.0.1', family: 4 }, { address: '::1', family: 6 }, { address: '169.254.169.254', family: 4 }];
  expect(await send('http://mixed.example/', {}, '{}', strict({ resolve: () => Promise.resolve(found) }), patient)).toMatchObject({ outcome: 'ADDRESS_REFUSED' });
});

test('without TLS nothing is sent, unless that is allowed', async () => {
  expect(await send(receiver.url, {}, '{}', { reach: { plain: false, privateAddresses: true }, timeout: 2_000 }, patient)).toMatchObject({ outcome: 'ADDRESS_REFUSED' });
});

test('a receiver that never answers is waited for no longer than it may take', async () => {
  receiver.answer = () => undefined;
  const sent = await send(receiver.url, {}, '{}', local({ timeout: 300 }), patient);
  expect(sent).toMatchObject({ outcome: 'TIMED_OUT', status: null });
  expect(sent.milliseconds).toBeLessThan(2_000);
});

test('one that never ends its answer neither: however slowly it comes', async () => {
  receiver.answer = (response) => {
    response.writeHead(200);
    const dripping = setInterval(() => response.write('.'), 20);
    response.on('close', () => { clearInterval(dripping); });
  };
  expect(await send(receiver.url, {}, '{}', local({ timeout: 300 }), patient)).toMatchObject({ outcome: 'TIMED_OUT' });
});

test('of an answer without end a little is read, and the rest is not waited for', async () => {
  let written = 0;
  receiver.answer = (response) => {
    response.writeHead(200);
    const piece = Buffer.alloc(65_536);
    const pour = (): void => {
      while (!response.destroyed && written < 1e9 && response.write(piece)) written += piece.length;
      if (!response.destroyed) response.once('drain', pour);
    };
    pour();
  };
  expect(await send(receiver.url, {}, '{}', local(), patient)).toMatchObject({ outcome: 'DELIVERED', status: 200 });
  expect(written).toBeLessThan(50e6);
});

test('headers without end are a failure', async () => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(`HTTP/1.1 200 OK\r\n${'x-much: of it\r\n'.repeat(10_000)}`);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  expect(await send(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`, {}, '{}', local(), patient)).toMatchObject({ outcome: 'UNREACHABLE' });
  server.close();
});

test('nobody there, and a name that nobody knows, are failures', async () => {
  const { url } = receiver;
  await receiver.close();
  expect(await send(url, {}, '{}', local(), patient)).toMatchObject({ outcome: 'UNREACHABLE', status: null });
  const resolve = () => Promise.reject(new Error('ENOTFOUND'));
  expect(await send('http://nowhere.example/', {}, '{}', local({ resolve }), patient)).toMatchObject({ outcome: 'UNREACHABLE' });
  receiver = await Receiver.open();
});

test('who stops breaks off what is being sent', async () => {
  receiver.answer = () => undefined;
  const stop = new AbortController();
  setTimeout(() => { stop.abort(); }, 100);
  expect((await send(receiver.url, {}, '{}', local(), stop.signal)).milliseconds).toBeLessThan(1_500);
});

test('by https the certificate must be of the name, and of an authority that is believed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'webhook-'));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem', '-out', 'cert.pem', '-days', '2', '-subj', '/CN=hooks.example', '-addext', 'subjectAltName=DNS:hooks.example'], { cwd: folder, stdio: 'ignore' });
  const [key, cert] = [readFileSync(join(folder, 'key.pem')), readFileSync(join(folder, 'cert.pem'), 'utf8')];
  rmSync(folder, { recursive: true });
  const server = createTlsServer({ key, cert }, (_request, response) => void response.writeHead(204).end());
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const port = String((server.address() as AddressInfo).port);
  const resolve = () => Promise.resolve(loopback);
  expect(await send(`https://hooks.example:${port}/`, {}, '{}', local({ resolve, authorities: [cert] }), patient)).toMatchObject({ outcome: 'DELIVERED' });
  expect(await send(`https://other.example:${port}/`, {}, '{}', local({ resolve, authorities: [cert] }), patient)).toMatchObject({ outcome: 'UNREACHABLE' });
  expect(await send(`https://hooks.example:${port}/`, {}, '{}', local({ resolve }), patient)).toMatchObject({ outcome: 'UNREACHABLE' });
  server.close();
});

test('whoever answers with another protocol is refused, and keeps nothing waiting', async () => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => void socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'));
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  try {
    expect(await send(`http://127.0.0.1:${String(port)}/hook`, {}, '{}', local(), patient)).toMatchObject({ outcome: 'REFUSED', status: 101 });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

test('a name that is looked up for longer than there is time for is not waited for', async () => {
  const never = new Promise<never>(() => undefined);
  expect(await send('http://receiver.example/hook', {}, '{}', strict({ timeout: 50, resolve: () => never }), patient)).toMatchObject({ outcome: 'TIMED_OUT' });
});
