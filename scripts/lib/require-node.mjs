const OLDEST = { major: 20, minor: 11 };

/**
 * Whether a Node version such as `20.11.1` is new enough.
 * @param {string} version
 * @returns {boolean}
 */
export function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
}

// Runs on import, and every command imports this file first: an old Node gets a sentence instead of a stack trace.
if (!isSupportedNode(process.versions.node)) {
  console.error(
    `ardent: Node ${OLDEST.major}.${OLDEST.minor} or newer is needed, this is Node ${process.versions.node}. Install a current release from https://nodejs.org (or run "nvm install 22"), then try again.`,
  );
  process.exit(1);
}
