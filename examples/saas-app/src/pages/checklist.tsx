import type { Child } from 'hono/jsx';
import { BASE } from '../saas-env.ts';
import type { Account } from '../store/entities.ts';

interface Step {
  name: string;
  isDone: boolean;
  path: string;
}

/** First steps; `checklist.js` says how far the person's own engagement score has come, and folds it up at the end. */
export function Checklist({ account }: { account: Account }): Child {
  const steps = toSteps(account);
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <section
      id="checklist"
      class="checklist"
      data-left={String(steps.length - done)}
      aria-label="First steps"
    >
      <h2>{`First steps: ${done} of ${steps.length}`}</h2>
      <p id="checklist-score" class="fine">
        Teams that take these steps in their first week mostly stay.
      </p>
      <ul>
        {steps.map(({ name, isDone, path }) => (
          <li class={isDone ? 'is-done' : ''}>
            {isDone ? (
              <span>{name}</span>
            ) : (
              <a href={BASE + path} data-ardent-event="Checklist Step Clicked" data-ardent-prop-step={name}>
                {name}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function toSteps({ projects, invites, members }: Account): Step[] {
  const tasks = projects.flatMap((project) => project.tasks);
  const board = projects[0] === undefined ? '/projects' : `/projects/${projects[0].projectId}`;
  return [
    { name: 'Create a project', isDone: projects.length > 0, path: '/projects' },
    { name: 'Add three tasks', isDone: tasks.length >= 3, path: board },
    { name: 'Finish one', isDone: tasks.some(({ status }) => status === 'done'), path: board },
    { name: 'Comment on a task', isDone: tasks.some(({ comments }) => comments.length > 0), path: board },
    { name: 'Invite a colleague', isDone: invites.length > 0 || members.length > 1, path: '/team' },
  ];
}
