import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'
import { z } from 'zod'

const fileReport = z.object({
  passed: z.int(),
  skipped: z.int(),
  /** A line for each test that failed, for a file that could not be loaded and for an error outside of a test. */
  failures: z.array(z.string()),
})

/** What a run of the tests came to, by file; kept in a file of its own, since vitest runs as a process of its own. */
export const reportSchema = z.object({
  files: z.record(z.string(), fileReport),
  /** Errors that belong to no file. */
  elsewhere: z.array(z.string()),
})

export type Report = z.infer<typeof reportSchema>

/** Reporter of vitest that writes a `Report` to the file that WEIDUN_TEST_REPORT names. */
export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const target = process.env['WEIDUN_TEST_REPORT']
    if (target === undefined) throw new Error('WEIDUN_TEST_REPORT is not set')
    const report: Report = { files: Object.fromEntries(modules.map((module) => [fileOf(module.moduleId), reportOf(module)])), elsewhere: [] }
    for (const { message, VITEST_TEST_PATH: path } of errors) {
      const failures = typeof path === 'string' ? report.files[fileOf(path)]?.failures : undefined
      ;(failures ?? report.elsewhere).push(`outside of a test: ${message}`)
    }
    writeFileSync(target, JSON.stringify(report))
  }
}

const fileOf = (path: string): string => relative(process.cwd(), path)

const reportOf = (module: TestModule): Report['files'][string] => {
  const tests = [...module.children.allTests()].map((test) => ({ name: test.fullName, state: test.result().state }))
  const failures = tests.flatMap(({ name, state }) => (state === 'failed' ? [name] : []))
  // A file that could not be loaded has no test to count, and a hook belongs to none.
  if (module.state() === 'failed' && failures.length === 0) failures.push('the file or a hook of it')
  const passed = tests.filter(({ state }) => state === 'passed').length
  return { passed, skipped: tests.filter(({ state }) => state === 'skipped' || state === 'pending').length, failures }
}
