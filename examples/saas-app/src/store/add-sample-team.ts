import { createId, type Store } from './create-store.ts';
import type { Project, TaskStatus, User } from './entities.ts';

const TASKS: readonly { title: string; status: TaskStatus; comment?: string }[] = [
  { title: 'Write the launch post', status: 'doing', comment: 'Draft is in the shared folder.' },
  { title: 'Collect quotes from customers', status: 'todo' },
  { title: 'Book the photographer', status: 'done' },
  { title: 'Translate the landing page', status: 'todo', comment: 'French first, please.' },
  { title: 'Agree on the price with Sales', status: 'doing' },
];

/** A team with something on its board, for who only wants to look around; nobody can sign in as them later. */
export function addSampleTeam(store: Store): User {
  const account = store.addAccount('Northwind Studio');
  const address = (name: string) => `${createId(name).toLowerCase()}@northwind.example`;
  const user = store.addUser(account, { name: 'Maya Okafor', email: address('maya'), role: 'admin' });
  store.addUser(account, { name: 'Jonas Weber', email: address('jonas'), role: 'member' });
  const project = store.addProject(account, 'Spring launch');
  if (project !== undefined) fillBoard(project, store);
  return user;
}

function fillBoard(project: Project, store: Store): void {
  for (const { title, status, comment } of TASKS) {
    const task = store.addTask(project, title);
    if (task === undefined) return;
    task.status = status;
    if (comment !== undefined) task.comments.push({ author: 'Jonas Weber', text: comment, at: store.now() });
  }
}
