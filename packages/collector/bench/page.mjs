import { launchChromium } from './lib/launch-chromium.mjs';
import { percentiles } from './lib/percentiles.mjs';
import { servePage } from './lib/serve-page.mjs';
import { traceScript } from './lib/trace-script.mjs';

const ROUNDS = 5;
const VISITS = 12;
const NEXT_PAGES = 3;
const QUEUED = 1_000;
const CALLS = 1_000;
const EVENTS_WHILE_DOWN = 2_000;
const DOWN_MS = 8_000;

/**
 * What the script tag costs a page in Chromium: main-thread time of loading and of each call, layouts, long tasks, and
 * requests while the collector is down. Of loading: the main thread's own time. Of calls: by the page's clock (5 µs), p50
 * and p95 of the round with the median p95, because other work on the machine comes and goes.
 */
export async function benchPage(print) {
  const browser = await launchChromium();
  try {
    print({ bench: 'page', browser: `Chromium ${browser.version()}`, rounds: ROUNDS, visits: VISITS });
    const { url: refused, stop } = await servePage();
    await stop();
    const site = await servePage({ host: refused });
    const loads = await timeLoads(browser, site.url);
    for (const [page, times] of Object.entries(loads)) {
      print({
        bench: 'page-load',
        page,
        bar: '≤ 2 ms',
        ...percentiles(times.map(({ runMs }) => runMs)),
        later: percentiles(times.map(({ laterMs }) => laterMs)),
        longestOfThose: percentiles(times.map(({ longestMs }) => longestMs)),
      });
    }
    const calls = [];
    for (let round = 0; round < ROUNDS; round++) calls.push(await timeCalls(browser, site.url));
    print({
      bench: 'page-track',
      bar: 'p95 ≤ 0.05 ms',
      queued: QUEUED,
      ...medianRound(calls.map((c) => c.call)),
    });
    print({ bench: 'page-track-and-after', ...medianRound(calls.map((c) => c.whole)) });
    print({ bench: 'page-clone-for-scale', ...medianRound(calls.map((c) => c.clone)) });
    print({ bench: 'page-layouts', ...(await countLayouts(browser, site.url)) });
    print({ bench: 'page-down', collector: 'refused', ...(await countRequests(browser, site.url)) });
    await site.stop();
    const failing = await servePage();
    print({ bench: 'page-down', collector: '503', ...(await countRequests(browser, failing.url)) });
    await failing.stop();
  } finally {
    await browser.close();
  }
}

function medianRound(rounds) {
  const sorted = rounds.map(percentiles).sort((a, b) => a.p95Ms - b.p95Ms);
  return sorted[rounds.length >> 1];
}

/** Opens the site in a profile of its own, runs `use`, closes it. */
async function withPage(browser, url, use) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(url);
    return await use(page);
  } finally {
    await context.close();
  }
}

/**
 * What the main thread spends on the script tag until a flush has ended: in the first page of a new renderer process,
 * which makes everything that a script touches for the first time; and in the pages that follow there.
 */
async function timeLoads(browser, url) {
  const times = { first: [], next: [] };
  for (let visit = 0; visit < VISITS; visit++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    for (let n = 0; n <= NEXT_PAGES; n++) {
      const time = await traceScript(browser, '/ardent.js', async () => {
        await page.goto(`${url}/${n}`);
        await page.evaluate(() => ardent.flush());
      });
      times[n === 0 ? 'first' : 'next'].push(time);
    }
    await context.close();
  }
  return times;
}

/**
 * Milliseconds of `track()` itself, and until all that it leads to at once has run, with a thousand events waiting; and
 * of a structuredClone of a small message at the same time, which tells how fast the machine was.
 */
function timeCalls(browser, url) {
  return withPage(browser, url, (page) =>
    page.evaluate(
      async ({ queued, calls }) => {
        if (!crossOriginIsolated)
          throw new Error('the page must be isolated: else its clock has steps of 100 µs');
        const turn = () => new Promise((resolve) => setTimeout(resolve));
        for (let n = 0; n < queued; n++) {
          await ardent.track('Queued', { n });
          if (n % 20 === 0) await turn();
        }
        const call = [];
        const whole = [];
        const clone = [];
        const like = {
          event: 'Report Viewed',
          properties: { report: 'revenue' },
          context: { page: { path: '/' } },
        };
        for (let n = 0; n < calls; n++) {
          const start = performance.now();
          const done = ardent.track('Report Viewed', { report: 'revenue', rows: n });
          const returned = performance.now();
          await done;
          whole.push(performance.now() - start);
          call.push(returned - start);
          const cloneStart = performance.now();
          structuredClone(like);
          clone.push(performance.now() - cloneStart);
          await turn();
        }
        return { call, whole, clone };
      },
      { queued: QUEUED, calls: CALLS },
    ),
  );
}

/** Layouts that a call forces on a page that has just changed; and a forced one, which shows that they are seen. */
function countLayouts(browser, url) {
  return withPage(browser, url, async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const count = async (work) => {
      const read = async () => {
        const { metrics } = await session.send('Performance.getMetrics');
        return metrics.find(({ name }) => name === 'LayoutCount').value;
      };
      const before = await read();
      await page.evaluate(work);
      return (await read()) - before;
    };
    return {
      calls: 100,
      layouts: await count(() => {
        for (let n = 0; n < 100; n++) {
          document.body.style.paddingTop = `${n}px`;
          ardent.track('Report Viewed');
        }
      }),
      layoutsForControl: await count(() => {
        for (let n = 0; n < 100; n++) {
          document.body.style.paddingTop = `${n}px`;
          document.body.getBoundingClientRect();
        }
      }),
    };
  });
}

/** Requests that are tried, and long tasks (over 50 ms), while 2,000 events meet a collector that is down. */
function countRequests(browser, url) {
  return withPage(browser, url, async (page) => {
    let requests = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST') requests++;
    });
    const longTasks = await page.evaluate(
      async ({ events, forMs }) => {
        const seen = [];
        new PerformanceObserver((list) => seen.push(...list.getEntries())).observe({ type: 'longtask' });
        const end = performance.now() + forMs;
        for (let n = 0; n < events; n++) {
          ardent.track('Report Viewed', { n });
          if (n % 20 === 0) await new Promise((resolve) => setTimeout(resolve));
        }
        while (performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 100));
        return seen.map(({ duration }) => duration);
      },
      { events: EVENTS_WHILE_DOWN, forMs: DOWN_MS },
    );
    return { bar: '≤ 20 requests in 8 s', events: EVENTS_WHILE_DOWN, requests, longTasks };
  });
}
