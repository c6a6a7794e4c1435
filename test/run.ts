import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findOrInstallChromium } from './chromium.ts'
import { type Report, reportSchema } from './report.ts'

/**
 * Runs every test and ends with the line `tests: N passed, N failed`. Arguments go to vitest, so
 * `npm test -- src/kernel` runs one folder. With TEST_DATABASE_URL the database tests run on PostgreSQL as well.
 *
 * A file that fails is run once more, by itself, and what that run says counts. What failed only the first time is named
 * as unsteady: a defect as well, of the test or of what it tests, to be found and repaired.
 */
const folder = mkdtempSync(join(tmpdir(), 'weidun-test-'))
const reportFile = join(folder, 'report.json')
const env = {
  ...process.env,
  WEIDUN_TEST_CHROMIUM: findOrInstallChromium(),
  WEIDUN_TEST_FOLDER: folder,
  WEIDUN_TEST_REPORT: reportFile,
  NODE_COMPILE_CACHE: join(folder, 'compiled'),
}

/** @throws where vitest ends without a report, as it does for arguments that it does not know */
const run = (args: readonly string[]): Report => {
  rmSync(reportFile, { force: true })
  spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=./test/report.ts', ...args], { stdio: 'inherit', env })
  return reportSchema.parse(JSON.parse(readFileSync(reportFile, 'utf8')))
}

const report = run(process.argv.slice(2))
const failing = Object.entries(report.files).filter(([, { failures }]) => failures.length > 0)
if (failing.length > 0) {
  const names = failing.map(([file]) => file)
  console.log(`\nonce more, by themselves: ${names.join(', ')}\n`)
  const again = run(names)
  for (const [file, { failures }] of failing) {
    for (const failure of failures.filter((each) => again.files[file]?.failures.includes(each) !== true)) console.log(`unsteady: ${file}: ${failure}`)
  }
  Object.assign(report.files, again.files)
  report.elsewhere.push(...again.elsewhere)
}
rmSync(folder, { recursive: true, force: true })

const failures = [...Object.entries(report.files).flatMap(([file, each]) => each.failures.map((failure) => `${file}: ${failure}`)), ...report.elsewhere]
const total = (what: 'passed' | 'skipped') => Object.values(report.files).reduce((sum, file) => sum + file[what], 0)
for (const failure of failures) console.log(`failed: ${failure}`)
if (total('skipped') > 0) console.log(`${total('skipped')} tests were skipped, which counts as failing`)
const failed = failures.length + total('skipped')
console.log(`tests: ${total('passed')} passed, ${failed} failed`)
process.exit(failed > 0 || total('passed') === 0 ? 1 : 0)
