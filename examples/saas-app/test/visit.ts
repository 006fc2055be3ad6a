import type { Hono } from 'hono';

const BASE = '/demo/app';

/** A browser, as far as forms and cookies go. */
export interface Visitor {
  get(path: string): Promise<Page>;
  /** Sends a form and follows where it leads. */
  submit(path: string, fields?: Record<string, string>): Promise<Page>;
  /** Sends JSON, as the board does. */
  post(path: string, body: object): Promise<{ status: number; text: string }>;
}

export interface Page {
  status: number;
  path: string;
  text: string;
  /** What the page tells the SDK. */
  data: {
    events: { event: string; properties?: Record<string, unknown> }[];
    userId?: string;
    userToken?: string;
    groupId?: string;
  };
}

/** Somebody new, without cookies. */
export function createVisitor(app: Hono): Visitor {
  let cookie = '';
  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, cookie, origin: 'http://localhost' };
    const response = await app.request(BASE + path, { ...init, headers });
    const [first] = response.headers.getSetCookie();
    if (first !== undefined) cookie = first.split(';')[0] ?? '';
    return response;
  }
  async function get(path: string): Promise<Page> {
    const response = await ask(path);
    const location = response.headers.get('location');
    if (location !== null) return get(location.slice(BASE.length));
    const text = await response.text();
    const [, data = '{"events":[]}'] = /id="page-data">(.*?)<\/script>/s.exec(text) ?? [];
    return { status: response.status, path, text, data: JSON.parse(data) };
  }
  return {
    get,
    async submit(path, fields = {}) {
      const body = new URLSearchParams(fields);
      const response = await ask(path, { method: 'POST', body });
      const location = response.headers.get('location');
      if (location !== null) return get(location.slice(BASE.length));
      return { status: response.status, path, text: await response.text(), data: { events: [] } };
    },
    async post(path, body) {
      const headers = { 'content-type': 'application/json' };
      const response = await ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: response.status, text: await response.text() };
    },
  };
}
