import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { findOrInstallChromium } from './chromium.ts'

/**
 * Runs every test and ends with the line `tests: N passed, N failed`. Arguments go to vitest, so
 * `npm test -- src/kernel` runs one folder. With TEST_DATABASE_URL the database tests run on PostgreSQL as well.
 */
const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numFailedTestSuites: z.number(),
  testResults: z.array(z.object({ name: z.string(), status: z.string(), assertionResults: z.array(z.unknown()) })),
})

const chromium = findOrInstallChromium()
const folder = mkdtempSync(join(tmpdir(), 'weidun-test-'))
const reportFile = join(folder, 'report.json')
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { ...process.env, WEIDUN_TEST_CHROMIUM: chromium, WEIDUN_TEST_FOLDER: folder, NODE_COMPILE_CACHE: join(folder, 'compiled') } },
)

const report = reportSchema.parse(JSON.parse(readFileSync(reportFile, 'utf8')))
rmSync(folder, { recursive: true, force: true })
// A file that could not even be loaded has no test of its own to count; it counts as one failure.
const unloadable = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
const failed = report.numFailedTests + unloadable.length
if (report.numPendingTests > 0) console.log(`${report.numPendingTests} tests were skipped, which counts as failing`)
console.log(`tests: ${report.numPassedTests} passed, ${failed + report.numPendingTests} failed`)
process.exit(failed + report.numPendingTests > 0 || report.numPassedTests === 0 ? 1 : (status ?? 1))
