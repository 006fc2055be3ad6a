const POLL_MS = 300;

/**
 * Under npm, ends this process by SIGTERM when the shell that npm started it through is gone: npm hands SIGTERM to
 * that shell alone, and many shells die of it without telling their child.
 */
export function endWithParent() {
  const { npm_lifecycle_event: startedByNpm } = process.env;
  if (!startedByNpm) return;
  const parent = process.ppid;
  const poll = () => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  };
  const timer = setInterval(poll, POLL_MS).unref();
}
