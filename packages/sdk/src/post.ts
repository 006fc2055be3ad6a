import { sleep } from './sleep.ts';

const TIMEOUT_MS = 30_000;

/** What came of a request. */
export interface PostAnswer {
  /** HTTP status; 0 where no collector answered: dead network, timeout, captive portal. */
  status: number;
  /** What a 429 or 503 asks to wait. */
  retryAfterMs: number;
  /** The parsed body of a 200. */
  body?: unknown;
}

/** Posts a text and never rejects. Being text/plain it needs no preflight, and so can outlive the page. */
export async function post(url: string, body: string, keepalive: boolean): Promise<PostAnswer> {
  const unanswered: PostAnswer = { status: 0, retryAfterMs: 0 };
  const exchange = async (): Promise<PostAnswer> => {
    const response = await fetch(url, { method: 'POST', body, keepalive });
    // Always read to its end: only then does Chrome give the page's keepalive budget back.
    const text = await response.text();
    const { status, headers } = response;
    const retryAfterMs = Number(headers.get('Retry-After')) * 1000 || 0;
    return { status, retryAfterMs, body: status === 200 && JSON.parse(text) };
  };
  try {
    return (await Promise.race([exchange(), sleep(TIMEOUT_MS)])) ?? unanswered;
  } catch {
    return unanswered;
  }
}
