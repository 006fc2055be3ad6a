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
export { DEFAULT_RECIPE, defaultModel } from './model/default-model.ts';
export type { ModelProblem } from './model/model-problems.ts';
export { type ParsedModel, parseModel } from './model/parse-model.ts';
export { classicPreset, defaultPreset, type PresetSignal } from './model/presets.ts';
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
export { type Recipe, targetFromRecipe } from './model/target-from-recipe.ts';
export { bandOf, DEFAULT_BANDS } from './score/band-of.ts';
export { type AccountScoreOptions, computeAccountScore } from './score/compute-account-score.ts';
export { computeScore } from './score/compute-score.ts';
export { explainChange, type ScorePoint } from './score/explain-change.ts';
export { keep } from './score/keep.ts';
export { memoryDays } from './score/memory-days.ts';
export { momentumOf, type Pace } from './score/momentum.ts';
export { perDay } from './score/per-day.ts';
export { preciseDot } from './score/precise-sum.ts';
export { type AccountRollUp, rollUpAccount } from './score/roll-up-account.ts';
export { rounded } from './score/rounded.ts';
export type {
  AccountMember,
  AccountScore,
  Contribution,
  DailyCount,
  Momentum,
  MomentumState,
  Score,
  ScoreChange,
} from './score/score.ts';
export { type Amount, amountOf } from './signal/amount-of.ts';
export {
  isPassive,
  type MatchesSignalOptions,
  matchesSignal,
  type SignalFilter,
} from './signal/matches-signal.ts';
export { readPath } from './signal/read-path.ts';
export { type SignalMeasure, signalDefinition } from './signal/signal-definition.ts';
export { LARGEST_AMOUNT, sumAmount } from './signal/sum-amount.ts';
