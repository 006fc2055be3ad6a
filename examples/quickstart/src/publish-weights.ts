import { readFile } from 'node:fs/promises';

/** Which collector, and a secret key of the project that may administer it. */
export interface PublishWeightsOptions {
  collectorUrl: string;
  secretKey: string;
}

const REASON =
  'Taskwell’s own events; the target is low, so that one visit moves the score: a real one is what a healthy customer makes in a month';

/**
 * Publishes Taskwell's weights (model.json) in the project, as `curl` would, unless they are its main model already.
 *
 * @throws Error with the collector's answer if it refuses them.
 */
export async function publishWeights({ collectorUrl, secretKey }: PublishWeightsOptions): Promise<void> {
  const model: { name: string } = JSON.parse(
    await readFile(new URL('../model.json', import.meta.url), 'utf8'),
  );
  const headers = { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' };
  const listed = await fetch(`${collectorUrl}/v1/models`, { headers });
  if (listed.ok && (await listed.text()).includes(JSON.stringify(model.name))) return;
  const response = await fetch(`${collectorUrl}/v1/models`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ model, publish: true, reason: REASON }),
  });
  if (!response.ok) throw new Error(`the collector refused Taskwell's weights: ${await response.text()}`);
}
