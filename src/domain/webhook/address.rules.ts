/*
 * Which addresses a webhook may be sent to. Whoever may name an address that this server then connects to could otherwise
 * reach what only this server can: the database beside it, the metadata of the cloud it runs in, a printer.
 */

/** A network that nothing is sent to, and what it is. */
interface Network {
  readonly prefix: string;
  readonly bits: number;
  readonly because: string;
}

/** The special-purpose registries of IANA (RFC 6890 and its successors): what isn't globally reachable, and what leads there. */
const refusedV4: readonly Network[] = [
  { prefix: '0.0.0.0', bits: 8, because: 'this host' },
  { prefix: '10.0.0.0', bits: 8, because: 'a private network' },
  { prefix: '100.64.0.0', bits: 10, because: 'shared by customers of a carrier' },
  { prefix: '127.0.0.0', bits: 8, because: 'loopback' },
  { prefix: '169.254.0.0', bits: 16, because: 'link-local, where clouds keep their metadata' },
  { prefix: '172.16.0.0', bits: 12, because: 'a private network' },
  { prefix: '192.0.0.0', bits: 24, because: 'kept for protocols, and metadata of some clouds' },
  { prefix: '192.0.2.0', bits: 24, because: 'kept for documentation' },
  { prefix: '192.31.196.0', bits: 24, because: 'kept for name servers' },
  { prefix: '192.52.193.0', bits: 24, because: 'kept for tunnels' },
  { prefix: '192.88.99.0', bits: 24, because: 'a relay to IPv6' },
  { prefix: '192.168.0.0', bits: 16, because: 'a private network' },
  { prefix: '192.175.48.0', bits: 24, because: 'kept for name servers' },
  { prefix: '198.18.0.0', bits: 15, because: 'kept for benchmarks' },
  { prefix: '198.51.100.0', bits: 24, because: 'kept for documentation' },
  { prefix: '203.0.113.0', bits: 24, because: 'kept for documentation' },
  { prefix: '224.0.0.0', bits: 4, because: 'multicast' },
  { prefix: '240.0.0.0', bits: 4, because: 'reserved' },
  // Reachable from anywhere, and the metadata and host agents of a cloud when asked from inside of it.
  { prefix: '168.63.129.16', bits: 32, because: 'the metadata of a cloud' },
];

/** Of IPv6 only the global unicast of 2000::/3 is sent to, and of that not these. */
const refusedV6: readonly Network[] = [
  { prefix: '2001::', bits: 23, because: 'kept for protocols and tunnels' },
  { prefix: '2001:db8::', bits: 32, because: 'kept for documentation' },
  { prefix: '2002::', bits: 16, because: 'a tunnel to IPv4' },
  { prefix: '2620:4f:8000::', bits: 48, because: 'kept for name servers' },
  { prefix: '3fff::', bits: 20, because: 'kept for documentation' },
];

/**
 * Why nothing is sent to an address; null for one that may be sent to. What cannot be read as an address is refused, and
 * so is one with a zone: it is of this machine's own making.
 */
export function refusalOfAddress(address: string): string | null {
  const v4 = bytesOfV4(address);
  if (v4 !== null) return within(v4, networksV4);
  const v6 = bytesOfV6(address);
  if (v6 === null) return 'no address';
  // IPv4 in the clothes of IPv6, which some systems connect to as such: mapped, and translated by NAT64. None has a use here.
  if (v6.slice(0, 10).every((byte) => byte === 0) && v6[10] === 0xff && v6[11] === 0xff) return within(v6.slice(12), networksV4) ?? 'IPv4 written as IPv6';
  if (((v6[0] ?? 0) & 0xe0) !== 0x20) return 'no global address';
  return within(v6, networksV6);
}

/** The four bytes of an address in dotted decimals, and in nothing else: octal and shortened forms are read differently by different systems. */
export function bytesOfV4(address: string): readonly number[] | null {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return null;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

/** The sixteen bytes of an address in any form that IPv6 is written in; null for what is none, or has a zone. */
export function bytesOfV6(address: string): readonly number[] | null {
  const halves = address.split('::');
  if (halves.length > 2 || !address.includes(':')) return null;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const written: number[][] = [];
  for (const [index, half] of groups.entries()) {
    const bytes: number[] = [];
    for (const [place, group] of half.entries()) {
      const isLast = index === groups.length - 1 && place === half.length - 1;
      if (isLast && group.includes('.')) {
        const v4 = bytesOfV4(group);
        if (v4 === null) return null;
        bytes.push(...v4);
        continue;
      }
      if (!/^[0-9a-f]{1,4}$/i.test(group)) return null;
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
    }
    written.push(bytes);
  }
  const [before = [], after = []] = written;
  const left = 16 - before.length - after.length;
  if (halves.length === 1 ? left !== 0 : left < 2) return null;
  return [...before, ...Array.from({ length: left }, () => 0), ...after];
}

interface Known extends Network {
  readonly bytes: readonly number[];
}

function known(networks: readonly Network[], read: (address: string) => readonly number[] | null): readonly Known[] {
  return networks.map((network) => ({ ...network, bytes: read(network.prefix) ?? [] }));
}

const networksV4 = known(refusedV4, bytesOfV4);
const networksV6 = known(refusedV6, bytesOfV6);

function within(bytes: readonly number[], networks: readonly Known[]): string | null {
  return networks.find((network) => isIn(bytes, network))?.because ?? null;
}

function isIn(bytes: readonly number[], { bytes: prefix, bits }: Known): boolean {
  for (let bit = 0; bit < bits; bit += 8) {
    const mask = bits - bit >= 8 ? 0xff : (0xff << (8 - (bits - bit))) & 0xff;
    if ((((bytes[bit / 8] ?? 0) ^ (prefix[bit / 8] ?? 0)) & mask) !== 0) return false;
  }
  return true;
}
