import { record, whenSent } from './record.js';
import { showScore } from './score-panel.js';
import { readTasks, saveTasks } from './tasks.js';

const find = (id) => document.getElementById(id);
const COLLEAGUES = ['Sam', 'Noor', 'Elif', 'Tomás', 'Ines'];

let user = null;
let tasks = [];

/** Records an event, and shows the score once the collector has it. */
function did(event, properties) {
  record(event, properties);
  void refreshScore();
}

async function refreshScore() {
  await whenSent();
  await showScore(find('score'), user);
}

function notice(text) {
  find('notice').textContent = text;
  find('notice').hidden = false;
}

function show() {
  find('welcome').hidden = user !== null;
  find('workspace').hidden = user === null;
  find('sign-out').hidden = user === null;
  find('who').textContent = user ? user.traits.name : '';
  if (!user) return;
  find('plan').textContent = `${user.account.traits.name} · ${user.traits.plan} plan`;
  find('tasks').replaceChildren(...tasks.map(toTaskItem));
}

function toTaskItem(task) {
  const item = document.createElement('li');
  const done = document.createElement('input');
  const title = document.createElement('span');
  const comment = document.createElement('button');
  item.className = task.isDone ? 'task is-done' : 'task';
  done.type = 'checkbox';
  done.checked = task.isDone;
  done.disabled = task.isDone;
  done.setAttribute('aria-label', `Complete “${task.title}”`);
  done.addEventListener('change', () => complete(task));
  title.textContent = task.title;
  comment.className = 'link';
  comment.textContent = task.comments === 0 ? 'Comment' : `Comment (${task.comments})`;
  comment.addEventListener('click', () => addComment(task));
  item.append(done, title, comment);
  return item;
}

function keep() {
  saveTasks(user, tasks);
  show();
}

function complete(task) {
  task.isDone = true;
  keep();
  did('Task Completed', { taskId: task.id });
}

function addComment(task) {
  task.comments++;
  keep();
  notice(`You commented on “${task.title}”.`);
  did('Comment Added', { taskId: task.id });
}

function addTask(title) {
  const task = { id: crypto.randomUUID(), title, isDone: false, comments: 0 };
  tasks.unshift(task);
  keep();
  did('Task Created', { taskId: task.id, titleLength: title.length });
}

async function signIn(person) {
  const response = await fetch('/demo/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ person }),
  });
  ({ user } = await response.json());
  tasks = readTasks(user);
  show();
  ardent.identify(user.userId, user.traits);
  ardent.group(user.account.groupId, user.account.traits);
  did('Signed In');
}

async function signOut() {
  record('Signed Out');
  await whenSent();
  await fetch('/demo/session', { method: 'DELETE' });
  ardent.reset();
  user = null;
  show();
  await refreshScore();
}

function listen() {
  find('add').addEventListener('submit', (event) => {
    event.preventDefault();
    addTask(find('title').value.trim() || 'Untitled');
    event.target.reset();
  });
  find('invite').addEventListener('click', () => {
    const name = COLLEAGUES[Math.floor(Math.random() * COLLEAGUES.length)];
    notice(`${name} has an invitation in their inbox.`);
    did('Invite Sent', { role: 'member' });
  });
  find('export').addEventListener('click', () => {
    notice('Your report is ready.');
    did('Report Exported', { format: 'csv', tasks: tasks.length });
  });
  find('cancel').addEventListener('click', () => toggleSubscription(false));
  find('resume').addEventListener('click', () => toggleSubscription(true));
  find('sign-out').addEventListener('click', signOut);
}

function toggleSubscription(isKept) {
  find('cancel').hidden = !isKept;
  find('resume').hidden = isKept;
  notice(isKept ? 'Good to have you back.' : 'Your subscription ends with this month.');
  did(isKept ? 'Subscription Resumed' : 'Subscription Cancelled', { plan: user.traits.plan });
}

function toPersonItem({ key, traits, account }) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  const name = document.createElement('strong');
  const role = document.createElement('small');
  name.textContent = traits.name;
  role.textContent = `${traits.role}, ${account.traits.name}`;
  button.className = 'person';
  button.append(name, role);
  button.addEventListener('click', () => signIn(key));
  item.append(button);
  return item;
}

async function start() {
  const session = await (await fetch('/demo/session')).json();
  user = session.user;
  tasks = user ? readTasks(user) : [];
  find('people').replaceChildren(...session.people.map(toPersonItem));
  listen();
  show();
  await refreshScore();
}

await start();
