import type { Child } from 'hono/jsx';
import { BASE } from '../saas-env.ts';
import type { Project, Task, TaskStatus } from '../store/entities.ts';

export const COLUMNS: readonly { status: TaskStatus; name: string }[] = [
  { status: 'todo', name: 'To do' },
  { status: 'doing', name: 'Doing' },
  { status: 'done', name: 'Done' },
];

/** A project's board. Its tasks are sent to the server by `board.js`, which records what was done. */
export function BoardPage({ project }: { project: Project }): Child {
  return (
    <>
      <div class="head">
        <h1>{project.name}</h1>
        <a
          class="button soft"
          href={`${BASE}/projects/${project.projectId}/timeline`}
          data-ardent-event="Timeline Viewed"
        >
          Timeline
        </a>
      </div>
      <form id="add-task" class="add">
        <label class="sr" for="title">
          New task
        </label>
        <input
          id="title"
          name="title"
          placeholder="What needs doing?"
          autocomplete="off"
          maxlength={120}
          required
        />
        <button type="submit">Add task</button>
      </form>
      <p id="board-problem" class="problem" role="alert" hidden />
      <section id="board" class="board" data-project={project.projectId}>
        {COLUMNS.map(({ status, name }) => (
          <div class="column">
            <h2>{name}</h2>
            <ul data-status={status}>
              {project.tasks
                .filter((task) => task.status === status)
                .map((task) => (
                  <TaskCard task={task} />
                ))}
            </ul>
          </div>
        ))}
      </section>
    </>
  );
}

/** One task on the board. */
export function TaskCard({ task }: { task: Task }): Child {
  return (
    <li class="task" data-task={task.taskId}>
      <strong>{task.title}</strong>
      <ul class="comments">
        {task.comments.map(({ author, text }) => (
          <li>
            <b>{author}</b> {text}
          </li>
        ))}
      </ul>
      <form class="comment">
        <input
          name="text"
          aria-label={`Comment on ${task.title}`}
          placeholder="Comment"
          maxlength={300}
          required
        />
        <button type="submit" class="link">
          Send
        </button>
      </form>
      <select aria-label={`Move ${task.title}`}>
        {COLUMNS.map(({ status, name }) => (
          <option value={status} selected={status === task.status}>
            {name}
          </option>
        ))}
      </select>
    </li>
  );
}
