import { setTimeout as sleep } from 'node:timers/promises';

const TEN = Array.from({ length: 10 }, (_, n) => n);

/** Opens the site in a tab of its own, waits for the script, and returns the tab. */
async function visit({ engine, url }) {
  const tab = (await engine.send('newTab', { type: 'tab' })).handle;
  await engine.send('switchTo', { handle: tab });
  await engine.send('navigate', { url });
  await load(engine);
  return tab;
}

const evaluate = (engine, code, ...args) =>
  engine.send('evaluate', {
    script: `const done = arguments[arguments.length - 1]; (async (...given) => { ${code} })(...arguments).then(done, (error) => done('failed: ' + error));`,
    args,
  });

const load = (engine) =>
  evaluate(engine, `while (!window.ardent?.track) await new Promise((resolve) => setTimeout(resolve, 20));`);

const act = (engine, user) =>
  evaluate(
    engine,
    `ardent.identify(given[0]); for (let n = 0; n < 10; n++) ardent.track('Acted', { n });`,
    user,
  );

/** What is tried in each engine: it acts as `user`, and says which numbers must be stored, each once. */
export const CASES = {
  'events are sent while the page lives': async (app, user) => {
    await visit(app);
    await act(app.engine, user);
    return TEN;
  },
  'the tab is closed 30 ms later, and the site visited again': async (app, user) => {
    const other = await visit(app);
    await visit(app);
    await act(app.engine, user);
    await sleep(30);
    await app.engine.send('closeTab');
    await app.engine.send('switchTo', { handle: other });
    await app.engine.send('navigate', { url: app.url });
    return TEN;
  },
  'the collector is down until after a reload': async (app, user) => {
    await visit(app);
    await app.stopCollector();
    await act(app.engine, user);
    await evaluate(app.engine, `await ardent.flush();`);
    await app.startCollector();
    await app.engine.send('navigate', { url: app.url });
    return TEN;
  },
  'five tabs at once': async (app, user) => {
    for (let tab = 0; tab < 5; tab++) {
      await visit(app);
      await act(app.engine, user);
    }
    return TEN.flatMap((n) => [n, n, n, n, n]);
  },
  'storage is refused': async (app, user) => {
    await visit({ ...app, url: `${app.url}/refused` });
    await act(app.engine, user);
    return TEN;
  },
  'a page view for pushState': async (app, user) => {
    await visit(app);
    await evaluate(app.engine, `ardent.identify(given[0]); history.pushState({}, '', '/pushed');`, user);
    return ['/pushed'];
  },
};
