import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CollectorError } from '../../collector-error.ts';
import { badFile } from './bad-file.ts';

const CHUNK_BYTES = 256 * 1024;

/**
 * A file's text in pieces of about 256 KiB, unzipped if it begins as gzip does, whatever its name.
 *
 * @throws CollectorError `file_not_found` if it cannot be opened, `bad_file` if it is no whole gzip file.
 */
export async function* openText(path: string): AsyncGenerator<string> {
  const isZipped = await isGzip(path);
  const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  // What goes wrong is thrown by the loop below; the callback only keeps it from being thrown twice.
  const stream = isZipped
    ? pipeline(source, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined)
    : source;
  stream.setEncoding('utf8');
  try {
    yield* stream;
  } catch (cause) {
    throw badFile(
      { path },
      `cannot be read: ${cause instanceof Error ? cause.message : cause}`,
      'give a whole file, plain or gzip',
    );
  }
}

async function isGzip(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new CollectorError({
      code: 'file_not_found',
      message: `cannot open ${path}`,
      hint: 'check the path and that it may be read',
      cause,
    });
  }
}
