import { createHmac } from 'node:crypto';

/** A token secret of the project, as `ardent keys` makes one; it never leaves the back end. */
export interface TokenSecret {
  keyId: string;
  secret: string;
}

const HOUR_SECONDS = 3_600;

/**
 * Proof for the collector that a browser is this user's: `v1.<key id>.<expiry>.<signature>`, the signature
 * HMAC-SHA256 over `<expiry>.<userId>`. Good for one to two hours, and the same for all of an hour, so that a page
 * need not say again who its user is each time it loads.
 *
 * @param now milliseconds since 1970 UTC.
 */
export function makeUserToken({ keyId, secret }: TokenSecret, userId: string, now: number): string {
  const expiry = (Math.floor(now / 1_000 / HOUR_SECONDS) + 2) * HOUR_SECONDS;
  const signature = createHmac('sha256', secret).update(`${expiry}.${userId}`).digest('base64url');
  return `v1.${keyId}.${expiry}.${signature}`;
}
