import type { Hono } from 'hono';
import { BoardPage } from '../pages/board-page.tsx';
import { MessagePage } from '../pages/message-page.tsx';
import { ProjectsPage } from '../pages/projects-page.tsx';
import { TimelinePage } from '../pages/timeline-page.tsx';
import { BASE, type SaasContext, type SaasDeps, type SaasEnv } from '../saas-env.ts';
import type { Project } from '../store/entities.ts';
import type { RenderPage } from './create-renderer.tsx';
import { readForm } from './read-form.ts';

/** Projects and their boards. */
export function addProjectRoutes(app: Hono<SaasEnv>, { store }: SaasDeps, render: RenderPage): void {
  const showProjects = (c: SaasContext, problem?: string) => {
    const session = c.get('session');
    const { account, name } = session.user;
    const [firstName = ''] = name.split(' ');
    return render(
      c,
      { title: 'Projects', session, status: problem === undefined ? 200 : 400 },
      <ProjectsPage account={account} firstName={firstName} {...(problem !== undefined && { problem })} />,
    );
  };
  app.get('/projects', (c) => showProjects(c));
  app.post('/projects', async (c) => {
    const { values, problem } = await readForm(c, { name: 80 });
    if (problem !== undefined) return showProjects(c, problem);
    const { user, flash } = c.get('session');
    const project = store.addProject(user.account, values.name);
    if (project === undefined) return showProjects(c, 'There are thirty projects already; finish one first.');
    flash.events.push({ event: 'Project Created' });
    return c.redirect(`${BASE}/projects/${project.projectId}`, 303);
  });
  app.get('/projects/:projectId', (c) => {
    const project = findProject(c);
    if (project === undefined) return showMissing(c, render);
    return render(c, { title: project.name, session: c.get('session') }, <BoardPage project={project} />);
  });
  app.get('/projects/:projectId/timeline', (c) => {
    const project = findProject(c);
    if (project === undefined) return showMissing(c, render);
    return render(c, { title: project.name, session: c.get('session') }, <TimelinePage project={project} />);
  });
}

/** The project in the address, if it is the company's own. */
export function findProject(c: SaasContext): Project | undefined {
  const projectId = c.req.param('projectId');
  return c.get('session').user.account.projects.find((project) => project.projectId === projectId);
}

function showMissing(c: SaasContext, render: RenderPage) {
  const page = <MessagePage title="There is no such project" text="It may be another company's, or gone." />;
  return render(c, { title: 'Not found', session: c.get('session'), status: 404 }, page);
}
