const FIRST_TASKS = ['Write the launch post', 'Collect quotes from customers', 'Book the photographer'];

/** The person's tasks, kept in this browser; the first time a few to begin with. */
export function readTasks({ userId }) {
  const kept = localStorage.getItem(`taskwell-${userId}`);
  if (kept) return JSON.parse(kept);
  return FIRST_TASKS.map((title) => ({ id: crypto.randomUUID(), title, isDone: false, comments: 0 }));
}

/** Keeps the person's tasks. */
export function saveTasks({ userId }, tasks) {
  localStorage.setItem(`taskwell-${userId}`, JSON.stringify(tasks));
}
