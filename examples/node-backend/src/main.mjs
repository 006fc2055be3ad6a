import { createBackend } from './create-backend.mjs';
import { readSettings } from './read-settings.mjs';

try {
  const settings = readSettings(process.env);
  const { server, close } = createBackend(settings);
  server.listen(settings.port, '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : settings.port;
    process.stdout.write(`The back end listens on http://127.0.0.1:${port}; try\n`);
    process.stdout.write(`  curl http://127.0.0.1:${port}/api/invoices -d '{"amount": 49}'\n`);
    process.stdout.write(`  curl http://127.0.0.1:${port}/api/score\n`);
  });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      server.close();
      void close();
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
