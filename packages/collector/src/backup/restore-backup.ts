import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CollectorError } from '../collector-error.ts';
import { type DataFolder, dataFolder, makeDataFolder } from '../data-folder.ts';
import { CONTROL_MIGRATIONS } from '../sqlite/control/control-schema.ts';
import { openControlStorage } from '../sqlite/control/open-control-storage.ts';
import { checkDatabase } from '../sqlite/copy-database.ts';
import { lockFolder } from '../sqlite/lock-folder.ts';
import { PROJECT_SCHEMA } from '../sqlite/project/project-schema.ts';
import { syncPath } from '../sync-path.ts';
import { type BackupManifest, readManifest } from './backup-manifest.ts';

export interface RestoreOptions {
  /** The folder that `createBackup` made. */
  backup: string;
  /** Put what is in the data folder aside. */
  force: boolean;
  /** Milliseconds since 1970 UTC; names the folder that old data is put into. */
  now: number;
}

export interface Restored {
  manifest: BackupManifest;
  /** Where the data is that was there before; absent: there was none. */
  aside?: string;
}

/**
 * Puts a backup into a data folder that no collector runs on; it is on disk when this resolves. What was there is moved
 * aside, never deleted; its tombstones stay in force.
 *
 * @throws CollectorError `not_a_backup`, `already_running`, `data_present`, `restore_failed`, `copy_damaged`,
 *   `database_too_new`; what was there is untouched then.
 */
export async function restoreBackup(
  data: DataFolder,
  { backup, force, now }: RestoreOptions,
): Promise<Restored> {
  const manifest = readManifest(backup);
  makeDataFolder(data);
  const lock = lockFolder(data.path);
  const fresh = dataFolder(join(data.path, 'restoring'));
  try {
    const old = listData(data);
    if (old.length > 0 && !force) throw dataPresent(data.path);
    copyIn(manifest, { from: backup, to: fresh });
    await recordRestore(fresh, manifest, now);
    const aside = join(data.path, `replaced-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`);
    if (old.length > 0) moveAside(data, { names: old, aside });
    // Without control.db the folder counts as one without data: it comes last.
    rmSync(data.projectsPath, { recursive: true, force: true });
    renameSync(fresh.projectsPath, data.projectsPath);
    renameSync(fresh.controlPath, data.controlPath);
    syncPath(data.path);
    return old.length > 0 ? { manifest, aside } : { manifest };
  } catch (error) {
    throw error instanceof CollectorError ? error : failed(data.path, error);
  } finally {
    rmSync(fresh.path, { recursive: true, force: true });
    lock.release();
  }
}

/** Names in the data folder that hold data; an empty folder of projects holds none. */
function listData({ path, projectsPath }: DataFolder): string[] {
  const hasProjects = existsSync(projectsPath) && readdirSync(projectsPath).length > 0;
  return readdirSync(path).filter(
    (name) => /^control\.db/.test(name) || (name === 'projects' && hasProjects),
  );
}

function copyIn(manifest: BackupManifest, { from, to }: { from: string; to: DataFolder }): void {
  rmSync(to.path, { recursive: true, force: true });
  mkdirSync(to.projectsPath, { recursive: true, mode: 0o700 });
  for (const { path } of manifest.files) {
    copyFileSync(join(from, path), join(to.path, path));
    syncPath(join(to.path, path));
    checkDatabase(join(to.path, path), path === 'control.db' ? CONTROL_MIGRATIONS : PROJECT_SCHEMA);
  }
  syncPath(to.projectsPath);
}

async function recordRestore(
  { controlPath }: DataFolder,
  { createdAt }: BackupManifest,
  now: number,
): Promise<void> {
  const control = openControlStorage(controlPath);
  try {
    const subject = `backup of ${new Date(createdAt).toISOString()}`;
    await control.record({
      action: 'backup-restored',
      subject,
      projectId: null,
      actor: 'command line',
      at: now,
    });
  } finally {
    await control.close();
  }
}

function moveAside(data: DataFolder, { names, aside }: { names: readonly string[]; aside: string }): void {
  mkdirSync(aside, { mode: 0o700 });
  for (const name of names) renameSync(join(data.path, name), join(aside, name));
  syncPath(aside);
}

function dataPresent(path: string): CollectorError {
  return new CollectorError({
    code: 'data_present',
    message: `${path} must be empty to restore into, and holds the data of a collector`,
    hint: 'restore into another folder with --data-dir, or give --force: the old data is then kept aside in it',
  });
}

function failed(path: string, cause: unknown): CollectorError {
  return new CollectorError({
    code: 'restore_failed',
    message: `${path} could not be restored: ${cause instanceof Error ? cause.message : cause}`,
    hint: 'see that the disk has room and that this user may write there, then run it again with --force',
    cause,
  });
}
