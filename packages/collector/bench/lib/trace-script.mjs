/**
 * What the main thread spends on the script at `path` while `work` runs, in milliseconds of its own time, so that other
 * work on the machine hardly counts: on running it first (compiling included), and on all its later calls together.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} path
 * @param {() => Promise<void>} work
 * @throws if the script did not run exactly once meanwhile.
 */
export async function traceScript(browser, path, work) {
  const session = await browser.newBrowserCDPSession();
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline'] },
  });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  const own = events.filter(({ ph, args }) => ph === 'X' && args.data?.url?.endsWith(path));
  const runs = own.filter(({ name }) => name === 'EvaluateScript');
  if (runs.length !== 1) throw new Error(`${path} must run once, got ${runs.length} runs: look at the page`);
  const [run] = runs;
  const later = own.filter(({ name, ts }) => name === 'FunctionCall' && ts >= run.ts + run.dur);
  const sum = (events) => events.reduce((total, { tdur }) => total + tdur, 0) / 1000;
  return { runMs: sum(runs), laterMs: sum(later) };
}
