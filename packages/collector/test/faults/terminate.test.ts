import { once } from 'node:events';
import { expect, test } from 'vitest';
import { SECRET_KEY, temporaryFolder, WRITE_KEY } from '../http/open-collector.ts';
import { openSocket } from '../http/open-socket.ts';
import { serveArdent } from '../http/run-ardent.ts';
import { expectKept, expectVerified } from './expect-whole.ts';
import { startLoad } from './start-load.ts';

const BODY = '{"userId":"slow","event":"E","messageId":"slow-1"}';

/** A request whose body has begun to arrive. */
async function beginRequest(url: string): Promise<{ end(): Promise<string> }> {
  const { socket, received, closed } = await openSocket(url);
  const head = `POST /v1/track?writeKey=${WRITE_KEY} HTTP/1.1\r\nHost: x\r\nContent-Length: ${BODY.length}\r\n\r\n`;
  socket.write(head + BODY.slice(0, 10));
  return {
    async end() {
      socket.write(BODY.slice(10));
      await closed;
      return received();
    },
  };
}

test('SIGTERM under load: whatever has begun is answered, all that was answered is there, and the exit code is 0', async () => {
  const dataDir = temporaryFolder();
  const environment = {
    ARDENT_DATA_DIR: dataDir,
    ARDENT_WRITE_KEY: WRITE_KEY,
    ARDENT_SECRET_KEY: SECRET_KEY,
  };
  for (let round = 0; round < 2; round++) {
    const server = await serveArdent(environment);
    const load = startLoad(server.url, { name: `t${round}`, senders: 12 });
    const acknowledged = () => load.sent.filter(({ isAcknowledged }) => isAcknowledged);
    await expect.poll(() => acknowledged().length).toBeGreaterThan(100);
    const slow = await beginRequest(server.url);
    // The server has it once it answers a request that was sent after it.
    await fetch(`${server.url}/healthz`);
    const closed = once(server.child, 'close');
    server.child.kill('SIGTERM');
    await expect.poll(server.err).toContain('letting running requests end');
    expect(await slow.end()).toMatch(/^HTTP\/1\.1 200 /);
    await load.stop();
    expect(await closed).toEqual([0, null]);
    await expect(fetch(server.url)).rejects.toThrow();
    const slowRequest = { userId: 'slow', messageIds: ['slow-1'], isAcknowledged: true };
    await expectKept(dataDir, [...load.sent, slowRequest]);
    expectVerified(dataDir);
  }
}, 120_000);
