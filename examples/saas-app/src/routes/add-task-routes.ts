import type { Hono } from 'hono';
import { TaskCard } from '../pages/board-page.tsx';
import type { SaasContext, SaasDeps, SaasEnv } from '../saas-env.ts';
import type { Task, TaskStatus } from '../store/entities.ts';
import { findProject } from './add-project-routes.tsx';

const LONGEST_TITLE = 120;
const LONGEST_COMMENT = 300;
const MOST_COMMENTS = 100;

/** What `board.js` asks for: each answer is the task's card as HTML, or a JSON message of what is wrong. */
export function addTaskRoutes(app: Hono<SaasEnv>, { store }: SaasDeps): void {
  app.post('/projects/:projectId/tasks', async (c) => {
    const project = findProject(c);
    if (project === undefined) return missing(c);
    const title = await readText(c, 'title', LONGEST_TITLE);
    if (title === undefined) return wrong(c, `title must have 1 to ${LONGEST_TITLE} characters.`);
    const task = store.addTask(project, title);
    return task === undefined
      ? wrong(c, 'The board has two hundred tasks already; finish some first.')
      : card(c, task);
  });
  app.post('/projects/:projectId/tasks/:taskId/status', async (c) => {
    const task = findTask(c);
    if (task === undefined) return missing(c);
    const status = await readText(c, 'status', LONGEST_TITLE);
    if (!isStatus(status))
      return wrong(c, `status must be todo, doing or done, got ${JSON.stringify(status)}.`);
    task.status = status;
    return card(c, task);
  });
  app.post('/projects/:projectId/tasks/:taskId/comments', async (c) => {
    const task = findTask(c);
    if (task === undefined) return missing(c);
    const text = await readText(c, 'text', LONGEST_COMMENT);
    if (text === undefined) return wrong(c, `text must have 1 to ${LONGEST_COMMENT} characters.`);
    if (task.comments.length >= MOST_COMMENTS) return wrong(c, 'The task has a hundred comments already.');
    task.comments.push({ author: c.get('session').user.name, text, at: store.now() });
    return card(c, task);
  });
}

function findTask(c: SaasContext): Task | undefined {
  return findProject(c)?.tasks.find(({ taskId }) => taskId === c.req.param('taskId'));
}

async function readText(c: SaasContext, field: string, longest: number): Promise<string | undefined> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const value = (body as Record<string, unknown> | null | undefined)?.[field];
  const text = typeof value === 'string' ? value.trim() : '';
  return text !== '' && text.length <= longest ? text : undefined;
}

function isStatus(text: string | undefined): text is TaskStatus {
  return text === 'todo' || text === 'doing' || text === 'done';
}

function card(c: SaasContext, task: Task) {
  return c.html(String(TaskCard({ task })));
}

function wrong(c: SaasContext, message: string) {
  return c.json({ message }, 400);
}

function missing(c: SaasContext) {
  return c.json({ message: 'There is no such task or project.' }, 404);
}
