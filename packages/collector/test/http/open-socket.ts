import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A connection to a server, as bytes. */
export interface OpenSocket {
  socket: Socket;
  /** What has come so far. */
  received(): string;
  /** Resolves however the connection ends: a reset is an end, too. */
  closed: Promise<void>;
}

/** Connects to a server; ended with the test at the latest. @throws Error if nobody listens. */
export async function openSocket(url: string): Promise<OpenSocket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await once(socket, 'connect');
  return { socket, received: () => text, closed };
}
