export { CollectorError } from './collector-error.ts';
export { type Config, type ConfigFlags, loadConfig } from './config.ts';
export { type Collector, type CollectorOptions, createCollector } from './create-collector.ts';
