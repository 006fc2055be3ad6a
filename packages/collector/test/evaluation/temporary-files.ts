import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes files by name into a folder that lives as long as the test; returns the path of each name. */
export async function temporaryFiles(
  files: Record<string, string | Uint8Array>,
): Promise<(name: string) => string> {
  const folder = await mkdtemp(join(tmpdir(), 'ardent-evaluation-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return (name) => join(folder, name);
}
