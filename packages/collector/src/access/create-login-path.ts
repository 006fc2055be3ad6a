import type { ControlStorage } from '../storage/control-storage.ts';
import { generateToken } from './generate-token.ts';

const LOGIN_LINK_MS = 3_600_000;

/**
 * Path and token of an address that opens a session at all projects, once, within an hour.
 *
 * @param now milliseconds since 1970 UTC.
 */
export async function createLoginPath(control: ControlStorage, now: number): Promise<string> {
  const token = generateToken();
  const change = { actor: 'start', at: now };
  await control.addLoginLink({ token, projectId: null, expiresAt: now + LOGIN_LINK_MS, change });
  return `/login?token=${token}`;
}
