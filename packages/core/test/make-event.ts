import type { JsonObject, Message, MessageContext } from '../src/index.ts';

/** A track message as the parser makes it. */
export function makeEvent(
  event: string,
  properties: JsonObject = {},
  { context = {}, ...rest }: Partial<Message> & { context?: MessageContext } = {},
): Message {
  return {
    type: 'track',
    userId: 'u1',
    event,
    properties,
    traits: {},
    context,
    nonInteraction: false,
    ...rest,
  };
}
