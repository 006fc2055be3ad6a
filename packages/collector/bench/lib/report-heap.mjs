import { appendFileSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';
import { threadId } from 'node:worker_threads';

// Loaded before the collector, in each of its threads: says how much of the thread's heap is in use.
const path = process.env.ARDENT_BENCH_HEAP_FILE;
setInterval(() => {
  appendFileSync(path, `${threadId} ${getHeapStatistics().used_heap_size}\n`);
}, 200).unref();
