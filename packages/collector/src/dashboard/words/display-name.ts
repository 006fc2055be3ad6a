import type { JsonObject } from '@ardent/core';

/** What a page needs to name a person. */
export interface NamedPerson {
  userId: string | null;
  anonymousIds: readonly string[];
  traits: JsonObject;
}

/** The name people know a person by: their name, else e-mail address, else user id, else a short anonymous label. */
export function displayName({ userId, anonymousIds, traits }: NamedPerson): string {
  const full = [textTrait(traits, 'firstName'), textTrait(traits, 'lastName')].filter(Boolean).join(' ');
  const named = textTrait(traits, 'name') ?? (full || undefined) ?? textTrait(traits, 'email') ?? userId;
  if (named) return named;
  const anonymousId = anonymousIds[0];
  return anonymousId ? `Anonymous ${anonymousId.slice(-6)}` : 'Anonymous visitor';
}

/** The line under the name: e-mail address or user id, where it is not the name itself. */
export function displayDetail(person: NamedPerson): string | undefined {
  const name = displayName(person);
  const detail = textTrait(person.traits, 'email') ?? person.userId ?? undefined;
  return detail === name ? undefined : detail;
}

/** A trait as text, if it is a non-empty text. */
export function textTrait(traits: JsonObject, key: string): string | undefined {
  const value = traits[key];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
