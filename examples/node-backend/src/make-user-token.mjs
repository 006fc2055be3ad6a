import { createHmac } from 'node:crypto';

const LIFE_SECONDS = 24 * 3600;

/**
 * Proof for Ardent that a browser is this user's, good for a day: make it only for who has logged in.
 * @param {{ keyId: string, secret: string }} tokenSecret
 * @param {string} userId
 */
export function makeUserToken({ keyId, secret }, userId) {
  const expiry = Math.floor(Date.now() / 1000) + LIFE_SECONDS;
  const signature = createHmac('sha256', secret).update(`${expiry}.${userId}`).digest('base64url');
  return `v1.${keyId}.${expiry}.${signature}`;
}
