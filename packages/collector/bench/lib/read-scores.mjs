import { SECRET_KEY } from './ardent-server.mjs';

/**
 * Asks for one profile's score after the other, beside whatever else happens, until it is stopped.
 *
 * @param {{ everyMs: number, nextUser: () => string }} options the pause between two, and whose score is next.
 */
export function readScores(url, { everyMs, nextUser }) {
  const times = [];
  let isStopped = false;
  const reading = (async () => {
    while (!isStopped) {
      const startedAt = performance.now();
      const answer = await fetch(`${url}/v1/profiles/${nextUser()}/score`, {
        headers: { authorization: `Bearer ${SECRET_KEY}` },
      });
      await answer.arrayBuffer();
      if (answer.ok) times.push(performance.now() - startedAt);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await reading;
      times.sort((a, b) => a - b);
      const at = (ratio) => Number((times[Math.floor((times.length - 1) * ratio)] ?? Number.NaN).toFixed(1));
      return { reads: times.length, readP50Ms: at(0.5), readP99Ms: at(0.99) };
    },
  };
}
