import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countTests } from './count-tests.mjs';

/** @param {object} results */
function write(results) {
  const file = join(mkdtempSync(join(tmpdir(), 'ardent-count-')), 'results.json');
  writeFileSync(file, JSON.stringify(results));
  return file;
}

it('counts a file that could not be loaded as a failed test, and a file with failed tests by those', () => {
  const file = write({
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  });
  expect(countTests(file)).toEqual({ passed: 7, failed: 2, skipped: 3 });
});

it('counts nothing where vitest wrote nothing', () => {
  expect(countTests(join(tmpdir(), 'ardent-no-such-file'))).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
