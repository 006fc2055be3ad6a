import { existsSync, readFileSync } from 'node:fs';

/**
 * Sums up what vitest's JSON reporter wrote. A file that could not even be loaded counts as one failed test; without
 * a results file, everything is 0.
 * @param {string} resultsFile
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countTests(resultsFile) {
  if (!existsSync(resultsFile)) return { passed: 0, failed: 0, skipped: 0 };
  const results = JSON.parse(readFileSync(resultsFile, 'utf8'));
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = results.testResults;
  const broken = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + broken.length,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}
