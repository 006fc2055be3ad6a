import type { Message } from '@ardent/core';

/** One of a person's ids. */
export interface NamedId {
  kind: 'user' | 'anonymous';
  id: string;
}

/** Which ids were erased, and when last. */
export class ReferenceErasures {
  private readonly instants = new Map<string, number>();

  add(ids: readonly NamedId[], at: number): void {
    for (const { kind, id } of ids)
      this.instants.set(`${kind} ${id}`, Math.max(at, this.find(kind, id) ?? at));
  }

  find(kind: NamedId['kind'], id: string | undefined): number | undefined {
    return this.instants.get(`${kind} ${id}`);
  }

  /** Whether a message that happened at `at` is of somebody who was erased later, or joins somebody with them. */
  covers({ type, userId, anonymousId, previousId }: Message, at: number): boolean {
    const isGone = (kind: NamedId['kind'], id: string | undefined) => (this.find(kind, id) ?? at) > at;
    if (type === 'alias' && (isGone('user', previousId) || isGone('anonymous', previousId))) return true;
    return userId === undefined ? isGone('anonymous', anonymousId) : isGone('user', userId);
  }

  /** When one of the ids that say whose a message is was last erased. */
  lastOf({ userId, anonymousId }: Message): number | undefined {
    const instants = [this.find('user', userId), this.find('anonymous', anonymousId)];
    return instants.filter((at) => at !== undefined).sort((a, b) => b - a)[0];
  }
}
