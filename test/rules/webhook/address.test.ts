import { BlockList, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { bytesOfV4, bytesOfV6, refusalOfAddress } from '../../../src/domain/webhook/address.rules.js';

/* What is refused is held against Node's own reading of addresses and networks, which shares nothing with ours. */

const refused = [
  // This host, loopback, private, carriers, link-local with the metadata of clouds, and everything that isn't for the internet.
  '0.0.0.0', '0.1.2.3', '127.0.0.1', '127.1.2.3', '127.255.255.255', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1',
  '100.64.0.1', '100.127.255.255', '169.254.169.254', '169.254.170.2', '192.0.0.192', '192.0.2.1', '198.18.0.1', '198.19.255.255', '198.51.100.7',
  '203.0.113.7', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '168.63.129.16', '192.88.99.1',
  '::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1', '::127.0.0.1', '::ffff:0:127.0.0.1', '64:ff9b::127.0.0.1', '64:ff9b::8.8.8.8', '64:ff9b:1::1',
  'fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1', 'fc00::1', 'fd00:ec2::254', 'fdff::1', 'ff02::1', '100::1', '2001::1', '2001:db8::1', '2001:10::1', '2001:20::1',
  '2002:7f00:1::', '2002:808:808::1', '3fff::1', '4000::1', '5f00::1',
  // And whatever isn't an address in the form that all systems read alike.
  '', 'localhost', '127.1', '2130706433', '0x7f.0.0.1', '0177.0.0.1', '127.0.0.01', '127.0.0.1 ', '256.1.1.1', '1.2.3', '1.2.3.4.5', ':::', '1::2::3', '12345::', '::1.2.3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '[::1]',
];
const accepted = ['8.8.8.8', '1.1.1.1', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.1', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255', '2606:4700:4700::1111', '2a00:1450:4001:80b::200e', '2001:200::1', '2003::1', '2400:cb00:2048:1::c629:d7a2'];

test.each(refused)('nothing is sent to %j', (address) => { expect(refusalOfAddress(address)).not.toBeNull(); });
test.each(accepted)('%s may be sent to', (address) => { expect(refusalOfAddress(address)).toBeNull(); });

const v4 = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.31.196.0', 24], ['192.52.193.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['192.175.48.0', 24], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4], ['168.63.129.16', 32],
] as const) v4.addSubnet(network, bits, 'ipv4');

const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
const v6 = new BlockList();
for (const [network, bits] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['2620:4f:8000::', 48], ['3fff::', 20]] as const) v6.addSubnet(network, bits, 'ipv6');

/** Addresses of everywhere, and as many from the edges of what is refused, where mistakes are. */
const edges = ['9.255.255.250', '10.0.0.0', '100.63.255.250', '100.127.255.250', '126.255.255.250', '127.255.255.250', '169.253.255.250', '169.254.255.250', '172.15.255.250', '172.31.255.250', '191.255.255.250', '192.0.0.250', '192.0.2.250', '192.88.98.250', '192.167.255.250', '192.168.255.250', '198.17.255.250', '198.19.255.250', '198.51.99.250', '203.0.112.250', '223.255.255.250', '239.255.255.250'];
const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.');
const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const v4Addresses = fc.oneof(fc.integer({ min: 0, max: 0xffffffff }), fc.tuple(fc.constantFrom(...edges), fc.integer({ min: 0, max: 20 })).map(([edge, step]) => numberOf(edge) + step)).map(dotted);

test('IPv4 is refused exactly in the networks of the registries', () => {
  fc.assert(fc.property(v4Addresses, (address) => (refusalOfAddress(address) !== null) === v4.check(address, 'ipv4')), { numRuns: 5_000 });
});

const groups = fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 0, 1, 0xffff, 0x2001, 0x2002, 0xdb8, 0x3fff, 0x2620, 0x4f, 0x8000, 0x64, 0xff9b, 0x1ff, 0x200));
const v6Addresses = fc.tuple(fc.array(groups, { minLength: 8, maxLength: 8 }), fc.constantFrom(null, 0x2000, 0x2001, 0x2002, 0x3fff, 0x2620)).map(([all, first]) => {
  const written = (first === null ? all : [first, ...all.slice(1)]).map((group) => group.toString(16)).join(':');
  return written;
});
/** The same address, as it is shortened. */
const shortened = (address: string): string => address.replace(/(^|:)0(:0)+(:|$)/, '::');

test('IPv6 is refused outside of global unicast, and in the networks of the registries', () => {
  fc.assert(fc.property(v6Addresses, (address) => {
    const mapped = address.startsWith('0:0:0:0:0:ffff:');
    const wanted = mapped || !global.check(address, 'ipv6') || v6.check(address, 'ipv6');
    return (refusalOfAddress(address) !== null) === wanted && (refusalOfAddress(shortened(address)) !== null) === wanted && (refusalOfAddress(address.toUpperCase()) !== null) === wanted;
  }), { numRuns: 5_000 });
});

test('an address is read as Node reads it, and what Node does not take for one is none', () => {
  const texts = fc.oneof(v4Addresses, v6Addresses, v6Addresses.map(shortened), fc.stringMatching(/^[0-9a-f:.x]{0,20}$/), fc.string({ maxLength: 20 }));
  fc.assert(fc.property(texts, (text) => {
    if (bytesOfV4(text) !== null && !isIPv4(text)) return false;
    if (bytesOfV6(text) !== null && !isIPv6(text)) return false;
    if (isIPv4(text) && bytesOfV4(text) === null) return false;
    return !(isIPv6(text) && !text.includes('%') && bytesOfV6(text) === null);
  }), { numRuns: 10_000 });
});

test('IPv4 in the clothes of IPv6 is never sent to', () => {
  fc.assert(fc.property(v4Addresses, (address) => [`::ffff:${address}`, `::${address}`, `64:ff9b::${address}`, `::ffff:0:${address}`].every((worn) => refusalOfAddress(worn) !== null)));
});
