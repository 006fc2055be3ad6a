/** One change to one built file: what `find` matches there becomes `put`. */
const edit = (file, find, put = '') => ({ file, find, put });
/** The whole of a built file becomes `put`. */
const swap = (file, put) => edit(file, /^[\s\S]*$/, put);
const client = (find, put) => edit('create-ardent.js', find, put);
const queue = (find, put) => edit('queue.js', find, put);
const script = (find, put) => edit('script.js', find, put);

/** What the script tag does beyond its core, in the words of docs/sdk.md, and the edits that take it out. */
export const FEATURES = {
  'page views': [script(/options\.autoPage === 'off' \? undefined : trackPages,?/)],
  'clicks and submits by attributes': [script(/trackClicks, /)],
  'engaged time': [script(/trackEngagement, /)],
  'calls before the script came': [script(/for \(const \[method, given, resolve\] of calls\) \{[^}]*\}/)],
  'storage, and taking over what pages left': [
    client(/const store = .*;/, 'const store = undefined;'),
    client(/await Promise\.race\(.*\);/),
    swap('row-store.js', 'export const createRowStore = undefined;'),
    swap('hold-lock.js', 'export const holdLock = () => {};'),
  ],
  'of these, one Web Lock per page': [
    swap('hold-lock.js', 'export const holdLock = (_pageId, onHeld) => onHeld();'),
  ],
  sessions: [swap('session.js', 'export const nextSession = () => undefined;')],
  'of these, referrer and campaign': [
    edit('session.js', /const \{ referrer \} = [\s\S]*?return \{/, 'return {'),
    edit('session.js', /campaign,\s*referrer: .*,/),
    client(/page: \{ referrer, \.\.\.context\.page \}/, 'page: context.page'),
    client(/changedAt, referrer, /, 'changedAt, '),
  ],
  'consent and opting out': [
    client(/const lacksConsent = .*;/, 'const lacksConsent = () => false;'),
    client(/optOut: \(\) => choose\(false\),/),
    client(/optIn: \(\) => choose\(true\),/),
    client(/if \(optedIn === false\)\s+return;/),
    client(/if \(state\.optedIn \?\? !options\.consent\)/),
  ],
  'Global Privacy Control': [
    client(/ && !\(options\.gpc && navigator\.globalPrivacyControl\)/),
    edit('session.js', /navigator\.globalPrivacyControl/, 'false'),
  ],
  'the cookieless mode': [client(/ && !options\.storage/)],
  'the score in the page': [
    client(/score: \(\) => run\(\(\) => score\),/),
    client(/onScore\(callback\) \{[\s\S]*?\n {8}\},/),
    client(/else\s+refresh\(\);/),
    client(/refresh\(\);/),
  ],
  'accounts: group()': [client(/group: recordWho\(.*\n/)],
  'alias()': [client(/alias: \(.*\n/), client(/previousId: .*,/)],
  beforeSend: [client(/options\.beforeSend \? .* : message/, 'message')],
  'values that JSON cannot hold, and size limits': [
    swap('to-json.js', 'export const toJson = (value) => JSON.parse(JSON.stringify(value));'),
  ],
  'backing off, Retry-After, going quiet': [
    queue(/failures\+\+;\n[\s\S]*?notBefore = .*;/, 'notBefore = Date.now() + 1_000;'),
    queue(/resume\(\) \{[\s\S]*?\n {8}\},/, 'resume() {},'),
  ],
  'bounds, and counting what was dropped': [queue(/trim\(\);/), client(/if \(dropped\)\s.*\s+else\s/)],
  'splitting what was too large (413)': [
    queue(
      /if \(response\?\.status !== 413\)\s+(backOff\(response\);)[\s\S]*?return settle\(rows, 1\);/,
      '$1',
    ),
  ],
  'prerendered pages': [client(/if \(document\.prerendering\)\s.*/)],
  debug: [edit('log.js', /if \(debug\)\s.*/)],
};
