import type { Child } from 'hono/jsx';
import { BASE } from '../saas-env.ts';
import type { Project } from '../store/entities.ts';
import { COLUMNS } from './board-page.tsx';

/** A project's tasks in the order they came. */
export function TimelinePage({ project }: { project: Project }): Child {
  return (
    <>
      <div class="head">
        <h1>{`${project.name}: timeline`}</h1>
        <a class="button soft" href={`${BASE}/projects/${project.projectId}`}>
          Board
        </a>
      </div>
      {project.tasks.length === 0 && <p class="empty">No tasks yet: add the first one on the board.</p>}
      <ol class="timeline">
        {project.tasks.map(({ title, status, createdAt }) => (
          <li>
            <time>{new Date(createdAt).toISOString().slice(0, 10)}</time>
            <strong>{title}</strong>
            <span class="fine">{COLUMNS.find((column) => column.status === status)?.name}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
