import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { createContext, Script } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { exampleIn } from './guide.ts'
import { installPacked } from './packed.ts'

const page = '在程序里使用'

/** Bundles a module for the browser, and says what the bundler complained about. */
const bundle = async (folder: string, code: string) => {
  const entry = join(folder, 'entry.js')
  writeFileSync(entry, code)
  const complaints: string[] = []
  const outcome = await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: true,
      lib: { entry, formats: ['es'], fileName: 'entry' },
      rolldownOptions: {
        // An inline text of 1.6 MB is no mistake here.
        onLog: (level, log) => {
          if (level === 'warn') complaints.push(log.message)
        },
      },
    },
  })
  const outputs = (Array.isArray(outcome) ? outcome : [outcome]) as Rolldown.RolldownOutput[]
  const chunks = outputs.flatMap(({ output }) => output).filter((part) => part.type === 'chunk')
  return { chunks, complaints }
}

describe('the package without the platform', { timeout: 120_000 }, () => {
  const folder = installPacked({ dependencies: false })

  it('has no TypeScript that Node would have to strip, and nothing of the tests', () => {
    const files = readdirSync(join(folder, 'node_modules/weidun'), { recursive: true }) as string[]
    expect(files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))).toEqual([])
    expect(files.filter((file) => /\.(test|fixture)\./.test(file) || file.startsWith('test'))).toEqual([])
    expect(files).toContain('LICENSE')
  })

  it('runs the example of the guide in Node, with no other package', () => {
    writeFileSync(join(folder, 'example.mjs'), exampleIn(page, 'node'))
    const { stdout, stderr } = spawnSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^deny\n/)
    expect(stdout).toContain('根治糖尿病')
    expect(stdout).toContain('广告法')
  })

  it('has types that a strict program takes, without Node and without the DOM', () => {
    writeFileSync(join(folder, 'example.mts'), exampleIn(page, 'types'))
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022', '--exactOptionalPropertyTypes']
    const tsc = join(process.cwd(), 'node_modules/typescript/bin/tsc')
    const { status, stdout } = spawnSync(process.execPath, [tsc, ...options, '--types', '', 'example.mts'], { cwd: folder, encoding: 'utf8' })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  it('bundles for the browser without anything of Node, the rules in a part of their own', async () => {
    const { chunks, complaints } = await bundle(folder, exampleIn(page, 'browser'))
    expect(complaints).toEqual([])
    const imports = chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports])
    expect(imports.filter(isBuiltin)).toEqual([])
    expect(chunks.map(({ code }) => code).join('')).not.toMatch(/node:|__vite-browser-external/)
    expect(chunks.filter(({ isEntry }) => isEntry).map(({ code }) => code.length)[0]).toBeLessThan(100_000)
  })

  it('checks where there is the language and the text codecs of the web alone: no process, no require, no fetch', async () => {
    const code = `import { createScreener } from 'weidun/screening'
      import { packs } from 'weidun/screening/packs'
      globalThis.answer = JSON.stringify(createScreener(packs).check('全网最低价'))`
    const { chunks } = await bundle(folder, code)
    const context = createContext({ TextDecoder, TextEncoder, atob, btoa })
    new Script(chunks.map((chunk) => chunk.code).join('\n')).runInContext(context)
    expect(JSON.parse(String(context['answer']))).toMatchObject({ decision: 'deny' })
  })

  it('is shaken down to what is used', async () => {
    const { chunks } = await bundle(folder, `export { categories } from 'weidun/screening'`)
    expect(chunks.map(({ code }) => code.length)).toEqual([expect.any(Number)])
    expect(chunks[0]?.code.length).toBeLessThan(2_000)
  })

  it('hands out the rules as JSON too, the same ones', async () => {
    const json = JSON.parse(readFileSync(join(folder, 'node_modules/weidun/dist/screening/packs.json'), 'utf8')) as { version: string }
    const code = `import { packs } from 'weidun/screening/packs'; console.log(packs.version)`
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: folder, encoding: 'utf8' })
    expect(stdout.trim()).toBe(json.version)
  })
})

describe('the package as npm installs it', { timeout: 120_000 }, () => {
  const folder = installPacked({ dependencies: true })

  it('runs the command of the guide', () => {
    const example = exampleIn(page, 'sh').replaceAll('npx weidun', 'node_modules/.bin/weidun')
    const { stdout } = spawnSync('sh', ['-c', example], { cwd: folder, encoding: 'utf8' })
    expect(stdout).toContain('不得发布')
    expect(stdout).toContain('退出码 1')
  })

  it('lists its operations, so the whole program loads from JavaScript', () => {
    const { stdout, stderr } = spawnSync('node_modules/.bin/weidun', ['operations'], { cwd: folder, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout).toContain('content.check ')
    expect(existsSync(join(folder, 'node_modules/weidun/src'))).toBe(false)
  })
})
