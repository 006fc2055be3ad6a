/**
 * What the main thread spends on the script at `path` while `work` runs, in milliseconds of its own time, so that other
 * work on the machine hardly counts: on running it first (compiling included), on all that follows together, and on the
 * longest piece of that. What goes on after an `await` has no address in a trace: all of the page's microtasks count,
 * the driver's few among them.
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
    traceConfig: { includedCategories: ['devtools.timeline', 'v8'] },
  });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  const isOwn = ({ args }) => args.data?.url?.endsWith(path);
  const runs = events.filter((event) => event.name === 'EvaluateScript' && isOwn(event));
  if (runs.length !== 1) throw new Error(`${path} must run once, got ${runs.length} runs: look at the page`);
  const [run] = runs;
  const later = events.filter(
    (event) =>
      event.pid === run.pid &&
      event.tid === run.tid &&
      event.ts >= run.ts + run.dur &&
      ((event.name === 'FunctionCall' && isOwn(event)) || event.name === 'V8.RunMicrotasks'),
  );
  const times = later.map(({ tdur }) => tdur / 1000);
  return {
    runMs: run.tdur / 1000,
    laterMs: times.reduce((total, time) => total + time, 0),
    longestMs: Math.max(...times),
  };
}
