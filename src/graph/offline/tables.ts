import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface ImportFile {
  /** A label of nodes, or a type of edges. */
  readonly name: string;
  readonly path: string;
  /** Whether a value in it goes over several lines. */
  readonly multiline: boolean;
  /** The length of its longest row, in bytes. */
  readonly longest: number;
}

/** How the files are written, for the importer's options. The quote is a sign that JSON isn't full of. */
export const dialect = { quote: '|', arrayDelimiter: ';' } as const;

export type Row = Readonly<Record<string, unknown>>;

/** As much of a file is held until it is written. */
const held = 256 * 1024;

class OpenFile implements ImportFile {
  longest = 0;
  readonly #buffer = Buffer.allocUnsafe(held);
  #length = 0;
  readonly #descriptor: number;

  constructor(readonly name: string, readonly path: string, readonly multiline: boolean, header: string) {
    this.#descriptor = openSync(path, 'wx', 0o600);
    this.add(header);
  }

  add(row: string): void {
    // A letter has three bytes at most.
    const room = row.length * 3 + 1;
    if (this.#length + room > held) this.#flush();
    if (room > held) {
      const bytes = Buffer.from(`${row}\n`);
      this.longest = Math.max(this.longest, bytes.length);
      this.#write(bytes);
      return;
    }
    const size = this.#buffer.write(row, this.#length);
    this.#buffer[this.#length + size] = 0x0a;
    this.#length += size + 1;
    if (size >= this.longest) this.longest = size + 1;
  }

  close(): ImportFile {
    this.#flush();
    closeSync(this.#descriptor);
    const { name, path, multiline, longest } = this;
    return { name, path, multiline, longest };
  }

  #flush(): void {
    this.#write(this.#buffer.subarray(0, this.#length));
    this.#length = 0;
  }

  #write(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) from += writeSync(this.#descriptor, bytes, from);
  }
}

/** What a value is to the importer, as a number; 0 for none, which is no column. */
const types = ['', 'string', 'long', 'double', 'boolean', 'string[]'] as const;

/** Rows that have the same columns so far. */
class Shape {
  /** By the type of the next column of their layout. */
  readonly next: (Shape | undefined)[] = [];
  readonly files: [plain: OpenFile | undefined, multiline: OpenFile | undefined] = [undefined, undefined];

  constructor(readonly header: string) {}

  after(column: string, type: number): Shape {
    const shape = new Shape(type === 0 ? this.header : `${this.header},${column}:${types[type] ?? ''}`);
    this.next[type] = shape;
    return shape;
  }
}

/** Rows whose properties have the same names in the same order, whatever they are. */
interface Layout {
  readonly columns: readonly string[];
  readonly first: Shape;
}

/**
 * Rows in the files of a folder. A row decides itself what its columns are, so that a value is in the store what it would be
 * through a statement: rows of one name that have other properties, or a whole number in the place of a broken one, are in a
 * file of their own.
 */
export class Tables {
  readonly #layouts = new Map<string, Layout[]>();
  readonly #files: OpenFile[] = [];
  rows = 0;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /**
   * @param header the names of the columns that the importer knows the row by
   * @param keys what is in them
   */
  add(name: string, header: string, keys: string, properties: Row): void {
    const columns = Object.keys(properties);
    const values = Object.values(properties);
    let shape = this.#layoutOf(name, header, columns).first;
    let row = keys;
    for (let at = 0; at < values.length; at++) {
      const value = values[at];
      const type = typeOf(value);
      shape = shape.next[type] ?? shape.after(columns[at] ?? '', type);
      if (type !== 0) row += `,${textOf(value)}`;
    }
    const multiline = row.includes('\n') || row.includes('\r');
    const which = multiline ? 1 : 0;
    const file = shape.files[which] ?? this.#open(name, multiline, shape.header);
    shape.files[which] = file;
    file.add(row);
    this.rows += 1;
  }

  #layoutOf(name: string, header: string, columns: readonly string[]): Layout {
    const layouts = this.#layouts.get(name) ?? [];
    for (const layout of layouts) if (areSame(layout.columns, columns)) return layout;
    const layout = { columns, first: new Shape(header) };
    layouts.push(layout);
    this.#layouts.set(name, layouts);
    return layout;
  }

  /** Ends every file. */
  close(): readonly ImportFile[] {
    return this.#files.map((file) => file.close());
  }

  #open(name: string, multiline: boolean, header: string): OpenFile {
    const file = new OpenFile(name, join(this.folder, `${name}-${String(this.#files.length + 1)}.csv`), multiline, header);
    this.#files.push(file);
    return file;
  }
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
  return true;
}

function typeOf(value: unknown): number {
  if (typeof value === 'string') return 1;
  if (value === null || value === undefined) return 0;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 2 : 3;
  return typeof value === 'boolean' ? 4 : 5;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string' || one.includes(dialect.arrayDelimiter))) throw new TypeError('a property is a text, a number, a truth value or a list of ids');
  return quoted(value.join(dialect.arrayDelimiter));
}

function quoted(text: string): string {
  return `|${text.includes(dialect.quote) ? text.replaceAll(dialect.quote, dialect.quote + dialect.quote) : text}|`;
}
