import { spawnSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const run = (command: string, args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
  return stdout
}

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'weidun-packed-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What npm would publish, made once for a test file. */
let tarball: string | undefined

const pack = (): string => {
  const folder = newFolder()
  run(process.execPath, ['build/library.ts'])
  run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder])
  return join(folder, readdirSync(folder)[0] ?? '')
}

/**
 * A folder in which the package of this repository is installed as npm would: what `npm pack` packs, unpacked under
 * node_modules, and nothing else of the repository.
 * @param options.dependencies with the packages that the program (not the library) needs
 */
export const installPacked = ({ dependencies }: { dependencies: boolean }): string => {
  const folder = newFolder()
  const modules = join(folder, 'node_modules')
  const installed = join(modules, 'weidun')
  mkdirSync(installed, { recursive: true })
  mkdirSync(join(modules, '.bin'))
  run('tar', ['-xzf', (tarball ??= pack()), '-C', installed, '--strip-components=1'])
  symlinkSync('../weidun/bin/weidun.js', join(modules, '.bin/weidun'))
  if (dependencies) {
    for (const name of readdirSync('node_modules')) {
      if (!name.startsWith('.')) symlinkSync(join(process.cwd(), 'node_modules', name), join(modules, name))
    }
  }
  return folder
}
