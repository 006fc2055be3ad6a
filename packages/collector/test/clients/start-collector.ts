import { onTestFinished } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { type Collector, createCollector } from '../../src/create-collector.ts';
import type { EventJson } from '../../src/http/json/event-json.ts';
import type { ProfileJson } from '../../src/http/json/profile-json.ts';
import { SECRET_KEY, temporaryFolder, WRITE_KEY } from '../http/open-collector.ts';

/** A collector that clients reach over real sockets, on a port that it keeps when it is started again. */
export interface ListeningCollector {
  url: string;
  stop(): Promise<void>;
  startAgain(): Promise<void>;
  profile(userId: string): Promise<ProfileJson>;
  /** A person's messages; empty where nobody has that id. */
  messages(userId: string): Promise<EventJson[]>;
}

export async function startCollector(): Promise<ListeningCollector> {
  const dataDir = temporaryFolder();
  let running = await open(dataDir, '0');
  const { url } = running;
  let isStopped = false;

  async function stop(): Promise<void> {
    isStopped = true;
    await running.collector.stop();
  }

  onTestFinished(async () => {
    if (!isStopped) await stop();
  });
  return {
    url,
    stop,
    async startAgain() {
      running = await open(dataDir, new URL(url).port);
      isStopped = false;
    },
    profile: async (userId) => (await read<ProfileJson>(running.collector, `/v1/profiles/${userId}`)).body,
    async messages(userId) {
      const { status, body } = await read<{ data: EventJson[] }>(
        running.collector,
        `/v1/profiles/${userId}/events?limit=1000`,
      );
      return status === 200 ? body.data : [];
    },
  };
}

async function open(dataDir: string, port: string): Promise<{ collector: Collector; url: string }> {
  const config = loadConfig(
    {},
    { PORT: port, ARDENT_DATA_DIR: dataDir, ARDENT_WRITE_KEY: WRITE_KEY, ARDENT_SECRET_KEY: SECRET_KEY },
  );
  const log = { info: () => undefined, error: () => undefined };
  const collector = await createCollector(config, { now: Date.now, log });
  return { collector, url: (await collector.start()).url };
}

async function read<Body>({ app }: Collector, path: string): Promise<{ status: number; body: Body }> {
  const response = await app.request(path, { headers: { authorization: `Bearer ${SECRET_KEY}` } });
  return { status: response.status, body: (await response.json()) as Body };
}
