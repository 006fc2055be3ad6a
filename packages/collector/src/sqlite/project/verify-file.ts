import type { DayString } from '@ardent/core';
import type { VerifyReport } from '../../storage/verify-report.ts';
import { explainDatabaseErrors, openDatabase } from '../open-database.ts';
import { openProjectFile } from './project-file.ts';
import { repairCounts, verifyCounts } from './verify-counts.ts';

/** Counts a project's file anew and compares; works beside a running collector. @throws CollectorError */
export function verifyProjectFile(path: string): VerifyReport {
  const db = openDatabase(path, { readonly: true, fileMustExist: true });
  try {
    return explainDatabaseErrors(path, () => verifyCounts(db));
  } finally {
    db.close();
  }
}

/** Rebuilds the days whose counts differ from the raw events; nobody else may write meanwhile. @throws CollectorError */
export function repairProjectFile(path: string): { days: DayString[] } {
  const db = openProjectFile(path);
  try {
    return explainDatabaseErrors(path, () => repairCounts(db));
  } finally {
    db.close();
  }
}
