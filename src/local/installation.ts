import { join } from 'node:path';
import type { Java } from './java.js';

/** One Neo4j server on one folder: where its files are and what it runs on. */
export interface Installation {
  readonly folder: string;
  readonly jars: string;
  readonly java: Java;
  readonly password: string;
  readonly heap: string;
}

/** Of garbage. */
export type Collector = 'G1' | 'Serial';

/**
 * The same for the server and for its class archive: Java drops an archive that was written under other flags.
 */
export function javaFlags({ jars, heap }: Installation, collector: Collector = 'G1'): string[] {
  return [
    `-Xmx${heap}`,
    `-XX:+Use${collector}GC`,
    // A server out of memory answers some and fails others; one that ends is started again, whole.
    '-XX:+ExitOnOutOfMemoryError',
    '--add-opens=java.base/java.nio=ALL-UNNAMED',
    '--add-opens=java.base/java.io=ALL-UNNAMED',
    '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
    '-Dfile.encoding=UTF-8',
    '-cp',
    join(jars, 'lib', '*'),
  ];
}
