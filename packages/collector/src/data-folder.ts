import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CollectorError } from './collector-error.ts';

/** Where things lie in a data folder. */
export interface DataFolder {
  path: string;
  controlPath: string;
  projectsPath: string;
  /** Outside of backups: it says whom they must not bring back. */
  tombstonesPath: string;
}

/** The places of a data folder; nothing is made or looked at. */
export function dataFolder(path: string): DataFolder {
  return {
    path,
    controlPath: join(path, 'control.db'),
    projectsPath: join(path, 'projects'),
    tombstonesPath: join(path, 'tombstones.jsonl'),
  };
}

/**
 * Makes a data folder where there is none, for this user alone: it holds keys and what people do.
 *
 * @throws CollectorError `data_folder_unusable`.
 */
export function makeDataFolder({ path, projectsPath }: DataFolder): void {
  try {
    mkdirSync(projectsPath, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new CollectorError({
      code: 'data_folder_unusable',
      message: `the data folder ${path} cannot be made: ${cause instanceof Error ? cause.message : cause}`,
      hint: 'set ARDENT_DATA_DIR to a folder that this user may write to',
      cause,
    });
  }
}
