/**
 * The one secret that everything else follows from: 32 random bytes, given by the environment or kept in a file of the
 * data directory. Whoever has it and the database has everything; whoever loses it cannot read sealed values again.
 */
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, link, mkdir, open, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { OperatorError } from '../operator-error.ts'
import type { Sentence } from '../sentence.ts'

const KEY_BYTES = 32
/** 32 bytes in base64: 43 digits and one padding character, both alphabets. */
const ENCODED_KEY = /^[A-Za-z0-9+/_-]{43}=?$/
const MAX_FILE_BYTES = 256
const OPEN_TO_OTHERS = 0o077
/** Windows keeps access lists instead of mode bits; Node reports none there. */
const HAS_MODES = process.platform !== 'win32'

export type MasterKey = {
  readonly key: KeyObject
  /** `created` means that there was none until now: tell somebody to back it up (see backUpKey). */
  readonly source: 'environment' | 'file' | 'created'
}

/** The master key cannot be used. The message says why and what to do; it never holds any of the key. */
export class MasterKeyUnusable extends OperatorError {
  override readonly name = 'MasterKeyUnusable'
}

/**
 * Gets the master key: from WEIDUN_MASTER_KEY where it is set, else from `<data>/keys/master.key`, which is made at
 * first start (file 0600 in a directory 0700, on disk before it is used).
 * @throws MasterKeyUnusable for a malformed key, or one that other users of the machine can read
 */
export async function loadMasterKey(from: {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly dataDirectory: string
}): Promise<MasterKey> {
  const given = from.env['WEIDUN_MASTER_KEY']
  if (given !== undefined && given !== '') {
    return { key: decodeKey(given, 'WEIDUN_MASTER_KEY'), source: 'environment' }
  }
  const path = masterKeyPath(from.dataDirectory)
  const kept = await readKeyFile(path)
  if (kept) return { key: kept, source: 'file' }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await refuseOpenDirectory(dirname(path))
  const made = await createKeyFile(path)
  const key = await readKeyFile(path)
  if (!key) throw new MasterKeyUnusable(`The master key file ${path} went away while it was being made.`)
  return { key, source: made ? 'created' : 'file' }
}

/** Where the file is. */
export function masterKeyPath(dataDirectory: string): string {
  return join(dataDirectory, 'keys', 'master.key')
}

/** What to tell whoever started the server for the first time. */
export function backUpKey(path: string): Sentence {
  return {
    zh: `已生成主密钥 ${path}。请立即把它备份到与数据库备份不同的地方：丢失后已加密的数据无法恢复，泄露后加密与台账防篡改均失效。`,
    en:
      `A master key was made at ${path}. Back it up now, apart from the database backups: without it sealed data is ` +
      'lost for good; whoever has it can read sealed data and forge the ledger.',
  }
}

function decodeKey(text: string, where: string): KeyObject {
  const encoded = text.trim()
  const bytes = ENCODED_KEY.test(encoded) ? Buffer.from(encoded, 'base64') : undefined
  if (bytes?.length !== KEY_BYTES) {
    throw new MasterKeyUnusable(`${where}：主密钥须为 32 字节的 base64。It does not hold 32 bytes in base64. Make one with: openssl rand -base64 32`)
  }
  if (new Set(bytes).size < 8) {
    throw new MasterKeyUnusable(`${where}：主密钥不是随机生成的。It is not random. Make one with: openssl rand -base64 32`)
  }
  return createSecretKey(bytes)
}

/** Undefined when there is no file. Looks at the opened file and not at its name, which could change in between. */
async function readKeyFile(path: string): Promise<KeyObject | undefined> {
  const file = await openKeyFile(path)
  if (!file) return undefined
  try {
    const { mode, size } = await file.stat()
    if (HAS_MODES && (mode & OPEN_TO_OTHERS) !== 0) {
      throw new MasterKeyUnusable(`其他用户可以读取主密钥，请执行 chmod 600。Other users can read the master key. Close it with: chmod 600 ${path}`)
    }
    await refuseOpenDirectory(dirname(path))
    if (size > MAX_FILE_BYTES) throw new MasterKeyUnusable(`${path} is too large for a key.`)
    return decodeKey(await file.readFile('utf8'), path)
  } finally {
    await file.close()
  }
}

async function refuseOpenDirectory(path: string): Promise<void> {
  if (HAS_MODES && ((await stat(path)).mode & OPEN_TO_OTHERS) !== 0) {
    throw new MasterKeyUnusable(`其他用户可以进入主密钥所在目录，请执行 chmod 700。Other users can reach the master key. Close its directory with: chmod 700 ${path}`)
  }
}

async function openKeyFile(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    if (hasCode(error, 'ELOOP')) throw new MasterKeyUnusable(`${path} is a link; the master key must be a file.`)
    if (hasCode(error, 'EACCES')) throw new MasterKeyUnusable(`The server may not read ${path}; it must own the file.`)
    throw error
  }
}

/**
 * Writes a new key next to its place and links it there: the place never holds half a key, and of two servers that
 * start at once one key wins for both. Answers false when there was one already.
 */
async function createKeyFile(path: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`)
    await file.sync()
    await link(draft, path)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await file.close()
    await unlink(draft)
    await syncDirectory(dirname(path))
  }
}

/** A name is only on disk once its directory is. */
async function syncDirectory(path: string): Promise<void> {
  if (!HAS_MODES) return
  const directory = await open(path, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
