import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { JWK } from 'jose';
import { developmentKeyId } from './config.js';
import type { Configuration } from './config.js';
import type { DatabaseSettings } from './graph/database.js';

/** What a developer's machine keeps between starts, in the data folder, for its owner alone. */
const keyFileName = 'development-key.json';
const runningFileName = 'running.json';

function writePrivately(folder: string, name: string, content: object): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  writeFileSync(file, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600); // the mode above is for new files only
  return file;
}

/** The key that development tokens are signed with, made on the first start. Production refuses it. */
export async function developmentKeyFile(folder: string): Promise<string> {
  const file = join(folder, keyFileName);
  if (existsSync(file)) return file;
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return writePrivately(folder, keyFileName, { ...(await exportJWK(privateKey)), kid: developmentKeyId, alg: 'EdDSA' });
}

/** Signs a token that lasts a week: as long as a spell of work, and no secret worth more. */
export async function mintDevelopmentToken(keyFile: string, settings: Configuration['token'], who: { readonly org: string; readonly subject: string }, now: number): Promise<string> {
  const key = await importJWK(JSON.parse(readFileSync(keyFile, 'utf8')) as JWK, 'EdDSA');
  const seconds = Math.floor(now / 1_000);
  return new SignJWT({ [settings.organizationClaim]: who.org })
    .setProtectedHeader({ alg: 'EdDSA', kid: developmentKeyId })
    .setSubject(who.subject)
    .setIssuer(settings.issuer)
    .setAudience(settings.audience)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 7 * 24 * 60 * 60)
    .setJti(randomUUID())
    .sign(key);
}

/** Tells commands beside a running server where its database is. */
export function announceDatabase(folder: string, settings: DatabaseSettings): void {
  writePrivately(folder, runningFileName, settings);
}

export function withdrawAnnouncement(folder: string): void {
  rmSync(join(folder, runningFileName), { force: true });
}

/** The database of the settings, or of the server that runs beside this command; null when there is neither. */
export function findDatabase(configuration: Configuration): DatabaseSettings | null {
  const common = { poolSize: 5, queryTimeout: configuration.queryTimeoutMs };
  if (configuration.neo4j !== undefined) return { ...configuration.neo4j, ...common };
  const file = join(configuration.local.folder, runningFileName);
  return existsSync(file) ? { ...(JSON.parse(readFileSync(file, 'utf8')) as DatabaseSettings), ...common } : null;
}
