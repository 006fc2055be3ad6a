import { setImmediate } from 'node:timers/promises';
import type { DayString } from '@ardent/core';
import type { AccountMember, AccountReads } from '../../storage/account-reads.ts';
import type { EventPage, ProjectReader, StoredEvent } from '../../storage/project-storage.ts';
import { isMemberOn } from './account-data.ts';

/** A message of a member's timeline. */
export interface AccountEvent extends Pick<AccountMember, 'profileId' | 'userId'> {
  event: StoredEvent;
}

// Some 10 ms of work, so that requests between two of them wait no longer.
const MEMBERS_AT_ONCE = 30;

/** A page of what an account's members of a day did, newest first, by (timestamp, messageId). */
export async function listAccountEvents(
  reader: Pick<ProjectReader, 'listEvents'> & Pick<AccountReads, 'listMembers'>,
  { groupId, day }: { groupId: string; day: DayString },
  page: EventPage,
): Promise<AccountEvent[]> {
  const members = (await reader.listMembers(groupId)).filter((member) => isMemberOn(member, day));
  let newest: AccountEvent[] = [];
  for (const [i, { profileId, userId }] of members.entries()) {
    const events = await reader.listEvents(profileId, page);
    newest.push(...events.map((event) => ({ profileId, userId, event })));
    if ((i + 1) % MEMBERS_AT_ONCE > 0) continue;
    newest = newest.sort(newestFirst).slice(0, page.limit);
    await setImmediate();
  }
  return newest.sort(newestFirst).slice(0, page.limit);
}

function newestFirst({ event: a }: AccountEvent, { event: b }: AccountEvent): number {
  return b.timestamp - a.timestamp || (a.messageId < b.messageId ? 1 : a.messageId > b.messageId ? -1 : 0);
}
