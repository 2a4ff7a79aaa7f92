import { invalid } from '../common/refusal.js';
import { refusalOfAddress } from './address.rules.js';

/** What may be sent to, as whoever runs this has said. */
export interface Reach {
  /** Without TLS too. */
  readonly plain: boolean;
  /** Also to addresses that only this server's own network can reach. */
  readonly privateAddresses: boolean;
}

export const longestUrl = 2_000;
/** Below it are the ports of services that must not be spoken to in HTTP by a server that anybody may point somewhere. */
const firstFreePort = 1_024;

/**
 * Where a webhook is sent to, written as it is used.
 * @throws Refusal INVALID_INPUT for an address that nothing is sent to; names are looked up when something is sent, each time
 */
export function checkUrl(given: string, { plain, privateAddresses }: Reach, field: string): string {
  if (given.length > longestUrl) throw invalid(field, `At most ${longestUrl} characters; this has ${given.length}.`);
  if (!URL.canParse(given)) throw invalid(field, 'This is no address, as in https://example.com/promises.');
  const url = new URL(given);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw invalid(field, 'Webhooks are sent by https.');
  if (url.protocol === 'http:' && !plain) throw invalid(field, 'Webhooks are sent by https: whoever is on the way could read and change what comes by http.');
  if (url.username !== '' || url.password !== '') throw invalid(field, 'No user and password in the address: what is sent is signed with a secret instead.');
  if (url.hash !== '') throw invalid(field, 'What follows # is never sent: leave it out.');
  const port = url.port === '' ? null : Number(url.port);
  // A server on a laptop's or a house's own network is at whatever port it likes.
  if (port !== null && port < firstFreePort && port !== 443 && port !== 80 && !privateAddresses) throw invalid(field, `The port is 443, 80 or from ${firstFreePort} on.`);
  const because = refusalOfLiteral(url.hostname);
  if (because !== null && !privateAddresses) throw invalid(field, `Nothing is sent to this address: it is ${because}.`);
  return url.href;
}

/** Why nothing is sent to a host that is an address by itself, which nobody looks up; null for a name, and for one that may be sent to. */
export function refusalOfLiteral(hostname: string): string | null {
  if (hostname.startsWith('[')) return refusalOfAddress(hostname.slice(1, -1));
  return /^[\d.]+$/.test(hostname) ? refusalOfAddress(hostname) : null;
}

/** What of an address stands on the record: nobody puts a secret into the name of a host, but many into a path. */
export function hostOf(url: string): string {
  return new URL(url).host;
}
