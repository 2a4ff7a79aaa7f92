import type { LookupAddress } from 'node:dns';
import { Resolver, lookup as lookUp } from 'node:dns/promises';
import { Agent as HttpAgent, request as requestPlain } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { refusalOfAddress } from '../../domain/webhook/address.rules.js';
import { refusalOfLiteral } from '../../domain/webhook/url.rules.js';
import type { Reach } from '../../domain/webhook/url.rules.js';
import type { DeliveryOutcome } from '../../domain/webhook/webhook.types.js';

/** What became of sending something once. */
export interface Sent {
  readonly outcome: DeliveryOutcome;
  /** What the receiver answered; null where nobody did. */
  readonly status: number | null;
  readonly retryAfter: string | undefined;
  readonly milliseconds: number;
}

export interface SendingOptions {
  readonly reach: Reach;
  /** Milliseconds for all of it: looking up, connecting, sending, and being answered. */
  readonly timeout: number;
  /** Looks up a name, until the signal says that nobody waits for it any more. */
  readonly resolve?: (name: string, signal: AbortSignal) => Promise<readonly LookupAddress[]>;
  /** Certificates that are believed besides those that Node believes; tests make their own. */
  readonly authorities?: readonly string[];
}

/** Of an answer so much is read, and dropped: nothing in it is of use, and a receiver that never stops must not fill memory. */
const mostRead = 16_384;
const mostHeaders = 16_384;

class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * Sends a body once. The connection goes to the very address that was looked at, so that no name can mean one thing when it is
 * looked at and another when it is used; a redirect is an answer like any other, and is not followed.
 */
export async function send(address: string, headers: Readonly<Record<string, string>>, body: string, options: SendingOptions, stop: AbortSignal): Promise<Sent> {
  const began = performance.now();
  const over = AbortSignal.timeout(options.timeout);
  const sent = (outcome: DeliveryOutcome, answer?: IncomingMessage): Sent => ({
    outcome, status: answer?.statusCode ?? null, retryAfter: answer?.headers['retry-after'], milliseconds: Math.round(performance.now() - began),
  });
  try {
    const answer = await post(new URL(address), headers, body, options, AbortSignal.any([over, stop]));
    const status = answer.statusCode ?? 0;
    return sent(status >= 200 && status < 300 ? 'DELIVERED' : 'REFUSED', answer);
  } catch (error) {
    if (isRefusedAddress(error)) return sent('ADDRESS_REFUSED');
    return sent(over.aborted ? 'TIMED_OUT' : 'UNREACHABLE');
  }
}

function post(url: URL, headers: Readonly<Record<string, string>>, body: string, options: SendingOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:';
  const { plain, privateAddresses } = options.reach;
  if (!secure && !plain) throw new AddressRefused('by https alone');
  const literal = refusalOfLiteral(url.hostname);
  if (literal !== null && !privateAddresses) throw new AddressRefused(literal);
  // A connection for each: one that is kept was checked at another time, and another receiver may be behind the name by now.
  const agent = secure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false });
  const bytes = Buffer.from(body, 'utf8');
  const request: RequestOptions = {
    method: 'POST', agent, signal, maxHeaderSize: mostHeaders, lookup: checkedLookup(options, signal),
    headers: { 'content-type': 'application/json', 'content-length': bytes.length, 'user-agent': 'promisegraph', accept: '*/*', ...headers },
    ...(secure && options.authorities !== undefined ? { ca: [...options.authorities] } : {}),
  };
  return new Promise((resolve, reject) => {
    const sending = (secure ? requestSecure : requestPlain)(url, request);
    sending.on('error', reject);
    // What Node tells nobody of must not outlive its time: whoever changes protocols closes the connection without an error.
    signal.addEventListener('abort', () => { reject(new Error('its time is over')); }, { once: true });
    sending.on('close', () => { reject(new Error('closed without an answer')); });
    sending.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve(answer);
    });
    // The lookup has seen to it; this is for a way to connect that doesn't ask it.
    sending.on('socket', (socket) => {
      socket.once('connect', () => {
        const { remoteAddress } = socket;
        if (!privateAddresses && (remoteAddress === undefined || refusalOfAddress(remoteAddress) !== null)) sending.destroy(new AddressRefused('the connection led elsewhere'));
      });
    });
    sending.on('response', (answer) => {
      let read = 0;
      const done = (): void => {
        resolve(answer);
        sending.destroy();
      };
      answer.on('data', (piece: Buffer) => {
        read += piece.length;
        if (read > mostRead) done();
      });
      answer.on('end', done);
      answer.on('error', reject);
    });
    sending.end(bytes);
  });
}

/** How long a name server is waited for, in milliseconds, before it is asked once more. */
const nameServerTimeout = 2_000;

/**
 * Asks name servers, each sending for itself. Node's own way to look up a name has two threads for all that a process looks up,
 * and can't be called off: two names whose servers never answer would keep everybody else waiting.
 */
async function askNameServers(name: string, signal: AbortSignal): Promise<readonly LookupAddress[]> {
  const resolver = new Resolver({ timeout: nameServerTimeout, tries: 2 });
  const cancel = (): void => { resolver.cancel(); };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const [fourth, sixth] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const addresses = [
      ...(fourth.status === 'fulfilled' ? fourth.value.map((address) => ({ address, family: 4 })) : []),
      ...(sixth.status === 'fulfilled' ? sixth.value.map((address) => ({ address, family: 6 })) : []),
    ];
    if (addresses.length === 0 && fourth.status === 'rejected') throw fourth.reason;
    return addresses;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** As the machine does it, with names that it alone knows: where private addresses may be sent to, they have such names. */
function askTheMachine(name: string): Promise<readonly LookupAddress[]> {
  return lookUp(name, { all: true, verbatim: true });
}

/** Looks up a name, and gives those of its addresses that may be sent to; one with none of these isn't connected to. */
function checkedLookup({ reach, resolve = reach.privateAddresses ? askTheMachine : askNameServers }: SendingOptions, signal: AbortSignal): LookupFunction {
  return (name, options, callback) => {
    resolve(name, signal).then(
      (found) => {
        const wanted = options.family === 4 || options.family === 'IPv4' ? 4 : options.family === 6 || options.family === 'IPv6' ? 6 : null;
        const usable = found.filter(({ address, family }) => (reach.privateAddresses || refusalOfAddress(address) === null) && (wanted === null || family === wanted));
        const [first] = usable;
        if (first === undefined) {
          callback(found.length === 0 ? new Error('no address') : new AddressRefused('no address that may be sent to'), '', 0);
        } else if (options.all === true) {
          callback(null, usable.map(({ address, family }) => ({ address, family })));
        } else {
          callback(null, first.address, first.family);
        }
      },
      (error: unknown) => { callback(error instanceof Error ? error : new Error(String(error)), '', 0); },
    );
  };
}

function isRefusedAddress(error: unknown): boolean {
  if (error instanceof AddressRefused) return true;
  return error instanceof AggregateError && error.errors.some((one) => one instanceof AddressRefused);
}
