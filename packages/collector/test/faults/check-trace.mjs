// Reads what `strace -f -y` wrote of a server: a 200 may be written to its socket only after fsync (or fdatasync)
// of the write-ahead log has returned, which began after the log got pages, which it got after the request was read.

const LINE = /^(\d+)\s+(.*)$/;
const REQUEST = /^read\((\d+)<[^>]*socket[^>]*>,\s+"POST \/v1\//i;
const ANSWER = /^writev?\((\d+)<[^>]*socket[^>]*>,\s+.*HTTP\/1\.1 200/i;
const LOG_WRITE = /^pwrite64\(\d+<[^>]*default\.db-wal[^>]*>/;
const LOG_SYNC = /^f(?:data)?sync\(\d+<[^>]*default\.db-wal[^>]*>/;
const SYNCED = /= 0$/;

/**
 * @param {string} trace the output of strace, a line per call, or two where calls of threads overlap
 * @returns {{answers: number, early: string[]}} the answers seen, and those that were written too early
 */
export function checkTrace(trace) {
  /** @type {Map<string, number>} where each socket's request was read */
  const requestAt = new Map();
  /** @type {Map<string, {call: string, at: number}>} calls that another thread's interrupted */
  const unfinished = new Map();
  /** @type {number[]} */
  const logWrites = [];
  let lastSync = -1;
  let answers = 0;
  const early = [];
  for (const [at, line] of trace.split('\n').entries()) {
    const [, pid = '', text = ''] = LINE.exec(line) ?? [];
    const { call, startedAt, isDone } = joinCall(unfinished, { pid, text, at });
    const isStart = startedAt === at;
    const request = isDone ? REQUEST.exec(call) : null;
    if (request?.[1] !== undefined) requestAt.set(request[1], at);
    if (LOG_WRITE.test(call) && isStart) logWrites.push(at);
    if (LOG_SYNC.test(call) && isDone && SYNCED.test(call)) lastSync = Math.max(lastSync, startedAt);
    const answer = isStart ? ANSWER.exec(call) : null;
    if (answer?.[1] === undefined) continue;
    const readAt = requestAt.get(answer[1]);
    if (readAt === undefined) continue;
    requestAt.delete(answer[1]);
    answers++;
    if (!logWrites.some((write) => readAt < write && write < lastSync)) early.push(`line ${at + 1}: ${text}`);
  }
  return { answers, early };
}

/** A call whole, where its end stands on a line of its own. */
function joinCall(unfinished, { pid, text, at }) {
  if (text.endsWith('<unfinished ...>')) {
    const call = text.slice(0, -'<unfinished ...>'.length);
    unfinished.set(pid, { call, at });
    return { call, startedAt: at, isDone: false };
  }
  const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text);
  const begun = unfinished.get(pid);
  if (resumed === null || begun === undefined) return { call: text, startedAt: at, isDone: true };
  unfinished.delete(pid);
  return { call: begun.call + resumed[1], startedAt: begun.at, isDone: true };
}
