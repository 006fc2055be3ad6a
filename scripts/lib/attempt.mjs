/**
 * Does something that may fail in one expected way: false if it failed with that error code, true if it succeeded.
 * Any other error is thrown.
 * @param {string} expectedCode such as 'ENOENT'
 * @param {() => unknown} action
 * @returns {boolean}
 */
export function attempt(expectedCode, action) {
  try {
    action();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === expectedCode) return false;
    throw error;
  }
}
