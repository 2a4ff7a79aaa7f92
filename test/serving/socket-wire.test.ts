import type { AddressInfo } from 'node:net';
import type { Server } from 'graphql-ws';
import { pino } from 'pino';
import { WebSocket, WebSocketServer } from 'ws';
import { carryMessages } from '../../src/serving/socket-wire.js';
import type { Wired } from '../../src/serving/socket-wire.js';
import { cameTrue } from '../kit/waiting.js';

/* What carries messages, with a protocol in its place that shows what arrives. */

interface Line { readonly level: number; readonly msg: string }

const lines: Line[] = [];
const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line) as Line) });
let sockets: WebSocketServer;

async function carry(heed: (text: string, send: (data: string) => Promise<void> | void) => Promise<void>): Promise<WebSocket> {
  sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => sockets.once('listening', resolve));
  const protocol: Server<Wired> = {
    opened: (socket) => {
      socket.onMessage((text) => heed(text, (data) => socket.send(data)));
      return () => Promise.resolve();
    },
  };
  carryMessages(sockets, protocol, logger);
  const client = new WebSocket(`ws://127.0.0.1:${String((sockets.address() as AddressInfo).port)}`);
  await new Promise((resolve) => client.once('open', resolve));
  return client;
}

afterEach(async () => {
  for (const client of sockets.clients) client.terminate();
  await new Promise((resolve) => sockets.close(resolve));
  lines.length = 0;
});

test('who asks and does not read is not heard until they do, and then to the end', async () => {
  const large = 90_000;
  const asked = 400; // more than lies on the way between two processes of one machine
  let heard = 0;
  let told = 0;
  const client = await carry(async (text, send) => {
    heard++;
    await send(text);
  });
  client.on('message', () => told++);
  client.pause();
  for (let count = 0; count < asked; count++) client.send('x'.repeat(large));
  const [server] = sockets.clients;
  await cameTrue(() => server?.isPaused === true);
  expect(heard).toBeLessThan(asked);
  expect(server?.bufferedAmount).toBeLessThan(2_000_000);
  client.resume();
  await cameTrue(() => told === asked, () => `${String(heard)} heard, ${String(told)} told`);
  client.terminate();
});

test('what breaks on our side closes the socket, says nothing of what it was, and is in the log', async () => {
  const client = await carry(() => Promise.reject(new Error('the disk is full')));
  const closed = new Promise((resolve) => client.once('close', (code, reason) => { resolve([code, String(reason)]); }));
  client.send('x');
  expect(await closed).toEqual([4500, 'Internal server error']);
  expect(lines).toMatchObject([{ level: 50, msg: 'a message of a socket met an error', err: { message: 'the disk is full' } }]);
});

test('what a client does against the protocol of its socket is in the log of whoever looks for it, and nowhere else', async () => {
  const client = await carry(() => Promise.resolve());
  const closed = new Promise((resolve) => client.once('close', resolve));
  client.send(Buffer.from([0xff, 0xfe]), { binary: false });
  expect(await closed).toBe(1007);
  expect(lines).toMatchObject([{ level: 20, msg: 'a client broke the protocol of its socket' }]);
});
