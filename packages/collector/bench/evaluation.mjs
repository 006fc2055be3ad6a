import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeEvaluationFiles } from './lib/make-evaluation-files.mjs';
import { runChild } from './lib/run-child.mjs';

const ROWS = 4_000_000;

/** How long calibrate takes over 4 million rows of counts, from the gzip files on, and its peak of memory. */
export async function benchEvaluation(print) {
  const folder = mkdtempSync(join(tmpdir(), 'ardent-bench-'));
  try {
    for (const rowsPerUser of [40, 4]) {
      const files = { counts: join(folder, 'counts.csv.gz'), outcomes: join(folder, 'outcomes.csv.gz') };
      const users = Math.round(ROWS / rowsPerUser);
      await makeEvaluationFiles(files, { rows: ROWS, users });
      const measured = await runChild('run-evaluation.mjs', { ...files, out: join(folder, 'model.json') });
      print({ bench: 'evaluation', what: 'calibrate', rows: ROWS, users, ...measured });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
