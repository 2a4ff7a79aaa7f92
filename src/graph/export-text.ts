import { createHash } from 'node:crypto';
import { formatName, formatVersion } from '../domain/import/records.rules.js';

/** JSON with its fields in order: what is the same is written the same. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/**
 * The text of an export, line by line: a header, records, and an end that says how many there were, and their digest. Whoever
 * makes an organisation up writes one too, and has it restored.
 */
export class ExportText {
  readonly #digest = createHash('sha256');
  #records = 0;

  header(organization: string): string {
    return this.record({ record: 'header', format: formatName, version: formatVersion, exported: { organization } });
  }

  record(record: object): string {
    const line = canonical(record);
    this.#digest.update(`${line}\n`);
    this.#records += 1;
    return line;
  }

  /** Takes lines that are written out already, as `record` would have written them. @returns them as bytes */
  lines(text: string, records: number): Buffer {
    const bytes = Buffer.from(text);
    this.#digest.update(bytes);
    this.#records += records;
    return bytes;
  }

  end(): string {
    return canonical({ record: 'end', records: this.#records, sha256: this.#digest.digest('hex') });
  }
}
