import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeUserToken } from '../../src/access/user-token.ts';

// What docs/user-tokens.md tells other back ends to do gives the tokens that the collector wants.

const page = readFileSync(resolve(import.meta.dirname, '../../../../docs/user-tokens.md'), 'utf8');
const ARGUMENTS = `"Zoë@example.com", "key_docs", "ts_only_for_this_page", 1900000000`;
const TOKEN = makeUserToken(
  { keyId: 'key_docs', secret: 'ts_only_for_this_page' },
  { userId: 'Zoë@example.com', expiresAt: 1_900_000_000_000 },
);

interface Language {
  /** Of its block on the page. */
  fence: string;
  file: string;
  /** Runs the file; the first word is looked for, to see whether the language is here. */
  command: string[];
  toProgram(snippet: string): string;
}

const LANGUAGES: Language[] = [
  {
    fence: 'js',
    file: 'token.mjs',
    command: [process.execPath],
    toProgram: (snippet) => `${snippet}
const [userId, keyId, secret, expiry] = [${ARGUMENTS}];
console.log(userToken(userId, { keyId, secret, expiry }));`,
  },
  {
    fence: 'python',
    file: 'token_page.py',
    command: ['python3'],
    toProgram: (snippet) => `${snippet}\nprint(user_token(${ARGUMENTS}))`,
  },
  {
    fence: 'ruby',
    file: 'token.rb',
    command: ['ruby'],
    toProgram: (snippet) => `${snippet}\nputs user_token(${ARGUMENTS})`,
  },
  {
    fence: 'php',
    file: 'token.php',
    command: ['php'],
    toProgram: (snippet) => `<?php\n${snippet}\necho user_token(${ARGUMENTS}), "\\n";`,
  },
  {
    fence: 'go',
    file: 'token.go',
    command: ['go', 'run'],
    toProgram: (snippet) => `package main
import ("crypto/hmac"; "crypto/sha256"; "encoding/base64"; "fmt")
${snippet}
func main() { fmt.Println(userToken(${ARGUMENTS})) }`,
  },
];

function snippetOf(fence: string): string {
  const [, snippet = ''] = new RegExp(`^\`\`\`${fence}\\n(.*?)^\`\`\`$`, 'ms').exec(page) ?? [];
  return snippet;
}

function isHere(command: string): boolean {
  return spawnSync(command, [command === 'go' ? 'version' : '--version'], { stdio: 'ignore' }).status === 0;
}

test('the known answer on the page is the token that the collector wants', () => {
  expect(page).toContain(`\n${TOKEN}\n`);
});

test.each(LANGUAGES)('the code for $fence has at most 15 lines', ({ fence }) => {
  const lines = snippetOf(fence).trim().split('\n');
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.length).toBeLessThanOrEqual(15);
});

// Those that are not installed have the known answer on the page to be compared with.
test.each(LANGUAGES.filter(({ command: [command = ''] }) => isHere(command)))(
  'the code for $fence makes that token',
  ({ fence, file, command: [command = '', ...args], toProgram }) => {
    const folder = mkdtempSync(join(tmpdir(), 'ardent-token-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, file), toProgram(snippetOf(fence)));
    const env = { ...process.env, HOME: folder, GOCACHE: join(folder, 'cache') };
    mkdirSync(env.GOCACHE);
    expect(execFileSync(command, [...args, join(folder, file)], { env, encoding: 'utf8' }).trim()).toBe(
      TOKEN,
    );
  },
  120_000,
);
