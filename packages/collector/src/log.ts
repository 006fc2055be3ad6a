import { type DestinationStream, destination, pino, stdTimeFunctions } from 'pino';
import { CollectorError } from './collector-error.ts';
import { scrubText } from './scrub-text.ts';

/** What a line says beside its text, for programs: ids of requests, counts. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** Where the program says what happened: lines for the operator. Never keys, e-mail addresses or people's ids. */
export interface Log {
  info(text: string, fields?: LogFields): void;
  error(text: string, error?: unknown, fields?: LogFields): void;
}

/**
 * A log of one JSON object a line, on standard error unless told otherwise: `level`, `time`, `msg`, what is known of
 * an error under `err`, and the fields given. What looks like a key, an e-mail or network address is taken out.
 */
export function createLog(stream: DestinationStream = destination({ dest: 2, sync: true })): Log {
  const logger = pino(
    {
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    stream,
  );
  return {
    info: (text, fields = {}) => logger.info(fields, scrubText(text)),
    error: (text, error, fields = {}) =>
      logger.error(error === undefined ? fields : { ...fields, err: describe(error) }, scrubText(text)),
  };
}

function describe(error: unknown): object {
  if (!(error instanceof Error)) return { message: scrubText(String(error)) };
  return {
    type: error.name,
    ...(error instanceof CollectorError && { code: error.code, hint: error.hint }),
    message: scrubText(error.message),
    stack: scrubText(error.stack ?? ''),
  };
}
