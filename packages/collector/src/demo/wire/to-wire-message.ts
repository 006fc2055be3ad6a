import type { JsonObject, WireMessage } from '@ardent/core';
import type { NumberedAction, Place, Visit } from '../behaviour/action.ts';

const HOSTS: Record<Place['host'], string> = {
  app: 'https://app.taskwell.example',
  www: 'https://www.taskwell.example',
};
const BROWSER_LIBRARY = { name: 'ardent.js', version: '0.1.0' };
const BACK_END_LIBRARY = { name: 'taskwell-backend', version: '3.2.0' };

/**
 * The message that the SDK in the page, or the product's back end, would have sent of an action.
 *
 * @param run names the history; with the action's time and id it makes the messageId.
 */
export function toWireMessage(action: NumberedAction, run: string): WireMessage {
  const { at, id, type, visit, place } = action;
  const timestamp = new Date(at).toISOString();
  const message: WireMessage = { type, messageId: `${run}-${at}-${id}`, timestamp };
  if (visit !== undefined) message.anonymousId = visit.device.anonymousId;
  if (action.userId !== undefined) message.userId = action.userId;
  if (action.event !== undefined) message.event = action.event;
  if (action.groupId !== undefined) message.groupId = action.groupId;
  if (action.traits !== undefined) message.traits = action.traits;
  if (action.properties !== undefined) message.properties = action.properties;
  if (type === 'page' && place !== undefined) {
    message.name = place.title;
    message.properties = { path: place.path, title: place.title };
  }
  message.context = visit === undefined ? { library: BACK_END_LIBRARY } : browserContext(visit, place);
  return message;
}

function browserContext(visit: Visit, place: Place | undefined): JsonObject {
  const { region, referrer, campaign, groupId } = visit;
  const context: JsonObject & { page?: JsonObject; groupId?: string; campaign?: JsonObject } = {
    sessionId: visit.sessionId,
    sessionStart: visit.startedAt,
    userAgent: visit.device.userAgent,
    locale: region.locale,
    timezone: region.timeZone,
    library: BROWSER_LIBRARY,
  };
  if (place !== undefined) context.page = toPage(place, referrer);
  if (groupId !== undefined) context.groupId = groupId;
  if (campaign !== undefined) context.campaign = campaign;
  return context;
}

function toPage({ host, path, title }: Place, referrer: string | undefined): JsonObject {
  return { path, title, url: HOSTS[host] + path, ...(referrer !== undefined && { referrer }) };
}
