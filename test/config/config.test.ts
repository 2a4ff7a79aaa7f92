import { join } from 'node:path';
import { ConfigurationError, readConfiguration } from '../../src/config.js';
import { packageRoot } from '../../src/root.js';

const publicKey = JSON.stringify({ kty: 'OKP', crv: 'Ed25519', kid: 'acme-2026', x: 'AAAA' });
const production = {
  PROMISEGRAPH_MODE: 'production',
  PROMISEGRAPH_TOKEN_KEY_FILE: '/etc/promisegraph/tokens.jwk',
  PROMISEGRAPH_TOKEN_ISSUER: 'https://identity.example',
  PROMISEGRAPH_TOKEN_AUDIENCE: 'promisegraph.example',
};

const read = (environment: Record<string, string | undefined>, keyFile = publicKey) =>
  readConfiguration(environment, () => keyFile);

function problemsOf(environment: Record<string, string | undefined>, keyFile = publicKey): readonly string[] {
  try {
    read(environment, keyFile);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('without a single setting', () => {
  it('serves a laptop: loopback, port 4000, the embedded database, development', () => {
    expect(read({})).toEqual({
      mode: 'development',
      host: '127.0.0.1',
      port: 4000,
      logLevel: 'info',
      neo4j: undefined,
      local: { folder: join(packageRoot, '.promisegraph'), heap: '512m', pageCache: '128m' },
      demo: 'auto',
      explorer: true,
      metrics: {},
      token: {
        keyUrl: undefined,
        keyFile: undefined,
        algorithm: 'EdDSA',
        issuer: 'promisegraph-development',
        audience: 'promisegraph',
        organizationClaim: 'org',
      },
      queryTimeoutMs: 10_000,
      operationTimeoutMs: 10_000,
      cost: { perMinute: 60_000, burst: 60_000 },
      operationsAtOnce: 32,
      poolSize: 100,
      drainMs: 10_000,
      allowedOrigins: [],
      trustedProxies: [],
      worker: true,
      leaseMs: 5_000,
      pollEveryMs: 500,
      keepEventsDays: 14,
      webhooks: { keys: [], plain: false, privateAddresses: false, timeoutMs: 10_000, places: 32, giveUpHours: 72 },
      interlockWorkflows: 2_000_000,
    });
  });

  it('takes an empty value for none, as compose files write it', () => {
    expect(read({ NEO4J_URI: '', PROMISEGRAPH_PORT: ' ' })).toEqual(read({}));
  });
});

describe('a Neo4j of one’s own', () => {
  it.each(['bolt', 'bolt+s', 'bolt+ssc', 'neo4j', 'neo4j+s', 'neo4j+ssc'])('may be reached by %s://', (scheme) => {
    const uri = `${scheme}://graph.example:7687`;
    expect(read({ NEO4J_URI: uri, NEO4J_PASSWORD: 'secret' }).neo4j).toEqual({ uri, user: 'neo4j', password: 'secret' });
  });

  it.each(['http://graph.example:7474', 'graph.example:7687', 'bolt://', 'nonsense'])('is not reached by %s', (uri) => {
    expect(problemsOf({ NEO4J_URI: uri, NEO4J_PASSWORD: 'secret' })).toEqual([
      expect.stringMatching(/^NEO4J_URI must be an address as in bolt:\/\/host:7687/),
    ]);
  });

  it('never shows the address or the password it complains about', () => {
    const problems = problemsOf({ NEO4J_URI: 'http://neo4j:hunter2@graph.example', NEO4J_PASSWORD: 'hunter2' });
    expect(problems.join()).not.toContain('hunter2');
  });

  it('needs its password', () => {
    expect(problemsOf({ NEO4J_URI: 'bolt://graph.example' })).toEqual(['NEO4J_PASSWORD is missing: NEO4J_URI needs it']);
  });

  it('is not replaced by an empty embedded database when its address is lost', () => {
    expect(problemsOf({ NEO4J_PASSWORD: 'secret' })).toEqual([
      'NEO4J_PASSWORD is set without NEO4J_URI: set both, or neither for the embedded database',
    ]);
  });
});

describe('what secrets of webhooks are sealed with', () => {
  const [one, other] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];

  it('is one key, or several while one takes the place of another', () => {
    expect(read({ PROMISEGRAPH_WEBHOOK_KEY: one }).webhooks.keys).toEqual([Buffer.alloc(32, 1)]);
    expect(read({ PROMISEGRAPH_WEBHOOK_KEY: `${one}, ${other}` }).webhooks.keys).toEqual([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]);
  });

  it.each([one.slice(0, -4), Buffer.alloc(31, 1).toString('base64'), 'a'.repeat(44), one.replace('=', ''), `${one},x`])('is not %s, which is not shown', (key) => {
    const problems = problemsOf({ PROMISEGRAPH_WEBHOOK_KEY: key });
    expect(problems).toEqual([expect.stringMatching(/^PROMISEGRAPH_WEBHOOK_KEY must be 32 bytes as base64/)]);
    expect(problems.join()).not.toContain(key);
  });
});

describe('a setting that isn’t one', () => {
  it('stops the start and names the one that was meant', () => {
    expect(problemsOf({ PROMISEGRAPH_PROT: '4001' })).toEqual(['PROMISEGRAPH_PROT is no setting: did you mean PROMISEGRAPH_PORT?']);
    expect(problemsOf({ PROMISEGRAPH_FLAVOUR: 'mint' })).toEqual(['PROMISEGRAPH_FLAVOUR is no setting']);
  });

  it('is left alone where it belongs to the tests or to Neo4j’s own tools', () => {
    const others = { NEO4J_HOME: '/opt/neo4j', NEO4J_CONF: '/etc/neo4j', NEO4J_AUTH: 'none', NEO4J_EDITION: 'community' };
    expect(problemsOf({ ...others, PROMISEGRAPH_TEST_NEO4J_URI: 'bolt://127.0.0.1:1' })).toEqual([]);
  });

  it.each([
    ['NEO4J_URL', 'NEO4J_URI'],
    ['NEO4J_USERNAME', 'NEO4J_USER'],
    ['NEO4J_PASSWROD', 'NEO4J_PASSWORD'],
  ])('%s was meant for us: %s', (name, meant) => {
    expect(problemsOf({ [name]: 'x' })).toEqual([`${name} is no setting: did you mean ${meant}?`]);
  });
});

describe('a bad value', () => {
  it.each([
    [{ PROMISEGRAPH_PORT: '70000' }, 'PROMISEGRAPH_PORT must be between 0 and 65535; it is "70000"'],
    [{ PROMISEGRAPH_PORT: '4e3' }, 'PROMISEGRAPH_PORT must be a whole number; it is "4e3"'],
    [{ PROMISEGRAPH_MODE: 'prodution' }, 'PROMISEGRAPH_MODE must be one of development, production; it is "prodution": did you mean production?'],
    [{ PROMISEGRAPH_DATABASE_HEAP: '512' }, 'PROMISEGRAPH_DATABASE_HEAP must be a number with k, m or g, as in 512m; it is "512"'],
    [{ PROMISEGRAPH_TOKEN_ALGORITHM: 'HS256' }, 'PROMISEGRAPH_TOKEN_ALGORITHM must be one of EdDSA, ES256, RS256; it is "HS256": did you mean ES256?'],
    [{ PROMISEGRAPH_QUERY_TIMEOUT_MS: '0' }, 'PROMISEGRAPH_QUERY_TIMEOUT_MS must be between 1 and 600000; it is "0"'],
  ])('%j is refused with the reason', (environment, problem) => {
    expect(problemsOf(environment)).toEqual([problem]);
  });

  it('is told together with all the others', () => {
    expect(() => read({ PROMISEGRAPH_PORT: 'x', PROMISEGRAPH_DEMO: 'yes', PROMISEGRAPH_HOTS: '::1' })).toThrow(
      [
        'The settings are not right:',
        '  - PROMISEGRAPH_HOTS is no setting: did you mean PROMISEGRAPH_HOST?',
        '  - PROMISEGRAPH_PORT must be a whole number; it is "x"',
        '  - PROMISEGRAPH_DEMO must be one of auto, never; it is "yes"',
      ].join('\n'),
    );
  });
});

describe('production', () => {
  it('is what NODE_ENV says, unless PROMISEGRAPH_MODE says otherwise', () => {
    expect(read({ ...production, PROMISEGRAPH_MODE: undefined, NODE_ENV: 'production' }).mode).toBe('production');
    expect(read({ NODE_ENV: 'production', PROMISEGRAPH_MODE: 'development' }).mode).toBe('development');
    expect(read({ NODE_ENV: 'test' }).mode).toBe('development');
  });

  it('starts with a key, an issuer and an audience, and without the demo', () => {
    const configuration = read({ ...production, PROMISEGRAPH_DEMO: 'auto' });
    expect(configuration.token).toMatchObject({ keyFile: '/etc/promisegraph/tokens.jwk', issuer: 'https://identity.example' });
    expect(configuration.demo).toBe('never');
    expect(configuration.explorer).toBe(false);
  });

  it('has no default for any of the three', () => {
    expect(problemsOf({ PROMISEGRAPH_MODE: 'production' })).toEqual([
      'PROMISEGRAPH_TOKEN_KEY_URL or PROMISEGRAPH_TOKEN_KEY_FILE is missing: production has no default for them',
      'PROMISEGRAPH_TOKEN_ISSUER is missing: production has no default for it',
      'PROMISEGRAPH_TOKEN_AUDIENCE is missing: production has no default for it',
    ]);
  });

  it('starts with the address of a key server in place of a file', () => {
    const keyUrl = 'https://identity.example/.well-known/jwks.json';
    expect(read({ ...production, PROMISEGRAPH_TOKEN_KEY_FILE: undefined, PROMISEGRAPH_TOKEN_KEY_URL: keyUrl }).token).toMatchObject({ keyUrl, keyFile: undefined });
  });

  it('has figures when they are asked for, or when there is a secret for them', () => {
    const secret = 'correct-horse-battery-staple';
    expect(read(production).metrics).toBeNull();
    expect(read({ ...production, PROMISEGRAPH_METRICS: 'on' }).metrics).toEqual({});
    expect(read({ ...production, PROMISEGRAPH_METRICS_TOKEN: secret }).metrics).toEqual({ token: secret });
    expect(read({ ...production, PROMISEGRAPH_METRICS: 'off', PROMISEGRAPH_METRICS_TOKEN: secret }).metrics).toBeNull();
    expect(read({ PROMISEGRAPH_METRICS: 'off' }).metrics).toBeNull();
  });

  it('refuses a secret for them that could be guessed, and does not repeat it', () => {
    expect(problemsOf({ PROMISEGRAPH_METRICS_TOKEN: 'hunter2' })).toEqual(['PROMISEGRAPH_METRICS_TOKEN must have at least 16 characters, letters, digits and signs without spaces']);
  });

  it('has the explorer when it is asked for', () => {
    expect(read({ ...production, PROMISEGRAPH_EXPLORER: 'on' }).explorer).toBe(true);
    expect(read({ PROMISEGRAPH_EXPLORER: 'off' }).explorer).toBe(false);
  });

  it('takes keys from one place alone', () => {
    expect(problemsOf({ ...production, PROMISEGRAPH_TOKEN_KEY_URL: 'https://identity.example/keys' })).toEqual([
      'PROMISEGRAPH_TOKEN_KEY_URL and PROMISEGRAPH_TOKEN_KEY_FILE are both set: keys come from one place',
    ]);
  });

  it.each(['http://localhost:8080/keys', 'http://127.0.0.1/keys', 'http://[::1]:1/keys'])('may reach a key server beside it by %s', (url) => {
    expect(problemsOf({ PROMISEGRAPH_TOKEN_KEY_URL: url })).toEqual([]);
  });

  it.each(['http://identity.example/keys', 'http://localhost.identity.example/keys', 'file:///etc/keys', 'identity.example', 'https://', 'https://me:hunter2@identity.example/keys'])('takes no keys from %s', (url) => {
    const problems = problemsOf({ ...production, PROMISEGRAPH_TOKEN_KEY_FILE: undefined, PROMISEGRAPH_TOKEN_KEY_URL: url });
    expect(problems).toEqual([expect.stringMatching(/^PROMISEGRAPH_TOKEN_KEY_URL must be an address as in https:/)]);
    expect(problems.join()).not.toContain('hunter2');
  });

  it.each([
    ['a JWK', JSON.stringify({ kty: 'OKP', kid: 'development', x: 'AAAA' })],
    ['a JWKS', JSON.stringify({ keys: [{ kty: 'OKP', kid: 'acme' }, { kty: 'OKP', kid: 'development' }] })],
  ])('refuses the development key in %s', (_kind, content) => {
    expect(problemsOf(production, content)).toEqual([expect.stringContaining('is the development key')]);
    expect(problemsOf({ ...production, PROMISEGRAPH_MODE: 'development' }, content)).toEqual([]);
  });

  it('refuses any key out of the data folder, whatever its name', () => {
    const keyFile = join(packageRoot, '.promisegraph', 'token-key.pem');
    const problems = problemsOf({ ...production, PROMISEGRAPH_TOKEN_KEY_FILE: keyFile }, '-----BEGIN PUBLIC KEY-----');
    expect(problems).toEqual([expect.stringContaining('is the development key')]);
  });
});

describe('the key file', () => {
  it.each([
    ['a PEM', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'],
    ['a JWK', JSON.stringify({ kty: 'OKP', kid: 'acme', x: 'AAAA', d: 'AAAA' })],
  ])('is refused when it is a private key in %s', (_kind, content) => {
    expect(problemsOf(production, content)).toEqual([expect.stringContaining('holds a private key')]);
  });

  it('that is not there is told by its name', () => {
    expect(() => readConfiguration({ PROMISEGRAPH_TOKEN_KEY_FILE: '/nowhere/key.pem' })).toThrow(
      'PROMISEGRAPH_TOKEN_KEY_FILE: /nowhere/key.pem is not there',
    );
  });
});

describe('who is let in from elsewhere', () => {
  test('origins and proxies are lists', () => {
    const { allowedOrigins, trustedProxies } = readConfiguration({ PROMISEGRAPH_ALLOWED_ORIGINS: 'https://app.example, http://localhost:3000', PROMISEGRAPH_TRUSTED_PROXIES: '10.0.0.0/8,::1' });
    expect({ allowedOrigins, trustedProxies }).toEqual({ allowedOrigins: ['https://app.example', 'http://localhost:3000'], trustedProxies: ['10.0.0.0/8', '::1'] });
  });

  test.each(['*', 'app.example', 'https://app.example/', 'https://app.example/page', 'ftp://app.example', 'null'])('%s is no origin', (origin) => {
    expect(() => readConfiguration({ PROMISEGRAPH_ALLOWED_ORIGINS: origin })).toThrow(/PROMISEGRAPH_ALLOWED_ORIGINS must be origins/);
  });

  test.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/8/8', 'true'])('%s is no network', (network) => {
    expect(() => readConfiguration({ PROMISEGRAPH_TRUSTED_PROXIES: network })).toThrow(/PROMISEGRAPH_TRUSTED_PROXIES must be addresses/);
  });
});
