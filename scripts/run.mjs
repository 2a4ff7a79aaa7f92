/* node scripts/run.mjs <command> [arguments]: one of src/commands/, prepared for like the server. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, main } from './lib/launch.mjs';
import { PreparationError, root } from './lib/prepare.mjs';

await main(async () => {
  const [command, ...parameters] = process.argv.slice(2);
  // Looked up in a list, so that a name is never a path.
  const commands = readdirSync(join(root, 'src', 'commands'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replace(/\.ts$/, ''));
  if (!commands.includes(command)) throw new PreparationError(`Usage: node scripts/run.mjs <${commands.join(' | ')}>`);
  // Standard output is the command's own: TOKEN=$(npm run -s token -- --agent Ada) must hold nothing else.
  // Most of what a command makes of a large file is garbage with the next line: in a larger nursery it dies before it is moved.
  await launch(`commands/${command}.js`, parameters, (line) => console.error(line), ['--max-semi-space-size=64']);
});
