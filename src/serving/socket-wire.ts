import type { Server } from 'graphql-ws';
import { CloseCode } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/ws';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { WebSocket, WebSocketServer } from 'ws';

/** What goes along with each socket. */
export type Wired = Extra & Record<PropertyKey, unknown>;

/** How often a client is asked whether it is there, and how long it may take to say so. */
const heartbeat = 12_000;

/** Bytes that may wait for a client to read them before nothing more is read of it. */
const mostUnread = 1_000_000;

/**
 * Carries messages between sockets and the protocol. graphql-ws has such a thing itself, which prints whatever a client does
 * wrong, and goes on reading from one who asks and never listens.
 */
export function carryMessages(sockets: WebSocketServer, protocol: Server<Wired>, logger: Logger): void {
  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    // ws has told the client by then: too long a message, bytes that are no text, frames out of order.
    socket.on('error', (err) => { logger.debug({ err }, 'a client broke the protocol of its socket'); });
    const stop = keepAsking(socket);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) =>
          new Promise((resolve) => {
            if (socket.readyState !== socket.OPEN) resolve();
            // What cannot be sent has nobody to be sent to: the socket closes, and everything under way over it ends.
            else socket.send(data, () => { resolve(); });
          }),
        close: (code, reason) => { socket.close(code, reason); },
        onMessage: (heed) => {
          socket.on('message', (message) => {
            readNoFaster(socket, request);
            heed(String(message)).catch((err: unknown) => { endAfter(err, socket, logger); });
          });
        },
      },
      { socket, request },
    );
    socket.once('close', (code, reason) => {
      stop();
      closed(code, String(reason)).catch((err: unknown) => { logger.error({ err }, 'what went on over a socket could not be ended'); });
    });
  });
}

/** Whoever lets answers pile up is heard again when they have been read. */
function readNoFaster(socket: WebSocket, { socket: wire }: IncomingMessage): void {
  if (socket.isPaused || socket.bufferedAmount <= mostUnread) return;
  socket.pause();
  wire.once('drain', () => { socket.resume(); });
}

/** @returns what ends it */
function keepAsking(socket: WebSocket): () => void {
  let waiting: NodeJS.Timeout | undefined;
  const asking = setInterval(() => {
    if (socket.readyState !== socket.OPEN || waiting !== undefined) return;
    waiting = setTimeout(() => { socket.terminate(); }, heartbeat);
    socket.once('pong', () => {
      clearTimeout(waiting);
      waiting = undefined;
    });
    socket.ping();
  }, heartbeat);
  return () => {
    clearInterval(asking);
    clearTimeout(waiting);
  };
}

function endAfter(err: unknown, socket: WebSocket, logger: Logger): void {
  // A message that only a server sends. The protocol has no other name for it than this error.
  if (err instanceof Error && err.message.startsWith('Unexpected message of type')) {
    socket.close(CloseCode.BadRequest, 'Invalid message received');
    return;
  }
  logger.error({ err }, 'a message of a socket met an error');
  socket.close(CloseCode.InternalServerError, 'Internal server error');
}
