import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { dataFolder } from '../data-folder.ts';
import { mergeAudit } from '../project/merge-audit.ts';
import { openProjectReader } from '../sqlite/project/open-project-reader.ts';
import { toProjectPath } from '../sqlite/project/project-path.ts';
import type { ProjectAuditEntry } from '../storage/project-storage.ts';
import { addCommonOptions, type KeysFlags, withControl } from './keys-options.ts';
import type { Terminal } from './terminal.ts';

interface AuditFlags extends KeysFlags {
  limit: number;
}

/** `ardent audit`: who changed keys, models and data of a project, and erased people, newest first. */
export function addAuditCommand(program: Command, terminal: Terminal): void {
  addCommonOptions(program.command('audit'))
    .description('list who changed what in a project, newest first')
    .option('--limit <number>', 'how many entries', parseCount, 100)
    .action(({ limit, project, ...flags }: AuditFlags) =>
      withControl({ ...flags, project }, async (control, { dataDir }) => {
        const path = toProjectPath(dataFolder(dataDir).projectsPath, project);
        const ofProject = existsSync(path) ? await listInside(path, limit) : [];
        const entries = mergeAudit(await control.listAudit(limit, project), ofProject, limit);
        for (const entry of entries) terminal.out(toLine(entry));
      }),
    );
}

async function listInside(path: string, limit: number): Promise<ProjectAuditEntry[]> {
  const reader = openProjectReader(path);
  try {
    return await reader.listAudit(limit);
  } finally {
    await reader.close();
  }
}

function toLine({ at, actor, action, subject, reason }: ProjectAuditEntry): string {
  const why = reason === null ? '' : `: ${reason.replaceAll(/\s+/g, ' ')}`;
  return `${new Date(at).toISOString()}  ${action.padEnd(17)}  ${subject}  by ${actor}${why}`;
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 999999.');
}
