import { readFileSync } from 'node:fs';
import type { JWTVerifyGetKey } from 'jose';
import type { Configuration } from '../config.js';
import { developmentKeyFile } from '../development.js';
import { KeyFile } from './key-file.js';
import { KeyServer } from './key-server.js';
import type { KeyLogger } from './key-server.js';
import { developmentKeys } from './read-keys.js';

/** Whether tokens are verified with the development key of this machine, which can sign them too. */
export function hasOwnKey({ token }: Configuration): boolean {
  return token.keyUrl === undefined && token.keyFile === undefined;
}

/** The keys that the settings point at. @throws ConfigurationError when a key file is of no use */
export async function findVerificationKeys(configuration: Configuration, clock: () => number, logger: KeyLogger): Promise<JWTVerifyGetKey> {
  const { mode, token, local } = configuration;
  const common = { algorithm: token.algorithm, mode, clock, logger };
  if (token.keyFile !== undefined) return (await KeyFile.open({ ...common, file: token.keyFile })).find;
  if (token.keyUrl === undefined) return developmentKeys(readFileSync(await developmentKeyFile(local.folder), 'utf8'));
  const server = new KeyServer({ ...common, url: token.keyUrl });
  // Not waited for with success: an API that can't start while its key server is down makes one outage two.
  await server.warmUp();
  return server.find;
}
