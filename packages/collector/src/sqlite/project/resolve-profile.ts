import type { Message } from '@ardent/core';
import type { AbsorbProfile } from './absorb-profile.ts';
import type { IdentityKind, IdentityTable } from './identity-table.ts';
import type { ProfileRow } from './profile-row.ts';
import type { ProfileTable } from './profile-table.ts';

/** Whose a message is, by the rules of identity in the order of arrival. */
export interface ProfileResolver {
  /** Whether the message is an alias that would join two known users, which only a secret key may. */
  joinsKnownUsers(message: Message): boolean;
  /** Whether the message is an alias whose previousId is a known user other than its own. */
  namesAnotherUser(message: Message): boolean;
  /** Whether nobody has the message's ids yet: it will make a profile. */
  isNobody(message: Message): boolean;
  /** The profile the message belongs to, after the links it makes. Joins known users if the message asks for it. */
  resolve(message: Message, arrival: { at: number; trusted: boolean }): ProfileRow;
}

export interface ResolverTables {
  identities: IdentityTable;
  profiles: ProfileTable;
  absorb: AbsorbProfile;
}

export function createProfileResolver(tables: ResolverTables): ProfileResolver {
  const links = createLinks(tables);
  const { find } = links;

  /** The known user that an alias's previousId names; it may be an anonymous id instead. */
  function findPreviousUser({ type, previousId, anonymousId }: Message): ProfileRow | undefined {
    if (type !== 'alias' || previousId === undefined || previousId === anonymousId) return undefined;
    return find('user', previousId);
  }

  function resolveAlias(
    message: Message,
    userId: string,
    { at, trusted }: { at: number; trusted: boolean },
  ): ProfileRow {
    const { anonymousId, previousId = '' } = message;
    const previousUser = findPreviousUser(message);
    if (previousUser !== undefined) {
      const survivor = find('user', userId) ?? links.claim(previousUser, userId, at);
      if (survivor !== previousUser) tables.absorb(previousUser, survivor);
      if (anonymousId !== undefined) links.linkIfFree(anonymousId, survivor, at);
      return survivor;
    }
    const isNews = previousId !== anonymousId && find('anonymous', previousId) === undefined;
    const anonymousIds = anonymousId === undefined ? [previousId] : [previousId, anonymousId];
    const profile = links.resolveUser(userId, anonymousIds, at);
    // The back end may join an old userId before its first message has come.
    if (isNews && trusted && find('user', previousId) === undefined) {
      tables.identities.link('user', previousId, { profile: profile.id, at });
    }
    return profile;
  }

  /** An alias without a userId: the anonymous id that is still free joins the other's profile. */
  function resolveAnonymousAlias(message: Message, anonymousId: string, at: number): ProfileRow {
    const { previousId = '' } = message;
    const profile = links.resolveAnonymous(anonymousId, at);
    const previous = findPreviousUser(message) ?? find('anonymous', previousId);
    if (profile.userId !== null || previous === undefined || previous.userId === null) {
      links.linkIfFree(previousId, profile, at);
      return profile;
    }
    tables.absorb(profile, previous);
    return previous;
  }

  return {
    joinsKnownUsers(message) {
      const previous = message.userId === undefined ? undefined : findPreviousUser(message);
      return previous !== undefined && previous !== find('user', message.userId);
    },
    isNobody: ({ userId, anonymousId }) =>
      find('user', userId) === undefined && find('anonymous', anonymousId) === undefined,
    namesAnotherUser(message) {
      const previous = findPreviousUser(message);
      return previous !== undefined && previous !== find('user', message.userId);
    },
    resolve(message, arrival) {
      const { type, userId, anonymousId = '' } = message;
      if (userId !== undefined && type === 'alias') return resolveAlias(message, userId, arrival);
      if (userId !== undefined)
        return links.resolveUser(userId, anonymousId === '' ? [] : [anonymousId], arrival.at);
      if (type === 'alias') return resolveAnonymousAlias(message, anonymousId, arrival.at);
      return links.resolveAnonymous(anonymousId, arrival.at);
    },
  };
}

interface Links {
  find(kind: IdentityKind, id: string | undefined): ProfileRow | undefined;
  /** Makes an anonymous or known profile the one of a userId that has none. */
  claim(profile: ProfileRow, userId: string, at: number): ProfileRow;
  /** Joins an anonymous id to a profile if it is free: unknown, or its owner no known user. */
  linkIfFree(anonymousId: string, profile: ProfileRow, at: number): void;
  resolveUser(userId: string, anonymousIds: readonly string[], at: number): ProfileRow;
  resolveAnonymous(anonymousId: string, at: number): ProfileRow;
}

function createLinks({ identities, profiles, absorb }: ResolverTables): Links {
  function find(kind: IdentityKind, id: string | undefined): ProfileRow | undefined {
    const found = id === undefined ? undefined : identities.find(kind, id);
    return found === undefined ? undefined : profiles.get(found);
  }

  function claim(profile: ProfileRow, userId: string, at: number): ProfileRow {
    profile.userId = userId;
    profiles.change(profile);
    identities.link('user', userId, { profile: profile.id, at });
    return profile;
  }

  function findFree(anonymousIds: readonly string[]): ProfileRow | undefined {
    return anonymousIds.map((id) => find('anonymous', id)).find((owner) => owner?.userId === null);
  }

  function linkIfFree(anonymousId: string, profile: ProfileRow, at: number): void {
    const ownerId = identities.find('anonymous', anonymousId);
    if (ownerId === profile.id) return;
    const owner = ownerId === undefined ? undefined : profiles.get(ownerId);
    if (owner === undefined) identities.link('anonymous', anonymousId, { profile: profile.id, at });
    else if (owner.userId === null) absorb(owner, profile);
  }

  return {
    find,
    claim,
    linkIfFree,
    resolveUser(userId, anonymousIds, at) {
      const profile =
        find('user', userId) ?? claim(findFree(anonymousIds) ?? profiles.create(at), userId, at);
      for (const id of anonymousIds) linkIfFree(id, profile, at);
      return profile;
    },
    resolveAnonymous(anonymousId, at) {
      const owner = find('anonymous', anonymousId);
      if (owner !== undefined) return owner;
      const profile = profiles.create(at);
      identities.link('anonymous', anonymousId, { profile: profile.id, at });
      return profile;
    },
  };
}
