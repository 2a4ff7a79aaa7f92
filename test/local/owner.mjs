/* An API process as far as its database goes: starts one on the folder given, tells where it is, and waits to be killed. */
import { startLocalDatabase } from '../../dist/local/index.js';

const database = await startLocalDatabase({ folder: process.argv[2], say: () => {}, throwaway: true });
process.stdout.write(`${JSON.stringify({ uri: database.uri, password: database.password, pid: database.pid() })}\n`);
process.once('SIGTERM', () => void database.stop());
