import type { JsonObject } from '@ardent/core';
import type { StoredEvent } from '../../storage/project-storage.ts';

type Told = Pick<StoredEvent, 'type' | 'traits' | 'properties' | 'context'>;

/** What an event says beside its name and path: traits of a person or an account, else properties, nothing twice. */
export function shownProperties({ type, traits, properties, context }: Told): JsonObject {
  if (type === 'identify' || type === 'group') return traits;
  const { path, name, ...others } = properties;
  return {
    ...(path !== undefined && path !== context.path && { path }),
    ...(name !== undefined && name !== others['title'] && { name }),
    ...others,
  };
}
