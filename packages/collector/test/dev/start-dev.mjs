// What scripts/start.mjs does once everything is built.
const { startDev } = await import('../../dist/dev/start.js');

try {
  await startDev();
} catch (error) {
  process.stderr.write(`${error.message}\n  ${error.hint ?? error.stack}\n`);
  process.exitCode = 1;
}
