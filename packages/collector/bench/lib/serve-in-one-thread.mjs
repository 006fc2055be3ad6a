import { loadConfig } from '../../dist/config.js';
import { createCollector } from '../../dist/create-collector.js';

// The collector with its writer in the thread that answers requests, to compare with: a clock of one's own means that.
const collector = await createCollector(loadConfig(), { now: Date.now });
await collector.start();
process.once('SIGTERM', () => collector.stop());
