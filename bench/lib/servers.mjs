import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { SignJWT, exportSPKI, generateKeyPair } from 'jose';
import { root } from '../../scripts/lib/prepare.mjs';
import { Target } from './load.mjs';

/** Servers in processes of their own, on one database. */
export class Servers {
  #children = [];
  #folder = mkdtempSync(join(tmpdir(), 'promisegraph-bench-'));

  constructor(settings) {
    this.settings = settings;
  }

  /**
   * Promisegraph as it is run in production, with its figures on and its log written; only nobody is throttled.
   * @param minds whether it numbers events and minds the clock: on a database that others use for tests it would do so for them too
   */
  async promisegraph({ minds = true } = {}) {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const keyFile = join(this.#folder, 'key.pem');
    writeFileSync(keyFile, await exportSPKI(publicKey));
    this.privateKey = privateKey;
    const { uri, user, password } = this.settings;
    return this.#start('Promisegraph', ['--enable-source-maps'], join(root, 'dist', 'server.js'), {
      NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password,
      PROMISEGRAPH_MODE: 'production', PROMISEGRAPH_PORT: '0', PROMISEGRAPH_METRICS: 'on', PROMISEGRAPH_DATA: join(this.#folder, 'data'),
      PROMISEGRAPH_TOKEN_KEY_FILE: keyFile, PROMISEGRAPH_TOKEN_ISSUER: 'bench', PROMISEGRAPH_TOKEN_AUDIENCE: 'promisegraph',
      PROMISEGRAPH_WORKER: minds ? 'on' : 'off',
      PROMISEGRAPH_COST_PER_MINUTE: '1000000000', PROMISEGRAPH_COST_BURST: '1000000000',
    });
  }

  token(org, subject) {
    return new SignJWT({ org, sub: subject }).setProtectedHeader({ alg: 'EdDSA' }).setIssuer('bench').setAudience('promisegraph').setIssuedAt().setExpirationTime('1d').sign(this.privateKey);
  }

  /** A program of bench/servers. */
  other(name, program, environment = {}) {
    const { uri, user, password } = this.settings;
    return this.#start(name, [], join(root, 'bench', 'servers', program), { NODE_ENV: 'production', BENCH_NEO4J_URI: uri, BENCH_NEO4J_USER: user, BENCH_NEO4J_PASSWORD: password, ...environment });
  }

  /** @returns the server, once it has said where it answers */
  #start(name, flags, program, environment) {
    const profiles = process.env.PROMISEGRAPH_BENCH_PROFILE;
    const parameters = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${join(profiles, basename(program, '.js'))}`];
    const child = spawn(process.execPath, [...flags, ...parameters, program], { env: { PATH: process.env.PATH, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#children.push(child);
    return new Promise((resolve, reject) => {
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text) => {
        if (said === null) return;
        said += text;
        const port = /answers on http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
        if (port === undefined) return;
        said = null;
        resolve(new Target(name, Number(port), child.pid));
      });
      child.once('error', reject);
      child.once('close', (code) => reject(new Error(`${name} ended with ${String(code)} before it answered: ${said ?? ''}`)));
    });
  }

  async stop() {
    await Promise.all(this.#children.map((child) => new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('close', resolve);
      child.kill('SIGTERM');
    })));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
