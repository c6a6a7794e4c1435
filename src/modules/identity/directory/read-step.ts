import type { Sentence } from '../../../kernel/sentence.ts'
import type { IdentityDatabase } from '../database.ts'
import type { BookDepartment, BookMember, ContactBook } from './contact-book.ts'

/** One step of reading has so long, and asks so often at most. */
const stepMs = 60_000
const asksAStep = 200
/** Members written in one transaction, which may hold the embedded database for some seconds only. */
const membersAStep = 5000

export type ReadStep =
  | { kind: 'departments'; departments: readonly BookDepartment[] }
  | { kind: 'members'; departments: readonly { ref: string; members: readonly BookMember[] }[]; wait: Wait | null }
  | { kind: 'missing'; members: readonly BookMember[]; wait: Wait | null }
  | Wait

/** Why the book tells nothing more at the moment: it asks for patience, or refuses. */
type Wait = { kind: 'later'; afterSeconds: number } | { kind: 'refused'; sentence: Sentence }

type Reading = { id: string; provider: 'wecom' | 'scim'; stage: 'departments' | 'members' | 'missing' }

/** Asks the book for the next part of a reading. It writes nothing: what it learned is written by `keepStep`. */
export const nextStep = async (db: IdentityDatabase, book: ContactBook, reading: Reading): Promise<ReadStep> => {
  const signal = AbortSignal.timeout(stepMs)
  if (reading.stage === 'departments') {
    const said = await book.departments(signal)
    return said.kind === 'done' ? { kind: 'departments', departments: said.value } : said
  }
  return reading.stage === 'members' ? readMembers(db, book, reading, signal) : readMissing(db, book, reading, signal)
}

const readMembers = async (db: IdentityDatabase, book: ContactBook, { id, provider }: Reading, signal: AbortSignal): Promise<ReadStep> => {
  const open = await db
    .selectFrom('directory_department')
    .select('ref')
    .where('provider', '=', provider)
    .where('reading_id', '=', id)
    .where('read_at', 'is', null)
    .orderBy('ref')
    .limit(asksAStep)
    .execute()
  const departments: { ref: string; members: readonly BookMember[] }[] = []
  let read = 0
  for (const { ref } of open) {
    const said = await book.members(ref, signal)
    if (said.kind !== 'done') return departments.length === 0 ? said : { kind: 'members', departments, wait: said }
    departments.push({ ref, members: said.value })
    read += said.value.length
    if (read >= membersAStep) break
  }
  return { kind: 'members', departments, wait: null }
}

/** Members who are linked to people here and were not among those of any department: each is asked for by name. */
const readMissing = async (db: IdentityDatabase, book: ContactBook, { id, provider }: Reading, signal: AbortSignal): Promise<ReadStep> => {
  const missing = await missingIn(db, { id, provider }).orderBy('outside_identity.subject').limit(asksAStep).execute()
  const members: BookMember[] = []
  for (const { subject } of missing) {
    const said = await book.member(subject, signal)
    if (said.kind !== 'done') return members.length === 0 ? said : { kind: 'missing', members, wait: said }
    members.push(said.value)
  }
  return { kind: 'missing', members, wait: null }
}

/** Linked members, of people who have not left, whom this reading has not met yet. */
export const missingIn = (db: IdentityDatabase, { id, provider }: Pick<Reading, 'id' | 'provider'>) =>
  db
    .selectFrom('outside_identity')
    .leftJoin('directory_member', (join) =>
      join
        .onRef('directory_member.provider', '=', 'outside_identity.provider')
        .onRef('directory_member.subject', '=', 'outside_identity.subject'),
    )
    .select('outside_identity.subject')
    .where('outside_identity.provider', '=', provider)
    .where((eb) => eb.or([eb('directory_member.reading_id', 'is', null), eb('directory_member.reading_id', '<>', id)]))
