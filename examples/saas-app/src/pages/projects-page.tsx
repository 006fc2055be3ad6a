import type { Child } from 'hono/jsx';
import { BASE } from '../saas-env.ts';
import type { Account, Project } from '../store/entities.ts';
import { Checklist } from './checklist.tsx';
import { Field, Problem } from './fields.tsx';

export interface ProjectsPageProps {
  account: Account;
  firstName: string;
  problem?: string;
}

/** The first page behind the sign-in. */
export function ProjectsPage({ account, firstName, problem }: ProjectsPageProps): Child {
  return (
    <>
      <h1>{`Good to see you, ${firstName}`}</h1>
      <Checklist account={account} />
      <section class="cards">
        {account.projects.map((project) => (
          <ProjectCard project={project} />
        ))}
        <form class="card" method="post" action={`${BASE}/projects`}>
          <h2>New project</h2>
          <Problem text={problem} />
          <Field name="name" label="Name" placeholder="Spring launch" maxlength={80} />
          <button type="submit" class="soft">
            Create project
          </button>
        </form>
      </section>
    </>
  );
}

function ProjectCard({ project }: { project: Project }): Child {
  const done = project.tasks.filter(({ status }) => status === 'done').length;
  return (
    <a class="card project" href={`${BASE}/projects/${project.projectId}`}>
      <h2>{project.name}</h2>
      <progress max={Math.max(project.tasks.length, 1)} value={done} />
      <p class="fine">{`${done} of ${project.tasks.length} tasks done`}</p>
    </a>
  );
}
