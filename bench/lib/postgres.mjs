import { execFile } from 'node:child_process';
import { chmodSync, createWriteStream, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { structureOf } from './lean-store.mjs';
import { answerTo } from '../../dist/generator/edges.js';
import { Dice } from '../../dist/generator/dice.js';
import { dueOf } from '../../dist/generator/tiers.js';
import { objective, personName } from '../../dist/generator/words.js';

const execute = promisify(execFile);

/** Where Debian puts it; elsewhere it is on the path. @returns null where there is none */
function findBinaries() {
  const versions = '/usr/lib/postgresql';
  const folders = existsSync(versions) ? readdirSync(versions).sort((one, other) => Number(other) - Number(one)).map((version) => join(versions, version, 'bin')) : [];
  return [...folders, ...(process.env.PATH ?? '').split(':')].find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

export const missing = 'PostgreSQL is not installed, so it is left out (on Debian and Ubuntu: apt-get install postgresql).';

/** A PostgreSQL of our own in a folder of its own, holding the same promises as the store of as many; filled when it is first started. */
export class Postgres {
  static async start(folder, promises, say) {
    const binaries = findBinaries();
    if (binaries === null) {
      say(missing);
      return null;
    }
    const postgres = new Postgres(binaries, folder);
    try {
      await postgres.#start(promises, say);
      return postgres;
    } catch (error) {
      await postgres.stop();
      throw error;
    }
  }

  #folder;
  #running = false;

  constructor(binaries, folder) {
    this.binaries = binaries;
    this.#folder = folder;
  }

  get environment() {
    return { BENCH_POSTGRES_HOST: '127.0.0.1', BENCH_POSTGRES_PORT: String(this.port) };
  }

  async #start(promises, say) {
    const [data, filled] = [join(this.#folder, 'data'), join(this.#folder, 'filled')];
    const isFilled = existsSync(filled);
    if (!isFilled) {
      rmSync(this.#folder, { recursive: true, force: true });
      mkdirSync(data, { recursive: true });
      if (process.getuid?.() === 0) await execute('chown', ['-R', 'postgres', this.#folder]);
      chmodSync(this.#folder, 0o755);
      await this.#run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '--locale=C.UTF-8']);
    }
    this.port = await freePort();
    // Memory as Neo4j is given here, and its own recommendations for a machine with a solid state disk.
    const settings = ['fsync=off', 'shared_buffers=1GB', 'work_mem=256MB', 'maintenance_work_mem=256MB', 'effective_cache_size=2GB', 'random_page_cost=1.1', 'jit=off', "listen_addresses='127.0.0.1'", `unix_socket_directories='${this.#folder}'`, 'max_wal_size=4GB'];
    await this.#run('pg_ctl', ['-D', data, '-w', '-l', join(this.#folder, 'log'), '-o', `-p ${String(this.port)} ${settings.map((one) => `-c ${one}`).join(' ')}`, 'start']);
    this.#running = true;
    if (isFilled) return;
    say(`Filling PostgreSQL with ${String(promises)} promises ...`);
    await this.#fill(promises);
    writeFileSync(filled, '');
  }

  async #fill(promises) {
    const files = await writeRows(this.#folder, promises);
    await this.#run('psql', ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'postgres', '-q', '-v', 'ON_ERROR_STOP=1', '-c', [
      'CREATE TABLE agent (id integer PRIMARY KEY, name text NOT NULL)',
      'CREATE TABLE promise (id integer PRIMARY KEY, customer integer NOT NULL, performer integer NOT NULL, objective text NOT NULL, due timestamptz NOT NULL)',
      "CREATE TABLE dependency (dependent integer NOT NULL, provider integer NOT NULL, kind text NOT NULL, status text NOT NULL)",
      'CREATE TABLE serves (child integer NOT NULL, parent integer NOT NULL)',
      ...Object.entries(files).map(([table, file]) => `COPY ${table} FROM '${file}' (FORMAT text)`),
      'CREATE INDEX ON promise (performer, due, id)',
      // Covering, and of what is walked alone.
      "CREATE INDEX ON dependency (provider) INCLUDE (dependent) WHERE kind <> 'INFORMATIONAL' AND status <> 'REFUSED'",
      'CREATE INDEX ON serves (child) INCLUDE (parent)', 'CREATE INDEX ON serves (parent) INCLUDE (child)',
      'ALTER TABLE dependency ADD FOREIGN KEY (dependent) REFERENCES promise, ADD FOREIGN KEY (provider) REFERENCES promise',
    ].join('; ')]);
    await this.#run('psql', ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'postgres', '-q', '-c', 'VACUUM ANALYZE']);
    for (const file of Object.values(files)) rmSync(file);
  }

  /** It refuses to run as root. */
  async #run(program, words) {
    const path = join(this.binaries, program);
    const [command, given] = process.getuid?.() === 0 ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', path, ...words]] : [path, words];
    await execute(command, given, { cwd: this.#folder, maxBuffer: 16 * 1024 * 1024 });
  }

  async stop() {
    if (this.#running) await this.#run('pg_ctl', ['-D', join(this.#folder, 'data'), '-m', 'fast', '-w', 'stop']);
    this.#running = false;
  }
}

/** @returns for each table a file of its rows */
async function writeRows(folder, promises) {
  const structure = structureOf(promises);
  const dice = new Dice(`1/${String(promises)}`);
  const performers = structure.people.reduce((sum, count) => sum + count, 0);
  // The Board is nobody who performs.
  const board = performers;
  const tables = {
    agent: function* () {
      for (let n = 0; n < performers; n++) yield [n, personName(dice, n)];
      yield [board, 'Board of Directors'];
    },
    promise: function* () {
      for (let one = 0; one < promises; one++) {
        const [tier, parent] = [structure.tierOf(one), structure.parents[one]];
        yield [one, parent === -1 ? board : structure.performers[parent], structure.performers[one], objective(dice, one, tier), dueOf(tier, structure.layers[one])];
      }
    },
    dependency: function* () {
      for (let edge = 0; edge < structure.providers.length; edge++) yield [structure.dependents[edge], structure.providers[edge], structure.kindOf(edge), answerTo(dice, edge) ?? 'ASSERTED'];
    },
    serves: function* () {
      for (let one = 0; one < promises; one++) for (const parent of [structure.parents[one], structure.secondParent(one)]) if (parent !== -1) yield [one, parent];
    },
  };
  const files = {};
  for (const [table, rows] of Object.entries(tables)) {
    files[table] = join(folder, `${table}.txt`);
    const stream = createWriteStream(files[table]);
    let lines = '';
    for (const row of rows()) {
      lines += `${row.join('\t')}\n`;
      if (lines.length < 1_000_000) continue;
      if (!stream.write(lines)) await once(stream, 'drain');
      lines = '';
    }
    stream.end(lines);
    await once(stream, 'finish');
  }
  return files;
}

async function freePort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
