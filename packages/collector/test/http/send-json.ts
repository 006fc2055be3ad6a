import { SECRET_KEY, type TestCollector } from './open-collector.ts';

/** Sends JSON with the secret key; answers status and parsed body. */
export async function sendJson<Body>(
  { app }: Pick<TestCollector, 'app'>,
  method: 'POST' | 'PUT',
  { path, body, key = SECRET_KEY }: { path: string; body: unknown; key?: string },
): Promise<{ status: number; body: Body }> {
  const response = await app.request(path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Body };
}
