import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LocalDatabaseError, waysOn } from './error.js';

const run = promisify(execFile);

export interface Java {
  readonly command: string;
  /** The full version text. A class-data archive fits the very build that wrote it, so it is part of its name. */
  readonly build: string;
}

/** JAVA_HOME wins over PATH, as it does for Maven, so that both use one Java. */
export async function findJava(environment: NodeJS.ProcessEnv = process.env): Promise<Java> {
  const command = environment['JAVA_HOME'] ? join(environment['JAVA_HOME'], 'bin', 'java') : 'java';
  let build: string;
  try {
    build = (await run(command, ['-version'], { env: environment })).stderr;
  } catch {
    // macOS has a /usr/bin/java that only opens a dialogue and fails: to us that is no Java either.
    throw new LocalDatabaseError(`The embedded database needs Java, and "${command}" does not run.\n${waysOn}`);
  }
  const version = Number(/version "(?:1\.)?(\d+)/.exec(build)?.[1] ?? Number.NaN);
  if (!(version >= 17)) {
    const found = Number.isNaN(version) ? 'an unknown one' : `Java ${String(version)}`;
    throw new LocalDatabaseError(`The embedded database needs Java 17 or 21; "${command}" is ${found}.\n${waysOn}`);
  }
  return { command, build };
}
