import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // vitest would leave a core to itself, which is half of two.
    maxWorkers: '100%',
    // Loading modules anew for each file cost more than the tests; no module of ours keeps anything that a test could see.
    isolate: false,
    // Nothing should fail on a machine that is busy with other things.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: { name: 'core', root: 'packages/core', include: ['{src,test}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'sdk',
          root: 'packages/sdk',
          include: ['{src,test}/**/*.test.ts'],
          exclude: ['test/browser/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'collector',
          root: 'packages/collector',
          include: ['{src,test}/**/*.test.ts'],
          exclude: ['test/browser/**'],
        },
      },
      { extends: true, test: { name: 'scripts', root: 'scripts', include: ['**/*.test.mjs'] } },
      {
        extends: true,
        test: { name: 'examples', root: 'examples', include: ['*/{src,test}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['packages/{sdk,collector}/test/browser/**/*.test.ts'],
          globalSetup: 'packages/sdk/test/browser/global-setup.ts',
        },
      },
    ],
  },
});
