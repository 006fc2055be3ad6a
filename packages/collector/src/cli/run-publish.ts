import { setTimeout as sleep } from 'node:timers/promises';
import { CollectorError } from '../collector-error.ts';
import { loadConfig } from '../config.ts';
import { requestPatiently } from '../demo/feed/request-patiently.ts';
import { readModelFile } from '../evaluation/files/model-file.ts';
import type { Terminal } from './terminal.ts';

/** What `ardent publish` takes. */
export interface PublishFlags {
  model: string;
  reason: string;
  draft?: true;
  id?: string;
  url: string;
  key?: string;
}

/** What of a version is looked at. */
interface Version {
  modelId: string;
  version: number;
  state: 'draft' | 'filling' | 'published';
  countedRatio: number;
  scoredRatio: number | null;
  changes: string[];
}

const POLL_MS = 500;
const BAR_LENGTH = 30;
const NAME_LENGTH = 'counting new signals'.length;

/** Stores the model, then shows with bars how far it is until it counts. @throws CollectorError saying what is wrong. */
export async function runPublish(flags: PublishFlags, terminal: Terminal): Promise<void> {
  const model = await readModelFile(flags.model);
  const ask = createAsk(flags, terminal);
  const query = flags.id === undefined ? '' : `?model=${encodeURIComponent(flags.id)}`;
  const body = { model, reason: flags.reason, publish: flags.draft !== true };
  let version = await ask(`/v1/models${query}`, body);
  const name = `version ${version.version} of model ${version.modelId}`;
  terminal.err(`Stored as ${name}.`);
  for (const change of version.changes) terminal.err(`  ${change}`);
  const showBar = createBar(terminal);
  while (!isDone(version)) {
    showBar(toStep(version));
    await sleep(POLL_MS);
    version = await ask(`/v1/models/${version.modelId}/versions/${version.version}`);
  }
  terminal.out(
    version.state === 'draft'
      ? `A draft: ${name}. Look at it with POST /v1/models/${version.modelId}/preview, then publish it.`
      : `Published: ${name}.`,
  );
}

function isDone({ state, countedRatio }: Version): boolean {
  return state === 'published' || (state === 'draft' && countedRatio === 1);
}

/** What is being done for a version, and how much of it is done, 0 to 1. */
interface Step {
  name: string;
  ratio: number;
}

/** Its signals are counted first, then everybody's scores are put in order for lists to be read from. */
function toStep({ countedRatio, scoredRatio }: Version): Step {
  return countedRatio < 1
    ? { name: 'counting new signals', ratio: countedRatio }
    : { name: 'scoring everybody', ratio: scoredRatio ?? 0 };
}

/** A line of bar for every twentieth of a step. */
function createBar(terminal: Terminal): (step: Step) => void {
  let shown = '';
  return ({ name, ratio }) => {
    const percent = 5 * Math.floor(20 * ratio);
    const full = Math.round((BAR_LENGTH * percent) / 100);
    const bar = `${'#'.repeat(full)}${'-'.repeat(BAR_LENGTH - full)}`;
    const line = `${name.padEnd(NAME_LENGTH)}  [${bar}] ${String(percent).padStart(3)} %`;
    if (line !== shown) terminal.err(line);
    shown = line;
  };
}

function createAsk(
  { url, key = loadConfig().secretKey }: PublishFlags,
  terminal: Terminal,
): (path: string, body?: object) => Promise<Version> {
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw invalid(
      `--url must be an http or https address, got ${JSON.stringify(url)}`,
      'leave it out for http://127.0.0.1:8787',
    );
  }
  if (key === undefined) {
    throw invalid(
      'a secret key is needed, which says what project the model is of',
      'give --key or ARDENT_SECRET_KEY; "ardent keys rotate" makes a new one',
    );
  }
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return async (path, body) => {
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await requestPatiently({
      make: () => new Request(new URL(path, url), init),
      fetch,
      onWait: (reason, waitMs) => terminal.err(`waiting ${Math.ceil(waitMs / 1000)} s, because ${reason}`),
    });
    if (answer.ok) return (await answer.json()) as Version;
    throw await refusal(answer);
  };
}

async function refusal(answer: Response): Promise<CollectorError> {
  const { detail = `it answered ${answer.status}`, remedy = 'check --url' } = (await answer
    .json()
    .catch(() => ({}))) as { detail?: string; remedy?: string };
  return new CollectorError({
    code: 'publish_refused',
    message: `the collector refused it: ${detail.replace(/\.$/, '')}`,
    hint: remedy.replace(/\.$/, ''),
  });
}

function invalid(message: string, hint: string): CollectorError {
  return new CollectorError({ code: 'invalid_settings', message, hint });
}
