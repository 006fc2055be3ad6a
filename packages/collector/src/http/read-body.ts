import type { HonoRequest } from 'hono';

/** A request's body as bytes, or `tooLarge` as soon as it is known to be larger than allowed. */
export type Body = { bytes: Uint8Array } | { tooLarge: true };

/** Reads a body of at most `maxBytes`; what has more is not kept in memory. */
export async function readBody(request: HonoRequest, maxBytes: number): Promise<Body> {
  const length = request.header('content-length');
  if (length === undefined) return readStream(request.raw.body, maxBytes);
  if (Number(length) > maxBytes) return { tooLarge: true };
  // With a length, node:http reads no more than it, and this is the adapter's shortest way.
  return { bytes: new Uint8Array(await request.arrayBuffer()) };
}

async function readStream(stream: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Body> {
  if (stream === null) return { bytes: new Uint8Array() };
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > maxBytes) return { tooLarge: true };
    chunks.push(chunk);
  }
  return { bytes: new Uint8Array(Buffer.concat(chunks)) };
}
