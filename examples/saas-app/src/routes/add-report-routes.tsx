import type { Hono } from 'hono';
import { ReportsPage } from '../pages/reports-page.tsx';
import type { SaasDeps, SaasEnv } from '../saas-env.ts';
import { toCsv } from '../store/to-csv.ts';
import type { RenderPage } from './create-renderer.tsx';

/** Reports, and everything as a file. */
export function addReportRoutes(app: Hono<SaasEnv>, _: SaasDeps, render: RenderPage): void {
  app.get('/reports', (c) => {
    const session = c.get('session');
    session.flash.events.push({ event: 'Report Viewed', properties: { report: 'Progress' } });
    return render(c, { title: 'Reports', session }, <ReportsPage account={session.user.account} />);
  });
  app.get('/reports/export.csv', (c) => {
    const rows = c
      .get('session')
      .user.account.projects.flatMap(({ name, tasks }) =>
        tasks.map(({ title, status, comments }) => [name, title, status, String(comments.length)]),
      );
    c.header('content-type', 'text/csv; charset=utf-8');
    c.header('content-disposition', 'attachment; filename="taskwell.csv"');
    return c.body(toCsv([['project', 'task', 'status', 'comments'], ...rows]));
  });
  app.get('/reports/export.json', (c) => {
    c.header('content-disposition', 'attachment; filename="taskwell.json"');
    return c.json(c.get('session').user.account.projects);
  });
}
