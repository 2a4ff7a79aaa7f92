import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface ExplorerSettings {
  /** Where the built page is. */
  readonly folder: string;
  /** Who the page may speak as when it is looked at on this very machine; null for nobody. */
  readonly visitor: { readonly name: string; token(): Promise<string> } | null;
}

interface Page {
  readonly content: Buffer;
  readonly type: string;
  readonly tag: string;
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };

/*
 * Nothing from elsewhere, and nothing sent elsewhere: neither by a library that we did not write nor by a query that
 * somebody was talked into. Styles are the exception, as GraphiQL writes some into its elements; its fonts are in its
 * style sheet.
 */
const policy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", 'font-src data:', "connect-src 'self'",
  "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

/** Serves the explorer at the root, and what it is made of below /explorer/. */
export function serveExplorer(fastify: FastifyInstance, { folder, visitor }: ExplorerSettings): void {
  const pages = readPages(folder);
  const send = (reply: FastifyReply, request: FastifyRequest, name: string): FastifyReply => {
    const page = pages.get(name);
    withManners(reply);
    if (page === undefined) return reply.code(404).type('text/plain; charset=utf-8').send(name === 'index.html' ? 'The explorer has not been built: npm run build. The API is at /graphql.\n' : 'There is nothing here.\n');
    // Asked again each time, and sent again when a new version has another one.
    reply.header('cache-control', 'no-cache').header('etag', page.tag);
    if (request.headers['if-none-match'] === page.tag) return reply.code(304).send();
    return reply.type(`${page.type}; charset=utf-8`).send(page.content);
  };
  fastify.get('/', (request, reply) => send(reply, request, 'index.html'));
  fastify.get('/explorer/settings', async (request, reply) => {
    const known = visitor !== null && isOfThisMachine(request) ? visitor : null;
    withManners(reply).header('cache-control', 'no-store');
    return { name: known?.name ?? null, token: known === null ? null : await known.token() };
  });
  fastify.get<{ Params: { name: string } }>('/explorer/:name', (request, reply) => send(reply, request, request.params.name));
}

/** Read once and kept: names in a request are looked up among these, and never in the file system. */
function readPages(folder: string): ReadonlyMap<string, Page> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(
    names.map((name) => {
      const content = readFileSync(join(folder, name));
      return [name, { content, type: types[extname(name)] ?? 'application/octet-stream', tag: `"${createHash('sha256').update(content).digest('base64url')}"` }];
    }),
  );
}

function withManners(reply: FastifyReply): FastifyReply {
  return reply.headers({
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
}

const loopbackAddresses: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
const marksOfProxies = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

/**
 * Whether the page is looked at on the machine that the API runs on. The address alone doesn't tell: a name of somebody
 * else's may lead to this machine (DNS rebinding), and then their page would be the one that reads the answer; and what
 * a proxy here passes on may come from anywhere.
 */
function isOfThisMachine({ ip, headers }: FastifyRequest): boolean {
  const host = `http://${headers.host ?? ''}`;
  const named = URL.canParse(host) && loopbackNames.has(new URL(host).hostname);
  const passedOn = marksOfProxies.some((name) => headers[name] !== undefined);
  const site = headers['sec-fetch-site'];
  return loopbackAddresses.has(ip) && named && !passedOn && (site === undefined || site === 'same-origin');
}
