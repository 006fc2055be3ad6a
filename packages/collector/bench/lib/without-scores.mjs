import { register } from 'node:module';

// For node's --import: a collector that keeps no score rows, to measure what keeping them costs.
const STUB = `
  const nothing = () => undefined;
  export const createScoreChanges = () => ({
    add: nothing, touch: nothing, see: nothing, recompute: nothing, flush: nothing, clear: nothing,
    setSignals: nothing, size: 0, get: nothing, first: () => [], settle: nothing,
  });
  export const createScoreJournal = () => ({ lastSeq: () => 0, removeUpTo: nothing, listProfiles: () => new Set() });
  export const dayOfCell = nothing;
  export const signalOfCell = nothing;`;

const HOOKS = `
  export const load = (url, context, nextLoad) =>
    url.endsWith('scores/score-changes.js')
      ? { format: 'module', shortCircuit: true, source: ${JSON.stringify(STUB)} }
      : nextLoad(url, context);`;

register(`data:text/javascript,${encodeURIComponent(HOOKS)}`);
