import { connect } from 'node:net';
import { createBodies } from './make-messages.mjs';

// Run as a process of its own: sends batches over keep-alive connections as fast as they are answered. Bare sockets,
// because on two cores an HTTP client takes from the server what it costs itself.
const { port, key, size, connections, warmUpSeconds, seconds, ids } = JSON.parse(process.argv[2]);

const AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const HEAD = [
  `POST /v1/${size === 1 ? 'track' : 'batch'} HTTP/1.1`,
  `Host: 127.0.0.1:${port}`,
  'Origin: https://app.acme.example',
  `Authorization: Basic ${Buffer.from(`${key}:`).toString('base64')}`,
  `User-Agent: ${AGENT}`,
  'Content-Type: text/plain;charset=UTF-8',
  'Content-Length: ',
].join('\r\n');

const nextBody = createBodies(size, { ids });
const measureFrom = performance.now() + warmUpSeconds * 1_000;
const measureTo = measureFrom + seconds * 1_000;
const latencies = [];

await Promise.all(Array.from({ length: connections }, send));
latencies.sort((a, b) => a - b);
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
  }),
);

function send() {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let sentAt = 0;
    let received = '';

    function sendNext() {
      sentAt = performance.now();
      if (sentAt >= measureTo) {
        socket.destroy();
        resolve();
        return;
      }
      const body = nextBody();
      // All characters are ASCII: as many bytes as characters.
      socket.write(`${HEAD}${body.length}\r\n\r\n${body}`, 'latin1');
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
      if (sentAt >= measureFrom && answeredAt <= measureTo) latencies.push(answeredAt - sentAt);
      received = '';
      sendNext();
    });
  });
}

function checkAnswer(answer) {
  if (!answer.startsWith('HTTP/1.1 200') || !answer.includes(`"accepted":${size},`)) throw new Error(answer);
}
