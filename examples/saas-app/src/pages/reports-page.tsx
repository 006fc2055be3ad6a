import type { Child } from 'hono/jsx';
import { BASE } from '../saas-env.ts';
import type { Account, Task } from '../store/entities.ts';

/** How far each project is, and everything as a file. */
export function ReportsPage({ account }: { account: Account }): Child {
  const tasks = account.projects.flatMap((project) => project.tasks);
  return (
    <>
      <div class="head">
        <h1>Reports</h1>
        <div class="actions">
          {['csv', 'json'].map((format) => (
            <a
              class="button soft"
              href={`${BASE}/reports/export.${format}`}
              download
              data-ardent-event="Report Exported"
              data-ardent-prop-format={format}
            >
              {`Export ${format.toUpperCase()}`}
            </a>
          ))}
        </div>
      </div>
      <dl class="figures">
        <Figure name="Projects" value={account.projects.length} />
        <Figure name="Open tasks" value={tasks.filter(({ status }) => status !== 'done').length} />
        <Figure name="Done" value={tasks.filter(({ status }) => status === 'done').length} />
        <Figure name="Comments" value={tasks.reduce((sum, { comments }) => sum + comments.length, 0)} />
      </dl>
      {account.projects.length === 0 && <p class="empty">No projects yet, so there is nothing to report.</p>}
      <ul class="rows">
        {account.projects.map(({ name, tasks: own }) => (
          <li>
            <strong>{name}</strong>
            <progress max={Math.max(own.length, 1)} value={countDone(own)} />
            <span>{`${countDone(own)} of ${own.length}`}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function countDone(tasks: readonly Task[]): number {
  return tasks.filter(({ status }) => status === 'done').length;
}

function Figure({ name, value }: { name: string; value: number }): Child {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
