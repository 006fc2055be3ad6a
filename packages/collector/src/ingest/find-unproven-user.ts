import type { Message } from '@ardent/core';
import { checkUserToken } from '../access/user-token.ts';
import type { KeyGrant, TokenSecret } from '../storage/control-storage.ts';

/** What proves a message's user under a key that wants proof. */
export interface ProofFacts {
  grant: KeyGrant;
  /** Milliseconds since 1970 UTC. */
  receivedAt: number;
  findTokenSecret(keyId: string): TokenSecret | undefined;
}

const REMEDY =
  'have your back end make one with the token secret of the project, and pass it on with identify';
const GOT = {
  malformed: 'a text that is no token',
  unknown_secret: 'a token of a secret that is not known or has ended',
  wrong_signature: 'a token of another user or secret',
  expired: 'a token that has expired',
};

/**
 * What is wrong with a message that names a user, or opts somebody out, without proving who sends it; undefined where
 * nothing is, or the key wants no proof.
 */
export function findUnprovenUser(message: Message, facts: ProofFacts): string | undefined {
  const { userId, userToken, optOut } = message;
  if (!facts.grant.requireUserToken || (userId === undefined && optOut === undefined)) return undefined;
  if (userId === undefined) {
    return `context.optOut needs a userId and its context.userToken under this key, got no userId: ${REMEDY}`;
  }
  if (userToken === undefined) return explain('none');
  const { grant, receivedAt: now, findTokenSecret } = facts;
  const check = checkUserToken(userToken, { userId, now, findTokenSecret });
  if (!check.ok) return explain(GOT[check.reason]);
  return check.projectId === grant.projectId ? undefined : explain('one of another project');
}

function explain(got: string): string {
  return `a message that names a userId needs a valid context.userToken under this key, got ${got}: ${REMEDY}`;
}
