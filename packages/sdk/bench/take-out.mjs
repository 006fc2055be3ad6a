/**
 * A built file without what `edits` take out of it. Edits of other files are left aside.
 *
 * @param {{ file: string, find: RegExp, put: string }[]} edits
 * @param {string} file its name, like `queue.js`
 * @param {string} code
 * @returns {string}
 * @throws if an edit finds nothing: the source has changed since it was written.
 */
export function takeOut(edits, file, code) {
  let changed = code;
  for (const { find, put } of edits.filter((edit) => edit.file === file)) {
    if (!find.test(changed)) throw new Error(`${find} must match something in ${file}: mend features.mjs`);
    changed = changed.replace(find, put);
  }
  return changed;
}
