import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

// pnpm leaves hidden folders that are not its own in node_modules alone, and whoever deletes node_modules means these files too.
const stateDir = join(root, 'node_modules', '.ardent');

/** Held while something installs or builds in this checkout. */
export const lockFile = join(stateDir, 'lock');

/** Holds the stamp of what was installed last. */
export const installedStampFile = join(stateDir, 'installed');

/** Everything the last installation printed. */
export const installLogFile = join(stateDir, 'install.log');
