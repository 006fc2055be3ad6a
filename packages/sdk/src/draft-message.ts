import type { JsonObject, MessageType, WireMessage } from '@ardent/core';
import type { MessageOptions } from './ardent-client.ts';
import { createId } from './create-id.ts';
import { currentPage } from './current-page.ts';
import type { State } from './state.ts';
import { toJson } from './to-json.ts';

/** A message as it was at the call: everything but who did it. */
export interface Draft {
  messageId: string;
  /** Milliseconds since 1970. */
  time: number;
  /** The whole message, for when it is known who the person is. */
  seal(state: State): WireMessage;
}

/** @throws RangeError if `options.timestamp` is no time. */
export function draftMessage(type: MessageType, fields: object, options: MessageOptions = {}): Draft {
  const date = new Date(options.timestamp ?? Date.now());
  const timestamp = date.toISOString();
  const messageId = createId();
  const page = currentPage();
  const { context, ...payload } = toJson({ ...fields, context: options.context });
  const given = context as { page?: JsonObject } | undefined;
  return {
    messageId,
    time: date.getTime(),
    seal({ anonymousId, userId, userToken, groupId, dropped, session }) {
      const { id, start, referrer, campaign } = session ?? {};
      const stamps = { sessionId: id, sessionStart: start, campaign, groupId, userToken, dropped };
      const where = { ...page, referrer, ...given?.page };
      const message = { type, messageId, timestamp, anonymousId, userId, ...payload };
      return { ...message, context: { ...stamps, ...given, page: where } } as WireMessage;
    },
  };
}
