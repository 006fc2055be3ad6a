import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { createArdent } from './create-ardent.mjs';
import { makeUserToken } from './make-user-token.mjs';

// Who has logged in: a real back end knows it from its session.
const USER = {
  userId: 'user-123',
  traits: { name: 'Ada Lovelace', email: 'ada@example.com', plan: 'trial' },
};

/**
 * A product's back end, not started yet. `close` sends what waits.
 * @param {import('./read-settings.mjs').Settings} settings
 */
export function createBackend({ ardentUrl, secretKey, tokenSecret }) {
  const onError = (/** @type {unknown} */ error) => void process.stderr.write(`Ardent: ${error}\n`);
  const ardent = createArdent({ ardentUrl, secretKey, onError });

  /** @type {Record<string, (body: Record<string, unknown>) => unknown>} */
  const routes = {
    'GET /api/session': () => ({
      ...USER,
      ...(tokenSecret && { userToken: makeUserToken(tokenSecret, USER.userId) }),
    }),
    'GET /api/score': async () => (await ardent.getScore(USER.userId)) ?? null,
    'POST /api/invoices': ({ amount }) => {
      if (typeof amount !== 'number' || !(amount > 0))
        throw new BadRequest(`amount must be a number above 0, got ${JSON.stringify(amount)}`);
      ardent.tell(USER.userId, 'Invoice Paid', { amount, currency: 'EUR' });
    },
    'POST /api/seats': ({ seats }) => {
      if (typeof seats !== 'number' || !Number.isInteger(seats) || seats < 1)
        throw new BadRequest(`seats must be a whole number from 1, got ${JSON.stringify(seats)}`);
      ardent.setSeats({ userId: USER.userId, groupId: 'lovelace-ltd', seats });
    },
  };

  const server = createServer(async (request, response) => {
    const route = routes[`${request.method} ${request.url}`];
    if (!route) return void response.writeHead(404).end();
    try {
      const answer = await route(request.method === 'POST' ? await readBody(request) : {});
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? null));
    } catch (error) {
      const status = error instanceof BadRequest ? 400 : 502;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: error instanceof Error ? error.message : `${error}` }));
    }
  });
  return { server, close: ardent.close };
}

class BadRequest extends Error {}

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<Record<string, unknown>>}
 */
async function readBody(request) {
  const body = await json(request).catch(() => undefined);
  if (typeof body === 'object' && body !== null) return { ...body };
  throw new BadRequest('the body must be a JSON object, such as {"amount": 49}');
}
