import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../../src/cli/main.ts';
import { SETTINGS } from '../../src/config.ts';
import { openCollector } from './open-collector.ts';

const root = resolve(import.meta.dirname, '../../../..');
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');
const missingIn = (text: string, names: Iterable<string>) =>
  [...new Set(names)].filter((name) => !text.includes(`\`${name}`));

test('every route of the API is documented, and every documented one is there', async () => {
  const { app } = await openCollector();
  const documentation = read('docs/api.md');
  const routes = app.routes
    .filter(
      ({ method, path }) =>
        !['ALL', 'OPTIONS'].includes(method) &&
        /^\/(v1|beacon|sourceConfig|ardent|healthz|readyz|metrics|docs|openapi)/.test(path),
    )
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(routes.length).toBeGreaterThan(40);
  expect(missingIn(documentation, routes)).toEqual([]);
  const documented = documentation.matchAll(/`((?:GET|POST) \/[^`]+)`/g);
  expect(
    Array.from(documented, ([, route]) => route).filter((route) => !routes.includes(route ?? '')),
  ).toEqual([]);
});

test('every parameter of a read is documented', async () => {
  const { app } = await openCollector();
  const document = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });
  const operations = Object.values(document.paths ?? {}).flatMap((path) => (path.get ? [path.get] : []));
  const names = operations.flatMap(({ parameters = [] }) =>
    parameters.flatMap((one) => ('name' in one && one.in === 'query' ? [one.name] : [])),
  );
  expect(names).toContain('seenWithin');
  expect(missingIn(read('docs/api.md'), names)).toEqual([]);
});

test('every setting and its flag are documented, with the default', () => {
  const documentation = read('docs/configuration.md');
  for (const { name, flag, fallback } of SETTINGS) {
    const row = documentation.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));
    expect(row, name).toBeDefined();
    if (flag !== undefined) expect(row).toContain(`\`${flag}\``);
    expect(row).toContain(fallback);
  }
});

test('each line of the threat model, and each fault of a 200, names tests that are there', () => {
  const rows = ['SECURITY.md', 'docs/durability.md'].flatMap((page) =>
    read(page)
      .split('\n')
      .filter((line) => /^\| .+ \|$/.test(line) && !/^\| (they try|it tries|risk|fault) /.test(line)),
  );
  expect(rows.length).toBeGreaterThan(30);
  for (const row of rows) {
    const paths = Array.from(
      row.matchAll(/`((?:src|test)\/[^`]+\.ts|\.ci\/[^`]+\.sh)`/g),
      ([, path]) => path ?? '',
    );
    expect(paths.length, row).toBeGreaterThan(0);
    for (const path of paths)
      expect(existsSync(resolve(root, path.startsWith('.ci') ? '' : 'packages/collector', path)), path).toBe(
        true,
      );
  }
});

function commandsOf(command: Command, path = 'ardent'): { path: string; options: string[] }[] {
  return command.commands.flatMap((one) => {
    const name = `${path} ${one.name()}`;
    const options = one.options.map((option) => option.long ?? '');
    return [{ path: name, options }, ...commandsOf(one, name)];
  });
}

test('every command and its options are documented', () => {
  const sections = read('docs/cli.md').split(/^## /m);
  const program = createProgram({ out: () => undefined, err: () => undefined });
  for (const { path, options } of commandsOf(program)) {
    const section = sections.find((one) => one.startsWith(`${path}\n`));
    expect(section, `docs/cli.md has a section "${path}"`).toBeDefined();
    expect(missingIn(section ?? '', options), path).toEqual([]);
  }
});

test('every code of a rejection, problem or error is documented', () => {
  const sources = readdirSync(resolve(root, 'packages/collector/src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => `packages/collector/src/${path}`);
  const thrown = sources.flatMap((path) =>
    Array.from(read(path).matchAll(/\bcode: '([a-z_]+)'/g), ([, code]) => code ?? ''),
  );
  const [, union = ''] =
    /type RejectionCode =([^;]+);/.exec(read('packages/core/src/message/message.ts')) ?? [];
  const rejections = Array.from(union.matchAll(/'(\w+)'/g), ([, code]) => code ?? '');
  expect([thrown.length > 40, rejections.length > 10]).toEqual([true, true]);
  const pages = readdirSync(resolve(root, 'docs')).filter((name) => name.endsWith('.md'));
  const documentation = pages.map((name) => read(`docs/${name}`)).join();
  const isInternal = (code: string) =>
    ['custom', 'unknown_model', 'unknown_version', 'invalid_time_zone'].includes(code);
  expect(
    missingIn(
      documentation,
      [...thrown, ...rejections].filter((code) => !isInternal(code)),
    ),
  ).toEqual([]);
});
