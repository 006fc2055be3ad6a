import { readFile } from 'node:fs/promises';

/** Which collector, and a secret key of the project that may administer it. */
export interface PublishWeightsOptions {
  collectorUrl: string;
  secretKey: string;
}

interface Model {
  modelId: string;
  definition: { name: string };
}

const REASON = 'Weights of Taskwell’s own events. The target is low, so that one visit moves the score.';

/**
 * Publishes Taskwell's weights (model.json), as `curl` would, as a model beside the project's main one; once, so that a
 * later start finds them. Answers the model's id.
 *
 * @throws Error with the collector's answer if it refuses.
 */
export async function publishWeights({ collectorUrl, secretKey }: PublishWeightsOptions): Promise<string> {
  const url = `${collectorUrl}/v1/models`;
  const headers = { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' };
  const model = JSON.parse(await readFile(new URL('../model.json', import.meta.url), 'utf8')) as {
    name: string;
  };
  const { data } = await ask<{ data: Model[] }>(url, { headers });
  const found = data.find(({ definition }) => definition.name === model.name);
  if (found !== undefined) return found.modelId;
  const body = JSON.stringify({ model, publish: true, reason: REASON });
  return (await ask<Model>(`${url}?new=1`, { method: 'POST', headers, body })).modelId;
}

async function ask<Answer>(url: string, request: RequestInit): Promise<Answer> {
  const response = await fetch(url, request);
  if (!response.ok) throw new Error(`the collector refused Taskwell's weights: ${await response.text()}`);
  return (await response.json()) as Answer;
}
