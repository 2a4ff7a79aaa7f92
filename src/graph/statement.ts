import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import neo4j from 'neo4j-driver';
import type { RecordShape } from 'neo4j-driver';

/**
 * A Cypher statement with a fixed text, read from cypher/<name>.cypher. Its header says what it is for, whether it
 * reads or writes, each parameter with its type, and each column it returns:
 *
 *     // One promise, as its viewer may see it.
 *     // read
 *     // $org string
 *     // $id string
 *     // -> promise string?
 *
 * Types: string, integer, float, boolean, list, map, any; a question mark allows null.
 */
export interface Statement<Parameters extends object = object, Row extends object = object> {
  readonly name: string;
  readonly text: string;
  readonly mode: 'read' | 'write';
  readonly parameters: ReadonlyMap<string, ValueType>;
  readonly columns: ReadonlyMap<string, ValueType>;
  /** Carries the shapes for the compiler; checked against the header each time the statement runs. */
  readonly shape?: { parameters: Parameters; row: Row };
}

export interface ValueType {
  readonly kind: 'string' | 'integer' | 'float' | 'boolean' | 'list' | 'map' | 'any';
  readonly nullable: boolean;
}

const TYPE = /^(string|integer|float|boolean|list|map|any)(\?)?$/;

function valueType(text: string | undefined, where: string): ValueType {
  const match = TYPE.exec(text ?? '');
  if (match === null) throw new Error(`${where}: "${text ?? ''}" is no type; use string, integer, float, boolean, list, map or any, with ? for null.`);
  return { kind: match[1] as ValueType['kind'], nullable: match[2] === '?' };
}

export function parseStatement(name: string, source: string): Statement {
  const lines = source.split('\n');
  const bodyAt = lines.findIndex((line) => !line.startsWith('//'));
  const header = lines.slice(0, bodyAt).map((line) => line.slice(2).trim());
  const mode = header.find((line) => line === 'read' || line === 'write');
  if (mode !== 'read' && mode !== 'write') throw new Error(`cypher/${name}.cypher: the header must say "read" or "write".`);
  const parameters = new Map<string, ValueType>();
  const columns = new Map<string, ValueType>();
  for (const line of header) {
    const where = `cypher/${name}.cypher`;
    const parameter = /^\$(\w+)\s+(\S+)/.exec(line);
    if (parameter?.[1] !== undefined) parameters.set(parameter[1], valueType(parameter[2], where));
    const returned = /^->\s+(.*)$/.exec(line);
    for (const column of returned?.[1]?.split(',') ?? []) {
      const [label, type] = column.trim().split(/\s+/);
      if (label !== undefined && label !== '') columns.set(label, valueType(type, where));
    }
  }
  return { name, text: lines.slice(bodyAt).join('\n').trim(), mode, parameters, columns };
}

const bound = new Map<string, Statement>();

/** Binds a statement by name. Its text is filled in by `loadStatements` at start; a missing file stops the boot. */
export function statement<Parameters extends object, Row extends object>(name: string): Statement<Parameters, Row> {
  const present = bound.get(name);
  if (present !== undefined) return present as Statement<Parameters, Row>;
  const empty: Statement = { name, text: '', mode: 'read', parameters: new Map(), columns: new Map() };
  bound.set(name, empty);
  return empty as Statement<Parameters, Row>;
}

/** Names of every statement that code has bound; a test compares them with the files. */
export function boundStatements(): readonly string[] {
  return [...bound.keys()];
}

export function readStatements(folder: string): ReadonlyMap<string, Statement> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.cypher'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(folder, file).startsWith('migrations'));
  return new Map(
    files.map((file) => {
      const name = relative(folder, file).replaceAll('\\', '/').replace(/\.cypher$/, '');
      return [name, parseStatement(name, readFileSync(file, 'utf8'))];
    }),
  );
}

/** Fills every bound statement from its file. @throws when one has no file */
export function loadStatements(folder: string): void {
  const read = readStatements(folder);
  for (const [name, statement] of bound) {
    const found = read.get(name);
    if (found === undefined) throw new Error(`cypher/${name}.cypher is missing: a statement is bound to it.`);
    Object.assign(statement, found);
  }
}

/** The parameters as the driver takes them: whole numbers as integers, since the driver sends any number as a float. */
export function encodeParameters(statement: Statement, parameters: object): RecordShape {
  const given = parameters as Readonly<Record<string, unknown>>;
  const encoded: RecordShape = {};
  for (const [name, type] of statement.parameters) {
    const value = given[name];
    if (value === undefined || (value === null && !type.nullable)) throw new Error(`cypher/${statement.name}.cypher: $${name} is missing.`);
    if (value !== null && !isOf(type, value)) throw new Error(`cypher/${statement.name}.cypher: $${name} is no ${type.kind}.`);
    encoded[name] = type.kind === 'float' ? value : encodeValue(value);
  }
  for (const name of Object.keys(given)) {
    if (!statement.parameters.has(name)) throw new Error(`cypher/${statement.name}.cypher: $${name} is not in the header.`);
  }
  return encoded;
}

/** Whole numbers as integers, however deep: what a statement writes as properties must not come out as 61.0. */
function encodeValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? neo4j.int(value) : value;
  if (Array.isArray(value)) return value.map(encodeValue);
  if (typeof value !== 'object' || value === null) return value;
  // Not by way of its entries: imports send millions of properties.
  const encoded: Record<string, unknown> = {};
  for (const name of Object.keys(value)) encoded[name] = encodeValue((value as Readonly<Record<string, unknown>>)[name]);
  return encoded;
}

/** A row as declared. @throws when the database returned something else than the header says */
export function decodeRow<Row extends object>(statement: Statement<object, Row>, row: RecordShape): Row {
  for (const [name, type] of statement.columns) {
    const value: unknown = row[name];
    if (value === undefined) throw new Error(`cypher/${statement.name}.cypher returned no column ${name}.`);
    if (value === null ? !type.nullable : !isOf(type, value)) throw new Error(`cypher/${statement.name}.cypher: column ${name} is no ${type.kind}.`);
  }
  return row as Row;
}

function isOf(type: ValueType, value: unknown): boolean {
  switch (type.kind) {
    case 'any':
      return true;
    case 'list':
      return Array.isArray(value);
    case 'map':
      return typeof value === 'object' && !Array.isArray(value);
    case 'integer':
      return Number.isSafeInteger(value);
    case 'float':
      return typeof value === 'number';
    case 'string':
    case 'boolean':
      return typeof value === type.kind;
  }
}
