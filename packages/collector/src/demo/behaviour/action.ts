import type { JsonObject, MessageType } from '@ardent/core';
import type { Device } from '../world/device.ts';
import type { Region } from '../world/region.ts';

/** A visit with a browser: what all of its messages have in common. */
export interface Visit {
  readonly device: Pick<Device, 'userAgent'> & { readonly anonymousId: string };
  readonly sessionId: string;
  /** Milliseconds since 1970 UTC. */
  readonly startedAt: number;
  readonly region: Region;
  readonly groupId?: string;
  /** Origin of the site that linked here. */
  readonly referrer?: string;
  readonly campaign?: JsonObject;
}

/** Where in the product, or on its web site, something happens. */
export interface Place {
  readonly host: 'app' | 'www';
  readonly path: string;
  readonly title: string;
}

/** Something that happens, as small as it can be kept; `toWireMessage` makes a message of it. */
export interface Action {
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly type: MessageType;
  readonly userId?: string;
  /** Absent: the product's back end sends it. */
  readonly visit?: Visit;
  readonly place?: Place;
  /** Of a track. */
  readonly event?: string;
  readonly properties?: JsonObject;
  readonly traits?: JsonObject;
  readonly groupId?: string;
}

/** An action with an id that no other one of the same history has. */
export interface NumberedAction extends Action {
  readonly id: string;
}

/** Gives the actions of one unit of planning their ids, in the order they were planned in. */
export function numberActions(unit: string, actions: readonly Action[]): NumberedAction[] {
  return actions.map((action, index) => ({ ...action, id: `${unit}.${index}` }));
}
