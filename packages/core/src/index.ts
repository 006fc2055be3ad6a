export { parseDay, toDayNumber, toDayString } from './day.ts';
export { InvalidInputError } from './invalid-input-error.ts';
export { MESSAGE_LIMITS } from './message/limits.ts';
export type {
  JsonObject,
  JsonValue,
  Message,
  MessageContext,
  MessageType,
  Rejection,
  RejectionCode,
  WireMessage,
} from './message/message.ts';
export {
  PAGE_VIEWED,
  type ParsedMessage,
  type ParseMessageOptions,
  parseMessage,
  SCREEN_VIEWED,
} from './message/parse-message.ts';
export type {
  Band,
  DayString,
  Decay,
  FilterValue,
  Measure,
  PerDay,
  ScoreModel,
  Signal,
  Where,
} from './model/score-model.ts';
