import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CollectorError } from '../collector-error.ts';
import { type DataFolder, dataFolder } from '../data-folder.ts';
import { copyDatabase } from '../sqlite/copy-database.ts';
import { syncPath } from '../sync-path.ts';
import { type BackupManifest, MANIFEST_NAME } from './backup-manifest.ts';

/**
 * Copies control data and every project into a new folder, each file as it is at one moment; the collector may be
 * running. The folder has its name once it is whole, and is on disk when this resolves. Tombstones are left out: they say
 * whom no backup brings back.
 *
 * @throws CollectorError `no_data`, `backup_exists`, `backup_failed`, or what is wrong with a database.
 */
export async function createBackup(
  data: DataFolder,
  { target, now }: { target: string; now: number },
): Promise<BackupManifest> {
  if (!existsSync(data.controlPath)) throw noData(data.path);
  if (existsSync(target)) throw targetExists(target);
  const partial = `${target}.partial`;
  try {
    rmSync(partial, { recursive: true, force: true });
    const copy = dataFolder(partial);
    mkdirSync(copy.projectsPath, { recursive: true, mode: 0o700 });
    const files = await copyFiles(data.path, copy.path);
    const manifest: BackupManifest = { format: 1, createdAt: now, files };
    const manifestPath = join(partial, MANIFEST_NAME);
    writeFileSync(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);
    for (const path of [manifestPath, copy.projectsPath, partial]) syncPath(path);
    renameSync(partial, target);
    syncPath(dirname(target));
    return manifest;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error instanceof CollectorError ? error : failed(target, error);
  }
}

async function copyFiles(from: string, to: string): Promise<BackupManifest['files']> {
  const projects = readdirSync(dataFolder(from).projectsPath).filter((name) => name.endsWith('.db'));
  const files: BackupManifest['files'] = [];
  for (const path of ['control.db', ...projects.map((name) => `projects/${name}`)]) {
    await copyDatabase(join(from, path), join(to, path));
    files.push({ path, sizeBytes: statSync(join(to, path)).size });
  }
  return files;
}

function noData(path: string): CollectorError {
  return new CollectorError({
    code: 'no_data',
    message: `${path} must be the data folder of a collector that has run, and holds no control.db`,
    hint: 'name the data folder with --data-dir or ARDENT_DATA_DIR',
  });
}

function targetExists(target: string): CollectorError {
  return new CollectorError({
    code: 'backup_exists',
    message: `the backup must be a new folder, and ${target} is there already`,
    hint: 'choose another name, for instance one with the date',
  });
}

function failed(target: string, cause: unknown): CollectorError {
  return new CollectorError({
    code: 'backup_failed',
    message: `${target} could not be made: ${cause instanceof Error ? cause.message : cause}`,
    hint: 'see that the disk has room and that this user may write there',
    cause,
  });
}
