import { existsSync, readdirSync } from 'node:fs'
import { z } from 'zod'

/** `npm run bench -- NAME [options]` runs bench/NAME.ts. Each prints a table, with `--json` its figures; none asserts. */
const benchSchema = z.object({ run: z.custom<(argv: readonly string[]) => Promise<number | void>>((run) => typeof run === 'function') })

/** Files that are no bench of their own. */
const helpers = new Set(['run.ts', 'shares.ts', 'labelled.ts', 'vault-import.ts'])

const folder = new URL('.', import.meta.url)
const [name, ...argv] = process.argv.slice(2)
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.ts') && !helpers.has(file) ? [file.slice(0, -3)] : []))

if (name === undefined || !names.includes(name) || !existsSync(new URL(`${name}.ts`, folder))) {
  console.error(`npm run bench -- ${names.join(' | ')} [--json]`)
  process.exitCode = 2
} else {
  const { run } = benchSchema.parse(await import(new URL(`${name}.ts`, folder).href))
  process.exitCode = (await run(argv)) ?? 0
}
