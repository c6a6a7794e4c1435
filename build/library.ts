import { spawnSync } from 'node:child_process'
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadPacks } from '../src/screening/load-packs.ts'
import { asJson } from '../src/screening/pack-file.ts'

/**
 * Makes lib/, what the npm package runs: Node strips no types under node_modules, so there it needs JavaScript. The
 * folder stands where src/ stands, so that everything finds packs/, migrations/ and dist/ by the same relative paths.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const library = join(root, 'lib')

const emit = (config: string): void => {
  const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(root, 'build', config)], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`tsc -p build/${config} failed:\n${stdout}`)
}

/** The compiled packs as a module: works in Node, in every bundler, and is dropped where nobody asks for it. */
const writePacks = async (): Promise<void> => {
  const text = JSON.stringify(JSON.stringify(asJson(await loadPacks())))
  const docs = '/** The rules of this version of Weidun, compiled. Hand them to `createScreener`. */\n'
  await mkdir(join(library, 'screening'), { recursive: true })
  await writeFile(
    join(library, 'screening/bundled-packs.js'),
    `${docs}export const packs = /* @__PURE__ */ JSON.parse(${text})\n`,
  )
  await writeFile(
    join(library, 'screening/bundled-packs.d.ts'),
    `import type { CompiledPacks } from './types.js'\n${docs}export declare const packs: CompiledPacks\n`,
  )
}

/** tsc leaves `.ts` in declarations; every version of TypeScript understands `.js`. */
const nameJavaScript = async (): Promise<void> => {
  for await (const file of glob('**/*.d.ts', { cwd: library })) {
    const path = join(library, file)
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'"))
  }
}

await rm(library, { recursive: true, force: true })
// The program without checking it again (npm run check does), then the library and the reader of documents, which needs
// Node, with their declarations.
emit('program.tsconfig.json')
emit('library.tsconfig.json')
emit('documents.tsconfig.json')
await nameJavaScript()
await writePacks()
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
console.log(`built lib of ${version}`)
