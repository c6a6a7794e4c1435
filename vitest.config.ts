import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        // What a file makes it closes again: the program is loaded once for each of the two processes, not once for each file.
        test: { name: 'program', include: ['src/**/*.test.ts', 'web/**/*.test.ts'], isolate: false },
      },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts'] } },
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
