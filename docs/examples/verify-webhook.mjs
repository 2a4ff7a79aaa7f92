// Receives webhooks: takes what was signed with the secret, a few minutes ago at most, and nothing else.
// WEBHOOK_SECRET=whsec_… PORT=8080 node docs/examples/verify-webhook.mjs
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const key = Buffer.from(process.env.WEBHOOK_SECRET.replace('whsec_', ''), 'base64');
const heard = new Set(); // where this is kept matters: a repeat has the same id

function verify(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (Math.abs(Date.now() / 1_000 - Number(timestamp)) > 300) return false;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return String(signatures).split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
    return signature.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const server = createServer(async (request, response) => {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const body = Buffer.concat(pieces).toString('utf8'); // the bytes as they came, not parsed and written again
  if (!verify(request.headers, body)) return response.writeHead(401).end();
  response.writeHead(204).end(); // answer first, work afterwards
  const { type, data } = JSON.parse(body);
  if (heard.has(request.headers['webhook-id'])) return;
  heard.add(request.headers['webhook-id']);
  const what = data.because ?? [...data.acts.map(({ act }) => act), ...data.cameDue.map(({ side, move }) => `${side} ${move}`)].join(', ');
  console.log(`${data.number} ${type} ${what}`);
});

server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
