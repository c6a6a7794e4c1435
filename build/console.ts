import { createHash } from 'node:crypto'
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stampFile = join(root, 'dist', 'console.stamp')
const outcome = join(root, 'dist', 'console', 'index.html')

/** Whatever can change the built console: its own files, the screening engine that runs in it, and the dependencies. */
const inputs = ['web/**/*.*', 'src/screening/**/*.ts', 'vite.config.ts', 'package-lock.json']

const digestOfInputs = async (): Promise<string> => {
  const paths: string[] = []
  for await (const path of glob(inputs, { cwd: root })) paths.push(path)
  const hash = createHash('sha256')
  for (const path of paths.toSorted()) {
    hash.update(`${path}\0`)
    hash.update(await readFile(join(root, path)))
  }
  return hash.digest('hex')
}

const lastStamp = async (): Promise<string | null> =>
  existsSync(outcome) && existsSync(stampFile) ? (await readFile(stampFile, 'utf8')).trim() : null

/**
 * Builds the console into dist/console, unless it was built from exactly these inputs before.
 * @returns whether a build was made
 */
export const buildConsole = async (): Promise<boolean> => {
  const digest = await digestOfInputs()
  if ((await lastStamp()) === digest) return false
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  await mkdir(dirname(stampFile), { recursive: true })
  await writeFile(stampFile, `${digest}\n`)
  return true
}
