import { connect } from 'node:net';
import { createRequests } from './stamped-requests.mjs';

// Run as a process of its own: sends requests over keep-alive connections as fast as they are answered, or so many
// events a second. Bare sockets, because on two cores an HTTP client takes from the server what it costs itself.
const { port, key, connections, warmUpSeconds, seconds, eventsPerSecond, ...messages } = JSON.parse(
  process.argv[2],
);
const { size } = messages;

const AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const HEAD = [
  `POST /v1/${size === 1 ? 'track' : 'batch'} HTTP/1.1`,
  `Host: 127.0.0.1:${port}`,
  'Origin: https://app.acme.example',
  `Authorization: Basic ${Buffer.from(`${key}:`).toString('base64')}`,
  `User-Agent: ${AGENT}`,
  'Content-Type: text/plain;charset=UTF-8',
  '',
].join('\r\n');
const SPIKE_MS = 500;

const nextRequest = createRequests({ ...messages, head: HEAD });
// Between two requests of one connection; 0: none.
const pauseMs = eventsPerSecond === undefined ? 0 : (1_000 * size * connections) / eventsPerSecond;
const startedAt = performance.now();
const measureFrom = startedAt + warmUpSeconds * 1_000;
const measureTo = measureFrom + seconds * 1_000;
const latencies = [];
const cpuBefore = process.cpuUsage();
let sent = 0;

await Promise.all(
  Array.from({ length: connections }, (_, index) => send(startedAt + (pauseMs * index) / connections)),
);
latencies.sort((a, b) => a - b);
const cpu = process.cpuUsage(cpuBefore);
const requests = latencies.length;
const at = (ratio) =>
  Number((latencies[Math.min(requests - 1, Math.floor(requests * ratio))] ?? Number.NaN).toFixed(1));
console.log(
  JSON.stringify({
    requestsPerSecond: Math.round(requests / seconds),
    eventsPerSecond: Math.round((requests * size) / seconds),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
    spikes: latencies.filter((ms) => ms > SPIKE_MS).length,
    loadCpuUsPerEvent: Number(((cpu.user + cpu.system) / (sent * size)).toFixed(1)),
  }),
);

/** Sends on one connection until the end. @param {number} firstAt when its first request is due. */
function send(firstAt) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let dueAt = firstAt;
    let received = '';

    function sendNow() {
      // A request that is late because the one before was slow has waited since it was due.
      if (pauseMs === 0) dueAt = performance.now();
      sent++;
      socket.write(nextRequest());
    }

    function sendNext() {
      const now = performance.now();
      if (now >= measureTo) {
        socket.destroy();
        resolve();
      } else if (pauseMs === 0 || dueAt <= now) sendNow();
      else setTimeout(sendNow, dueAt - now);
    }

    socket.on('connect', sendNext);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const headEnd = received.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1]);
      if (received.length < headEnd + 4 + length) return;
      checkAnswer(received);
      const answeredAt = performance.now();
      if (dueAt >= measureFrom && answeredAt <= measureTo) latencies.push(answeredAt - dueAt);
      received = '';
      dueAt += pauseMs;
      sendNext();
    });
  });
}

function checkAnswer(answer) {
  if (!answer.startsWith('HTTP/1.1 200') || !answer.includes(`"accepted":${size},`)) throw new Error(answer);
}
