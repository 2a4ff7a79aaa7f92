import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PreparationError, root, run } from '../../scripts/lib/prepare.mjs';

/**
 * Installs, the first time, what the product is measured against: packages that only a bench needs, in bench/.
 * @param packages which of them have to be there
 */
export async function installCompetition(packages, say) {
  const folder = join(root, 'bench');
  if (packages.every((name) => existsSync(join(folder, 'node_modules', ...name.split('/'))))) return;
  say('Installing what it is measured against in bench/ (npm ci) ...');
  const { code, output } = await run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], { cwd: folder });
  if (code !== 0) throw new PreparationError(`npm ci failed in bench/:\n${output}`);
}
