/** Where the program says what happened: lines for the operator. Never keys, e-mail addresses or people's ids. */
export interface Log {
  info(text: string): void;
  error(text: string, error?: unknown): void;
}

/** A log that writes lines with the time to standard error, errors with their stack. */
export function createLog(write: (line: string) => void = (line) => process.stderr.write(line)): Log {
  const print = (level: string, text: string) => write(`${new Date().toISOString()} ${level} ${text}\n`);
  return {
    info: (text) => print('info', text),
    error: (text, error) => print('error', error === undefined ? text : `${text}: ${describe(error)}`),
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
