import type { LiveMessage } from './live-message.ts';

export type OnLiveMessages = (messages: LiveMessage[]) => void;

/** Who watches which project, in one thread. */
export interface Watchers {
  /** @returns ends the watching; may be called again. */
  watch(projectId: string, onMessages: OnLiveMessages): () => void;
  isWatched(projectId: string): boolean;
  tell(projectId: string, messages: LiveMessage[]): void;
}

/** @param onChange told when the first starts to watch a project, and when the last has ended. */
export function createWatchers(
  onChange: (projectId: string, isWatched: boolean) => void = () => undefined,
): Watchers {
  const byProject = new Map<string, Set<OnLiveMessages>>();
  return {
    watch(projectId, onMessages) {
      const watching = byProject.get(projectId) ?? new Set();
      // A wrapper of its own: whoever watches twice ends twice.
      const one: OnLiveMessages = (messages) => onMessages(messages);
      watching.add(one);
      byProject.set(projectId, watching);
      if (watching.size === 1) onChange(projectId, true);
      return () => {
        if (!watching.delete(one) || watching.size > 0) return;
        byProject.delete(projectId);
        onChange(projectId, false);
      };
    },
    isWatched: (projectId) => byProject.has(projectId),
    tell(projectId, messages) {
      for (const onMessages of byProject.get(projectId) ?? []) onMessages(messages);
    },
  };
}
