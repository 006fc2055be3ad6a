import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainInstallFailure } from './explain-install-failure.mjs';
import { installedStamp, listMissingDependencies } from './installed-stamp.mjs';
import { installedStampFile, installLogFile, root } from './paths.mjs';
import { StepFailed } from './run-command.mjs';
import { runPnpm } from './run-pnpm.mjs';
import { runProcess } from './run-process.mjs';
import { say } from './say.mjs';

const collector = join(root, 'packages', 'collector');

/**
 * Brings node_modules to what the lock file says, unless it is there already; mends an installation that was
 * interrupted, damaged or made for another Node. Throws `StepFailed` with the reason and the remedy.
 */
export async function installPackages() {
  if (isInstalled()) return;
  say('installing packages (the first time this takes a minute or two and needs the network)');
  rmSync(installedStampFile, { force: true });
  writeFileSync(installLogFile, '');
  await pnpmInstall();
  if (!(await isUsable())) {
    say('what is in node_modules is incomplete or made for another Node: laying it out anew');
    forgetInstalled();
    await pnpmInstall();
    if (!(await isUsable())) throw installFailed();
  }
  writeFileSync(installedStampFile, installedStamp(root));
}

function isInstalled() {
  return (
    existsSync(installedStampFile) &&
    readFileSync(installedStampFile, 'utf8') === installedStamp(root) &&
    listMissingDependencies(root).length === 0 &&
    existsSync(join(collector, 'node_modules', 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node'))
  );
}

/**
 * Asked after every installation: pnpm goes by its own notes, which call a damaged package, or one that was built for
 * another Node, up to date.
 */
async function isUsable() {
  const loadSqlite = ['-e', "new (require('better-sqlite3'))(':memory:').close()"];
  const sqliteLoads =
    (await runProcess(process.execPath, loadSqlite, { cwd: collector, onOutput: keepLog })) === 0;
  return sqliteLoads && listMissingDependencies(root).length === 0;
}

/** Without pnpm's own folder and notes it fetches everything anew: from its store, so mostly without the network. */
function forgetInstalled() {
  for (const name of ['.pnpm', '.modules.yaml']) {
    rmSync(join(root, 'node_modules', name), { recursive: true, force: true });
  }
}

async function pnpmInstall() {
  let compiling = false;
  const exitCode = await runPnpm(['install', '--config.confirm-modules-purge=false'], (text) => {
    keepLog(text);
    if (compiling || !text.includes('gyp info')) return;
    compiling = true;
    say(
      'compiling better-sqlite3, about two minutes (no prebuilt file could be downloaded for this machine)',
    );
  });
  if (exitCode !== 0) throw installFailed();
}

function installFailed() {
  return new StepFailed(explainInstallFailure(readFileSync(installLogFile, 'utf8'), installLogFile));
}

/** @param {string} text */
function keepLog(text) {
  appendFileSync(installLogFile, text);
}
