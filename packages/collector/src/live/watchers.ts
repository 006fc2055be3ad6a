import type { LiveMessage } from './live-message.ts';

export type OnLiveMessages = (messages: LiveMessage[]) => void;

/** Who watches which project. */
export interface Watchers {
  /** @returns ends the watching; may be called again. */
  watch(projectId: string, onMessages: OnLiveMessages): () => void;
  isWatched(projectId: string): boolean;
  tell(projectId: string, messages: LiveMessage[]): void;
}

export function createWatchers(): Watchers {
  const byProject = new Map<string, Set<OnLiveMessages>>();
  return {
    watch(projectId, onMessages) {
      const watching = byProject.get(projectId) ?? new Set();
      // A wrapper of its own: whoever watches twice ends twice.
      const one: OnLiveMessages = (messages) => onMessages(messages);
      watching.add(one);
      byProject.set(projectId, watching);
      return () => {
        if (watching.delete(one) && watching.size === 0) byProject.delete(projectId);
      };
    },
    isWatched: (projectId) => byProject.has(projectId),
    tell(projectId, messages) {
      for (const onMessages of byProject.get(projectId) ?? []) onMessages(messages);
    },
  };
}
