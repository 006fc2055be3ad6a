import { buildPackages } from './build-packages.mjs';
import { installPackages } from './install-packages.mjs';
import { lockFile, root } from './paths.mjs';
import { say } from './say.mjs';
import { withLock } from './with-lock.mjs';

/**
 * What every command needs first: packages installed and built. Takes a second where nothing changed.
 * Leaves the process in the repository's root, wherever it was started.
 */
export async function prepare() {
  process.chdir(root);
  await withLock(
    lockFile,
    async () => {
      await installPackages();
      await buildPackages();
    },
    (holder) =>
      say(`waiting: ${holder ? `process ${holder}` : 'another command'} is installing or building here`),
  );
}
