import type { Message } from '@ardent/core';
import type { NamedId } from './reference-erasures.ts';
import type { ReferenceEvent } from './reference-project.ts';

/** What a person has: everything is a list that is searched anew for each question. */
export interface Person {
  userId: string | null;
  events: ReferenceEvent[];
  absorbedInto?: Person;
  /** Known when it was absorbed. */
  absorbedKnown?: boolean;
}

/** Whose an id is, by the rules of identity in the order of arrival. */
export class ReferencePeople {
  private readonly users = new Map<string, Person>();
  private readonly anonymous = new Map<string, Person>();
  /** Absorbed ones, too. */
  readonly all: Person[] = [];

  find(kind: 'user' | 'anonymous', id: string): Person | undefined {
    return (kind === 'user' ? this.users : this.anonymous).get(id);
  }

  anonymousIdsOf(person: Person): string[] {
    return [...this.anonymous].filter(([, owner]) => owner === person).map(([id]) => id);
  }

  /** Absorbed by the person, or by whom the person absorbed. */
  absorbedBy(person: Person): Person[] {
    const parts = this.all.filter(({ absorbedInto }) => absorbedInto === person);
    return [...parts, ...parts.flatMap((part) => this.absorbedBy(part))];
  }

  /** Takes a person's ids away, and says which they were. */
  remove(person: Person): NamedId[] {
    const take = (kind: NamedId['kind'], owners: Map<string, Person>) =>
      [...owners].flatMap(([id, owner]) => (owner === person && owners.delete(id) ? [{ kind, id }] : []));
    return [...take('user', this.users), ...take('anonymous', this.anonymous)];
  }

  joinsUsers({ type, userId, previousId, anonymousId }: Message): boolean {
    if (type !== 'alias' || userId === undefined || previousId === undefined || previousId === anonymousId)
      return false;
    const previous = this.users.get(previousId);
    return previous !== undefined && previous !== this.users.get(userId);
  }

  resolve(message: Message, trusted: boolean): Person {
    const { userId, anonymousId, previousId } = message;
    if (message.type === 'alias' && previousId !== undefined) {
      return userId === undefined
        ? this.aliasAnonymous(anonymousId ?? '', previousId)
        : this.alias(message, userId, trusted);
    }
    if (userId === undefined) return this.anonymousPerson(anonymousId ?? '');
    return this.linkAll(userId, anonymousId === undefined ? [] : [anonymousId]);
  }

  private alias({ anonymousId, previousId = '' }: Message, userId: string, trusted: boolean): Person {
    const anonymousIds = anonymousId === undefined ? [] : [anonymousId];
    if (previousId !== anonymousId && this.users.has(previousId)) {
      const previous = this.users.get(previousId) as Person;
      const survivor = this.users.get(userId) ?? previous;
      if (survivor === previous && !this.users.has(userId)) previous.userId = userId;
      this.users.set(userId, survivor);
      this.merge(previous, survivor);
      return this.linkAll(userId, anonymousIds);
    }
    const isUnknown = previousId !== anonymousId && !this.anonymous.has(previousId);
    const person = this.linkAll(userId, [previousId, ...anonymousIds]);
    if (isUnknown && trusted && !this.users.has(previousId)) this.users.set(previousId, person);
    return person;
  }

  private aliasAnonymous(anonymousId: string, previousId: string): Person {
    const person = this.anonymousPerson(anonymousId);
    const previous =
      (previousId === anonymousId ? undefined : this.users.get(previousId)) ?? this.anonymous.get(previousId);
    if (person.userId === null && previous !== undefined && previous.userId !== null) {
      this.merge(person, previous);
      return previous;
    }
    this.linkIfFree(previousId, person);
    return person;
  }

  private linkAll(userId: string, anonymousIds: string[]): Person {
    let person = this.users.get(userId);
    if (person === undefined) {
      const owners = anonymousIds.map((id) => this.anonymous.get(id));
      person = owners.find((owner) => owner?.userId === null) ?? this.create();
      person.userId = userId;
      this.users.set(userId, person);
    }
    for (const id of anonymousIds) this.linkIfFree(id, person);
    return person;
  }

  private linkIfFree(anonymousId: string, person: Person): void {
    const owner = this.anonymous.get(anonymousId);
    if (owner === undefined) this.anonymous.set(anonymousId, person);
    else if (owner.userId === null) this.merge(owner, person);
  }

  private anonymousPerson(anonymousId: string): Person {
    const known = this.anonymous.get(anonymousId);
    if (known !== undefined) return known;
    const person = this.create();
    this.anonymous.set(anonymousId, person);
    return person;
  }

  private create(): Person {
    const person = { userId: null, events: [] };
    this.all.push(person);
    return person;
  }

  private merge(from: Person, to: Person): void {
    if (from === to) return;
    to.events.push(...from.events);
    from.absorbedInto = to;
    from.absorbedKnown = from.userId !== null;
    for (const ids of [this.users, this.anonymous]) {
      for (const [id, owner] of ids) if (owner === from) ids.set(id, to);
    }
  }
}
