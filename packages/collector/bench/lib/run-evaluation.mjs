import { main } from '../../dist/cli/main.js';

const { counts, outcomes, out } = JSON.parse(process.argv[2]);
const startedAt = performance.now();
const terminal = { out: () => {}, err: (text) => process.stderr.write(`${text}\n`) };
const code = await main(['calibrate', '--counts', counts, '--outcomes', outcomes, '--out', out], terminal);
if (code !== 0) throw new Error(`calibrate ended with ${code}`);
const seconds = (performance.now() - startedAt) / 1000;
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
console.log(
  JSON.stringify({
    seconds: Number(seconds.toFixed(1)),
    cpuSeconds: Number(((userCPUTime + systemCPUTime) / 1e6).toFixed(1)),
    peakMiB: Math.round(maxRSS / 1024),
  }),
);
