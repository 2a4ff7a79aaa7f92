import { checkUrl, hostOf } from '../../../src/domain/webhook/url.rules.js';

const strict = { plain: false, privateAddresses: false };

test.each([
  ['https://example.com/hook?for=us', 'https://example.com/hook?for=us'],
  ['https://EXAMPLE.com', 'https://example.com/'],
  ['https://example.com:8443/', 'https://example.com:8443/'],
  ['https://8.8.8.8/', 'https://8.8.8.8/'],
  ['https://[2606:4700:4700::1111]/', 'https://[2606:4700:4700::1111]/'],
])('%s is sent to', (given, written) => { expect(checkUrl(given, strict, 'url')).toBe(written); });

test.each([
  ['', 'no address'], ['example.com/hook', 'no address'], ['/hook', 'no address'], [`https://example.com/${'a'.repeat(2_000)}`, '2000 characters'],
  ['http://example.com/', 'by https'], ['ftp://example.com/', 'by https'], ['file:///etc/passwd', 'by https'], ['javascript:alert(1)', 'by https'], ['data:text/plain,x', 'by https'],
  ['https://user@example.com/', 'user and password'], ['https://user:secret@example.com/', 'user and password'], ['https://example.com/#part', 'never sent'],
  ['https://example.com:22/', 'port'], ['https://example.com:25/', 'port'], ['https://example.com:1023/', 'port'], ['https://example.com:0/', 'port'],
  ['https://127.0.0.1/', 'loopback'], ['https://127.1/', 'loopback'], ['https://2130706433/', 'loopback'], ['https://0x7f000001/', 'loopback'], ['https://0177.0.0.1/', 'loopback'], ['https://0/', 'this host'],
  ['https://[::1]/', 'no global address'], ['https://[::ffff:127.0.0.1]/', 'loopback'], ['https://169.254.169.254/latest/meta-data', 'metadata'], ['https://10.1.2.3:8443/', 'private'],
  ['https://①②⑦.0.0.1/', 'loopback'],
])('%s is not, and it is said why', (given, why) => {
  expect(() => checkUrl(given, strict, 'url')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', field: ['url'], message: expect.stringContaining(why) as string }));
});

test('what whoever runs it allows is sent to: without TLS, or to addresses of their own network, each by itself', () => {
  expect(checkUrl('http://example.com/', { ...strict, plain: true }, 'url')).toBe('http://example.com/');
  expect(() => checkUrl('http://127.0.0.1/', { ...strict, plain: true }, 'url')).toThrow('loopback');
  expect(checkUrl('https://127.0.0.1:90/', { ...strict, privateAddresses: true }, 'url')).toBe('https://127.0.0.1:90/');
  expect(() => checkUrl('http://127.0.0.1/', { ...strict, privateAddresses: true }, 'url')).toThrow('by https');
});

test('what stands on the record is the host, without what a path or a query may hold', () => {
  expect(hostOf('https://example.com:8443/secret?token=secret')).toBe('example.com:8443');
});
