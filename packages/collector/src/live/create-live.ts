import type { LiveMessage } from './live-message.ts';
import type { Watchers } from './watchers.ts';

/** Open views of what comes in. */
export interface Live {
  /**
   * Server-sent events of a project's messages from now on; undefined if too many look at it already.
   *
   * @param isAllowed asked now and then, and before anything is shown: once false, the view ends.
   */
  open(projectId: string, isAllowed: () => boolean): ReadableStream<Uint8Array> | undefined;
  /** Ends all views. */
  close(): void;
}

/** Of a project. */
const MOST_VIEWS = 20;
// Events that wait for a slow reader: then it is cut off, and may come again.
const MOST_WAITING = 500;
/** How often a view that has nothing to show says so. */
export const HEARTBEAT_MS = 15_000;

export function createLive({ watch }: Pick<Watchers, 'watch'>): Live {
  const views = new Map<() => void, string>();
  const encoder = new TextEncoder();

  function start(
    controller: ReadableStreamDefaultController<Uint8Array>,
    { projectId, isAllowed }: { projectId: string; isAllowed: () => boolean },
  ): () => void {
    function send(text: string): void {
      if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(text));
      else end();
    }
    const stop = watch(projectId, (messages) => {
      if (!isAllowed()) end();
      for (const message of messages) if (views.has(end)) send(toEvent(message));
    });
    const heartbeat = setInterval(() => (isAllowed() ? send(': still here\n\n') : end()), HEARTBEAT_MS);
    function end(): void {
      if (!views.delete(end)) return;
      release();
      controller.close();
    }
    function release(): void {
      clearInterval(heartbeat);
      stop();
    }
    views.set(end, projectId);
    send(': connected\n\n');
    return () => {
      if (views.delete(end)) release();
    };
  }

  return {
    open(projectId, isAllowed) {
      const open = [...views.values()].filter((of) => of === projectId);
      if (open.length >= MOST_VIEWS) return undefined;
      let cancel = (): void => undefined;
      return new ReadableStream<Uint8Array>(
        {
          start(controller) {
            cancel = start(controller, { projectId, isAllowed });
          },
          cancel: () => cancel(),
        },
        new CountQueuingStrategy({ highWaterMark: MOST_WAITING }),
      );
    },
    close() {
      for (const end of [...views.keys()]) end();
    },
  };
}

function toEvent(message: LiveMessage): string {
  return `event: ${message.status}\ndata: ${JSON.stringify(message)}\n\n`;
}
