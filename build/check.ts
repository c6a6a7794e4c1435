import { spawnSync } from 'node:child_process'

/** What holds the house together: types, lint, boundaries, unused code. Ends with 1 when any of them finds something. */
const checks = [
  { name: 'types', command: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'types of the console', command: ['tsc', '-p', 'web/tsconfig.json'] },
  { name: 'lint', command: ['oxlint', '--deny-warnings'] },
  { name: 'boundaries', command: ['node', 'build/boundaries.ts'] },
  { name: 'unused code', command: ['knip', '--config', 'build/knip.json', '--no-progress'] },
]

let failed = 0
for (const { name, command } of checks) {
  const [program = '', ...args] = command
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(`node_modules/.bin/${program}`, args, { encoding: 'utf8' })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  if (status !== 0) {
    failed += 1
    console.log(`${stdout}${stderr}`)
  }
}
process.exit(failed === 0 ? 0 : 1)
