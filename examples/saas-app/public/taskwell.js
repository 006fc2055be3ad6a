import { listenToBoard } from './board.js';
import { showEngagement } from './engagement.js';

const KNOWN = 'taskwell-known';
const data = JSON.parse(document.getElementById('page-data').textContent);

/** Tells Ardent who this is: once, and again when something about them, or their proof, has changed. */
function introduce({ userId, userToken, traits, groupId, accountTraits }) {
  const card = JSON.stringify([userId, userToken, traits, groupId, accountTraits]);
  if (sessionStorage.getItem(KNOWN) === card) return;
  ardent.identify(userId, traits, { userToken });
  ardent.group(groupId, accountTraits);
  sessionStorage.setItem(KNOWN, card);
}

/** Whoever comes after the sign-out is somebody else. */
function forget() {
  if (sessionStorage.getItem(KNOWN) === null) return;
  ardent.reset();
  sessionStorage.removeItem(KNOWN);
}

if (data.userId) introduce(data);
else forget();
// What has just happened on the server: only a page can say in which browser.
for (const { event, properties } of data.events) ardent.track(event, properties);
if (data.userId) showEngagement();
const board = document.getElementById('board');
if (board) listenToBoard(board);
