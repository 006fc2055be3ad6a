import { existsSync } from 'node:fs';
import type { DayString } from '@ardent/core';
import type { Command } from 'commander';
import { CollectorError } from '../collector-error.ts';
import { dataFolder } from '../data-folder.ts';
import { lockFolder } from '../sqlite/lock-folder.ts';
import { toProjectPath } from '../sqlite/project/project-path.ts';
import { repairProjectFile, verifyProjectFile } from '../sqlite/project/verify-file.ts';
import type { ControlStorage } from '../storage/control-storage.ts';
import type { VerifyReport } from '../storage/verify-report.ts';
import { addCommonOptions, type KeysFlags, withControl } from './keys-options.ts';
import type { Terminal } from './terminal.ts';

interface VerifyFlags extends KeysFlags {
  repair?: true;
}

/** `ardent verify`: counts everything anew from the raw events; differences are told, and mended if asked. */
export function addVerifyCommand(program: Command, terminal: Terminal): void {
  addCommonOptions(program.command('verify'))
    .description('count a project anew from its raw events and tell any difference')
    .option('--repair', 'write the counts of the days that differ anew; the collector must not be running')
    .action((flags: VerifyFlags) =>
      withControl(flags, async (control, { dataDir }) => {
        const path = toProjectPath(dataFolder(dataDir).projectsPath, flags.project);
        if (!existsSync(path)) {
          terminal.out(`Project ${flags.project} has no data yet.`);
          return;
        }
        if (flags.repair) {
          const days = repair(dataDir, path);
          terminal.out(days.length === 0 ? 'Nothing to repair.' : `Rebuilt ${days.join(', ')}.`);
          await recordRepair(control, flags.project, days);
        }
        const report = verifyProjectFile(path);
        tell(report, terminal);
        if (!isWhole(report)) throw different(path, report);
      }),
    );
}

function repair(dataDir: string, path: string): DayString[] {
  const lock = lockFolder(dataDir);
  try {
    return repairProjectFile(path).days;
  } finally {
    lock.release();
  }
}

async function recordRepair(
  control: ControlStorage,
  projectId: string,
  days: readonly DayString[],
): Promise<void> {
  const change = { actor: 'command line', at: Date.now() };
  for (const subject of days)
    await control.record({ action: 'counts-repaired', subject, projectId, ...change });
}

function tell(report: VerifyReport, terminal: Terminal): void {
  const { days, eventsFrom, events, differences, differenceCount, unseenEvents, integrity } = report;
  terminal.out(`${events} events on ${days} days counted anew: ${differenceCount} differences.`);
  if (eventsFrom !== null)
    terminal.out(`Raw events are kept from ${eventsFrom} on: earlier counts are taken as they are.`);
  for (const { day, profileId, signal, event, stored, recounted } of differences) {
    terminal.out(`${day}  ${profileId}  signal ${signal} (${event}): ${stored} stored, ${recounted} counted`);
  }
  if (differenceCount > differences.length)
    terminal.out(`… and ${differenceCount - differences.length} more.`);
  if (unseenEvents > 0) terminal.out(`${unseenEvents} events would be taken again if they were sent again.`);
  if (integrity !== 'ok') terminal.out(`The file is damaged: ${integrity}`);
}

function isWhole({ differenceCount, unseenEvents, integrity }: VerifyReport): boolean {
  return differenceCount === 0 && unseenEvents === 0 && integrity === 'ok';
}

function different(path: string, { differenceCount, integrity }: VerifyReport): CollectorError {
  const isMendable = differenceCount > 0 && integrity === 'ok';
  return new CollectorError({
    code: 'verify_failed',
    message: `${path} does not hold what its raw events give`,
    hint: isMendable ? 'end the collector and run "ardent verify --repair"' : 'restore the newest backup',
  });
}
