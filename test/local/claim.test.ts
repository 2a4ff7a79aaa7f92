import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimFolder, readIdentity } from '../../src/local/claim.js';
import { LocalDatabaseError } from '../../src/local/error.js';
import { identifyProcess, isRunning, signalProcess } from '../../src/local/processes.js';

let folder: string;
const owner = (): string => join(folder, 'owner.json');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'promisegraph-claim-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a process', () => {
  it('is known by its pid and the moment it started', () => {
    const self = identifyProcess(process.pid);
    expect(self).toEqual({ pid: process.pid, startedAt: expect.any(String) });
    expect(self !== undefined && isRunning(self)).toBe(true);
  });

  it('that got the pid of one long gone is a stranger, and never signalled', () => {
    const kill = jest.spyOn(process, 'kill');
    const impostor = { pid: process.pid, startedAt: 'another time' };
    expect(isRunning(impostor)).toBe(false);
    signalProcess(impostor, 'SIGKILL');
    expect(kill).not.toHaveBeenCalled();
    kill.mockRestore();
  });

  it('that has ended is not running, even before anyone has reaped it', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    await new Promise((resolve) => child.once('spawn', resolve));
    const identity = identifyProcess(child.pid ?? 0);
    expect(identity !== undefined && isRunning(identity)).toBe(true);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(identity !== undefined && isRunning(identity)).toBe(false);
  });
});

describe('a folder', () => {
  it('has one owner at a time, and the second is told who and what to do', () => {
    const claim = claimFolder(folder);
    expect(() => claimFolder(folder)).toThrow(LocalDatabaseError);
    expect(() => claimFolder(folder)).toThrow(/in use by this process already\.\nStop that one, or .* PROMISEGRAPH_DATA/);
    claim.release();
    claimFolder(folder).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'before' })],
    ['a process whose pid went to another', JSON.stringify({ pid: process.pid, startedAt: 'before' })],
    ['nobody legible', '{"pid":'],
  ])('left by %s can be claimed', (_who, content) => {
    writeFileSync(owner(), content);
    const claim = claimFolder(folder);
    expect(readIdentity(owner())).toEqual(identifyProcess(process.pid));
    claim.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not given back by someone whose claim another has taken over', () => {
    const claim = claimFolder(folder);
    const other = JSON.stringify({ pid: 1, startedAt: 'later' });
    writeFileSync(owner(), other);
    claim.release();
    expect(readIdentity(owner())).toEqual(JSON.parse(other));
  });
});
