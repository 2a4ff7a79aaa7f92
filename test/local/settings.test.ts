import { neo4jConfiguration } from '../../src/local/settings.js';

const lines = (throwaway: boolean): string[] =>
  neo4jConfiguration({ port: 7001, pageCache: '128m', throwaway, shortLived: false, collector: 'G1', keepsPlans: false }).trim().split('\n');

it('listens on loopback alone, for Bolt alone, and calls nobody', () => {
  const addresses = lines(false).filter((line) => /address=/.test(line));
  expect(addresses.length).toBeGreaterThan(0);
  for (const address of addresses) expect(address).toMatch(/=127\.0\.0\.1(:7001)?$/);
  expect(lines(false)).toEqual(
    expect.arrayContaining([
      'server.http.enabled=false',
      'server.https.enabled=false',
      'dbms.usage_report.enabled=false',
      'dbms.security.auth_enabled=true',
    ]),
  );
});

it('spares a throw-away the checkpoints that a kept database needs', () => {
  expect(lines(true).some((line) => line.startsWith('db.checkpoint.'))).toBe(true);
  expect(lines(false).some((line) => line.startsWith('db.checkpoint.'))).toBe(false);
});
