import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const FOLDER = resolve(import.meta.dirname, '..');
const TSC = resolve(FOLDER, 'node_modules/typescript/bin/tsc');
const VITE = resolve(FOLDER, 'node_modules/vite/bin/vite.js');

/** A folder inside the example, so that it finds the same packages. */
async function withFolder(action: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(FOLDER, 'dist-'));
  await action(folder).finally(() => rm(folder, { recursive: true }));
}

test('it compiles, and does not with an event that the map does not have', async () => {
  await run(process.execPath, [TSC, '-p', FOLDER]);
  await withFolder(async (folder) => {
    await cp(join(FOLDER, 'src'), join(folder, 'src'), { recursive: true });
    const wrong = "import { ardent } from './ardent.ts';\nvoid ardent.track('Note Addded', { length: 3 });\n";
    await writeFile(join(folder, 'src/wrong.ts'), wrong);
    await writeFile(join(folder, 'tsconfig.json'), '{ "extends": "../tsconfig.json", "include": ["src"] }');
    const compiled = run(process.execPath, [TSC, '-p', folder]);
    await expect(compiled).rejects.toMatchObject({ stdout: expect.stringContaining('"Note Addded"') });
  });
});

test('Vite builds it', async () => {
  await withFolder(async (folder) => {
    await run(process.execPath, [VITE, 'build', '--outDir', folder, '--emptyOutDir'], { cwd: FOLDER });
    expect(await readdir(join(folder, 'assets'))).toContainEqual(expect.stringMatching(/^index-.*\.js$/));
  });
});
