import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { createProblem } from '../problem.ts';
import type { App } from './app-env.ts';
import { problemResponse } from './problem-response.ts';

interface SdkFile {
  etag: string;
  byEncoding: Record<'br' | 'gzip' | 'identity', Uint8Array<ArrayBuffer>>;
}

const CACHE_SECONDS = 300;

/** `/ardent.js`: the SDK's built file, compressed once, kept by browsers for five minutes and then asked for by ETag. */
export function addSdkRoute(app: App, { sdkPath }: { sdkPath: string }): void {
  let file: SdkFile | undefined;
  app.get('/ardent.js', (c) => {
    try {
      file ??= readSdk(sdkPath);
    } catch {
      return problemResponse(NOT_BUILT, { 'access-control-allow-origin': '*' });
    }
    const encoding = encodingFor(c.req.header('accept-encoding') ?? '');
    const headers: Record<string, string> = {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': `public, max-age=${CACHE_SECONDS}`,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
      etag: file.etag,
    };
    if (matches(c.req.header('if-none-match'), file.etag))
      return new Response(null, { status: 304, headers });
    if (encoding !== 'identity') headers['content-encoding'] = encoding;
    return new Response(file.byEncoding[encoding], { headers });
  });
}

const NOT_BUILT = createProblem({
  status: 503,
  code: 'sdk_not_built',
  detail: 'The browser SDK has not been built.',
  remedy: 'Run "npm run build" in the repository, then restart.',
});

function readSdk(path: string): SdkFile {
  const identity = new Uint8Array(readFileSync(path));
  // Weak, because the same script goes out in several encodings.
  const etag = `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`;
  return {
    etag,
    byEncoding: {
      identity,
      gzip: new Uint8Array(gzipSync(identity, { level: 9 })),
      br: new Uint8Array(brotliCompressSync(identity)),
    },
  };
}

function encodingFor(accepted: string): 'br' | 'gzip' | 'identity' {
  const names = accepted
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.trim().split(';')[0]);
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : 'identity';
}

function matches(asked: string | undefined, etag: string): boolean {
  return asked !== undefined && (asked === '*' || asked.split(',').some((one) => one.trim() === etag));
}
