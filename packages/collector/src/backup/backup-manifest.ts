import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CollectorError } from '../collector-error.ts';

/** What makes a folder a backup: written last, so that one that was cut short has none. */
export interface BackupManifest {
  format: 1;
  /** Milliseconds since 1970 UTC. */
  createdAt: number;
  /** Paths within the backup, with `/`. */
  files: { path: string; sizeBytes: number }[];
}

export const MANIFEST_NAME = 'backup.json';
const FILE = /^(control|projects\/[A-Za-z0-9][A-Za-z0-9_-]{0,63})\.db$/;

/** The manifest of a backup whose files are all there. @throws CollectorError `not_a_backup`. */
export function readManifest(folder: string): BackupManifest {
  const manifest = parseManifest(folder);
  if (manifest === undefined) throw notABackup(folder, `a folder with a ${MANIFEST_NAME} of "ardent backup"`);
  for (const { path, sizeBytes } of manifest.files) {
    const found = statSync(join(folder, path), { throwIfNoEntry: false })?.size;
    if (found !== sizeBytes) throw notABackup(folder, `a backup whose ${path} has ${sizeBytes} bytes`);
  }
  return manifest;
}

function parseManifest(folder: string): BackupManifest | undefined {
  try {
    const { format, createdAt, files } = JSON.parse(
      readFileSync(join(folder, MANIFEST_NAME), 'utf8'),
    ) as Partial<BackupManifest>;
    if (format !== 1 || createdAt === undefined || files === undefined) return undefined;
    const paths = files.map(({ path }) => path);
    if (!paths.includes('control.db') || !paths.every((path) => FILE.test(path))) return undefined;
    return { format, createdAt, files };
  } catch {
    return undefined;
  }
}

function notABackup(folder: string, wanted: string): CollectorError {
  return new CollectorError({
    code: 'not_a_backup',
    message: `${folder} must be ${wanted}, and is not`,
    hint: 'name a folder that "ardent backup" made to its end, unchanged',
  });
}
