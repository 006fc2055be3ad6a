export { createQuickstart, type QuickstartOptions } from './create-quickstart.ts';
export { publishWeights } from './publish-weights.ts';
