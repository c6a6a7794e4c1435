import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUpKey, loadMasterKey, masterKeyPath, MasterKeyUnusable } from './master-key.ts'

let dataDirectory: string
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'weidun-key-'))
})
afterEach(async () => {
  await rm(dataDirectory, { recursive: true })
})

const load = (env: Record<string, string> = {}) => loadMasterKey({ env, dataDirectory })
const failure = async (loading: Promise<unknown>): Promise<Error> =>
  loading.then(
    () => {
      throw new Error('it was accepted')
    },
    (error: unknown) => {
      if (error instanceof MasterKeyUnusable) return error
      throw error
    },
  )

describe('a master key from the environment', () => {
  it.each(['base64', 'base64url'] as const)('is read as %s and leaves no file', async (form) => {
    const bytes = randomBytes(32)
    const { key, source } = await load({ WEIDUN_MASTER_KEY: `${bytes.toString(form)}\n` })
    expect(source).toBe('environment')
    expect(key.export()).toEqual(bytes)
    expect(await readdir(dataDirectory)).toEqual([])
  })

  it.each([
    ['31 bytes', randomBytes(31).toString('base64')],
    ['33 bytes', randomBytes(33).toString('base64')],
    ['hex', randomBytes(32).toString('hex')],
    ['a word', 'changeme'],
    ['zeros', Buffer.alloc(32).toString('base64')],
    ['one letter', 'A'.repeat(43)],
  ])('is refused when it is %s, without showing it', async (_, given) => {
    const error = await failure(load({ WEIDUN_MASTER_KEY: given }))
    expect(error.message).toContain('openssl rand -base64 32')
    expect(inspect(error, { depth: 9 })).not.toContain(given)
  })

  it('never shows in the error, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.base64String({ minLength: 20, maxLength: 60 }), async (given) => {
        fc.pre(Buffer.from(given, 'base64').length !== 32)
        expect(inspect(await failure(load({ WEIDUN_MASTER_KEY: given })))).not.toContain(given)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a master key file', () => {
  it('is made at first start, closed to others, and found again', async () => {
    const first = await load()
    expect(first.source).toBe('created')
    const path = masterKeyPath(dataDirectory)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await stat(join(dataDirectory, 'keys'))).mode & 0o777).toBe(0o700)
    expect(await readdir(join(dataDirectory, 'keys'))).toEqual(['master.key'])

    const second = await load({ WEIDUN_MASTER_KEY: '' })
    expect(second.source).toBe('file')
    expect(second.key.equals(first.key)).toBe(true)
    expect(await readFile(path, 'utf8')).toBe(`${first.key.export().toString('base64')}\n`)
  })

  it('is one and the same for servers that start at once', async () => {
    const loaded = await Promise.all(Array.from({ length: 8 }, () => load()))
    expect(loaded.filter(({ source }) => source === 'created')).toHaveLength(1)
    expect(new Set(loaded.map(({ key }) => key.export().toString('hex'))).size).toBe(1)
    expect(await readdir(join(dataDirectory, 'keys'))).toEqual(['master.key'])
  })

  it.each([0o640, 0o604, 0o620])('is refused with mode %o', async (mode) => {
    await load()
    await chmod(masterKeyPath(dataDirectory), mode)
    const error = await failure(load())
    expect(error.message).toContain(`chmod 600 ${masterKeyPath(dataDirectory)}`)
  })

  it('is refused, and not made, in a directory that others can enter', async () => {
    await mkdir(join(dataDirectory, 'keys'))
    await chmod(join(dataDirectory, 'keys'), 0o755)
    expect((await failure(load())).message).toContain('chmod 700')
    expect(await readdir(join(dataDirectory, 'keys'))).toEqual([])
    await chmod(join(dataDirectory, 'keys'), 0o700)
    expect((await load()).source).toBe('created')
    await chmod(join(dataDirectory, 'keys'), 0o711)
    expect((await failure(load())).message).toContain('chmod 700')
  })

  it.each([
    ['empty', ''],
    ['cut off', randomBytes(20).toString('base64')],
    ['too large', 'A'.repeat(10_000)],
  ])('is refused when it is %s, and never overwritten', async (_, text) => {
    await mkdir(join(dataDirectory, 'keys'), { mode: 0o700 })
    await writeFile(masterKeyPath(dataDirectory), text, { mode: 0o600 })
    const error = await failure(load())
    expect(error.message).toContain(masterKeyPath(dataDirectory))
    expect(await readFile(masterKeyPath(dataDirectory), 'utf8')).toBe(text)
  })

  it('is refused when it is a link to another place', async () => {
    await load()
    await mkdir(join(dataDirectory, 'other', 'keys'), { recursive: true, mode: 0o700 })
    await symlink(masterKeyPath(dataDirectory), masterKeyPath(join(dataDirectory, 'other')))
    const error = await failure(loadMasterKey({ env: {}, dataDirectory: join(dataDirectory, 'other') }))
    expect(error.message).toContain('is a link')
  })

  it('comes with the advice to back it up, in both languages', () => {
    const advice = backUpKey('/srv/weidun/keys/master.key')
    for (const text of [advice.zh, advice.en]) expect(text).toContain('/srv/weidun/keys/master.key')
  })
})
