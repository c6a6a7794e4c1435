import type { Kysely } from 'kysely'
import { sameBytes } from '../secrets/compare.ts'
import { say, type Locale, type Sentence } from '../sentence.ts'
import type { KernelTables } from '../tables.ts'
import { entryMac, EntryNotCanonical } from './canonical.ts'
import { openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { rootOf } from './merkle.ts'
import { entryOfRow } from './row.ts'
import { bentCheckpoint, entryOutside, foreignNote, missingCheckpoint, strayMark } from './stored-damage.ts'
import {
  type CheckpointRow,
  lastLeaf,
  storedCheckpoints,
  storedLeaves,
  storedUnsealed,
  type StrayMark,
  unaccountedEntry,
} from './stored-evidence.ts'
import { type LedgerKeys, type LedgerVerdict, verifyLedger as verifyEvidence } from './verify.ts'

export type LedgerVerification = LedgerVerdict & {
  /** How many checkpoints from outside the database were compared; without one a cut tail cannot be seen. */
  trusted: number
}

/**
 * Verifies the whole ledger of a database: contents, order, signatures, and that no entry stands outside the tree.
 * Reads in pages, memory stays flat; safe while the program runs. Takes about two minutes for a million entries on two cores.
 * @param options.trusted notes of checkpoints that were kept outside the database
 */
export const verifyLedger = async (
  db: Kysely<KernelTables>,
  keys: LedgerKeys,
  { trusted = [] }: { trusted?: readonly string[] } = {},
): Promise<LedgerVerification> => {
  const notes = trusted.map(tidied)
  const unreadable = notes.findIndex((note) => !openCheckpoint(note, keys).valid)
  const verdict: LedgerVerdict =
    unreadable < 0 ? await verdictOf(db, keys, notes) : { whole: false, first: foreignNote(unreadable + 1) }
  return { ...verdict, trusted: trusted.length }
}

/** As it was signed: mail programs and editors change the ends of lines and what is around the text. */
const tidied = (note: string): string => `${note.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '').trim()}\n`

const verdictOf = async (
  db: Kysely<KernelTables>,
  keys: LedgerKeys,
  trusted: readonly string[],
): Promise<LedgerVerdict> => {
  const { last, checkpoints } = await readHeads(db)
  const strays: StrayMark[] = []
  const verdict = await verifyEvidence(
    {
      leaves: last === undefined ? [] : storedLeaves(db, last),
      unsealed: storedUnsealed(db, (mark) => strays.push(mark)),
      checkpoints: checkpoints.map(({ note }) => note),
      trusted,
    },
    keys,
  )
  if (!verdict.whole) return verdict
  // After the entries: whoever changes one and bends a checkpoint as well must not hide its name that way.
  const bent = checkpoints.find((row) => !agreesWithItsNote(row))
  if (bent !== undefined) return { whole: false, first: bentCheckpoint(bent.size) }
  if (verdict.signedSize < verdict.size) return { whole: false, first: missingCheckpoint(verdict.signedSize, verdict.size) }
  const [stray] = strays
  if (stray !== undefined) return { whole: false, first: strayMark(stray, verdict.size) }
  const outside = await unaccountedEntry(db)
  if (outside === undefined) return verdict
  return { whole: false, first: entryOutside(outside.id, isGenuine(outside, keys), verdict.size) }
}

/**
 * The checkpoints and the last leaf, as of one moment although sealing goes on: leaves and their checkpoint commit
 * together, so the second look brings what covers the last leaf, and nothing beyond it.
 */
const readHeads = async (
  db: Kysely<KernelTables>,
): Promise<{ last: string | undefined; checkpoints: readonly CheckpointRow[] }> => {
  const known = await storedCheckpoints(db)
  const last = await lastLeaf(db)
  if (last === undefined) return { last, checkpoints: known }
  const newer = await storedCheckpoints(db, { above: known.at(-1)?.size ?? -1, upTo: Number(last) + 1 })
  return { last, checkpoints: [...known, ...newer] }
}

/** The row's own columns say what its note says, and the kept state of the tree has that root. */
const agreesWithItsNote = (row: CheckpointRow): boolean => {
  const claimed = parseCheckpoint(row.note.slice(0, row.note.lastIndexOf('\n\n') + 1))
  if (claimed === undefined || claimed.size !== row.size || !sameBytes(claimed.root, row.root)) return false
  if (!Array.isArray(row.frontier) || !row.frontier.every((peak) => typeof peak === 'string')) return false
  try {
    return sameBytes(rootOf({ size: row.size, peaks: row.frontier }), row.root)
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const isGenuine = (row: Parameters<typeof entryOfRow>[0], keys: LedgerKeys): boolean => {
  if (keys.mac === null) return false
  try {
    return sameBytes(entryMac(keys.mac, entryOfRow(row)), row.mac)
  } catch (error) {
    if (error instanceof EntryNotCanonical) return false
    throw error
  }
}

const wholeText: Sentence = {
  zh: '台账完整：{size} 条已封存的记录逐条核对，内容、顺序均与写入时一致，{checkpoints} 个签名检查点全部有效；另有 {unsealed} 条新记录等待封存，校验无误。',
  en: 'The ledger is whole: {size} sealed entries were checked one by one, contents and order are what was written, and all {checkpoints} signed checkpoints are valid; {unsealed} new entries wait to be sealed, their marks are right.',
}

const noTrustedText: Sentence = {
  zh: '注意：本次没有提供另存的检查点。若有人把末尾的记录连同检查点一并删除，仅凭数据库无法发现；请把检查点定期另存（如寄给法务或写入只读介质），核验时一并提供。',
  en: 'Note: no checkpoint kept elsewhere was given. If somebody removed the last entries together with their checkpoints, the database alone cannot show it; keep checkpoints elsewhere (with legal, on write-once media) and hand them in.',
}

const trustedText: Sentence = {
  zh: '已与 {trusted} 个另存的检查点比对：末尾没有被截去。',
  en: 'Compared with {trusted} checkpoints kept elsewhere: the end was not cut off.',
}

const brokenText: Sentence = {
  zh: '台账不完整。最先发现的问题：{explanation}',
  en: 'The ledger is not whole. The first thing found: {explanation}',
}

const adviceText: Sentence = {
  zh: '请保留现状：先备份数据库与日志、记下时间，不要尝试修复，再与最近一份完好的备份比对，并通知安全管理员与法务。',
  en: 'Leave everything as it is: back up the database and the logs, note the time, do not try to repair it; compare with the last good backup and tell the security administrator and legal.',
}

/** Says the result in a few lines that a lawyer understands. */
export const describeVerification = (result: LedgerVerification, locale: Locale): string => {
  if (!result.whole) {
    return [say(brokenText, locale, { explanation: result.first.explanation[locale] }), say(adviceText, locale)].join('\n')
  }
  const { size, checkpoints, unsealed, trusted } = result
  return [
    say(wholeText, locale, { size, checkpoints, unsealed }),
    trusted === 0 ? say(noTrustedText, locale) : say(trustedText, locale, { trusted }),
  ].join('\n')
}
