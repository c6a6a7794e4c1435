import { sql } from 'kysely'
import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { identityDatabase } from '../database.ts'
import type { MemberState } from './contact-book.ts'
import { keepKnownDepartures } from './known-departures.ts'

/** How leavings and reach name the membership of WeCom. */
export const wecomMemberKind = 'wecom-member'

type Held = { personId: string; subject: string; state: MemberState | null; seenAt: Date }

/**
 * The WeCom memberships of people, as last known: by the contact book, by its callbacks, or by the link alone where the
 * book has not been read since.
 */
const memberships = async (db: AnyDatabase, people: readonly string[]): Promise<readonly Held[]> => {
  if (people.length === 0) return []
  const rows = await identityDatabase(db)
    .selectFrom('outside_identity')
    .leftJoin('directory_member', (join) =>
      join
        .onRef('directory_member.provider', '=', 'outside_identity.provider')
        .onRef('directory_member.subject', '=', 'outside_identity.subject'),
    )
    .select(['outside_identity.person_id as personId', 'outside_identity.subject', 'directory_member.state'])
    .select(sql<Date>`coalesce(directory_member.seen_at, outside_identity.linked_at)`.as('seenAt'))
    .where('outside_identity.provider', '=', 'wecom')
    .where('outside_identity.person_id', 'in', people)
    .orderBy('outside_identity.subject')
    .execute()
  return rows
}

/** Those who may still sign in there, as far as is known: not being shown to us proves nothing. */
const mayComeIn = ({ state }: Held): boolean => state === null || state === 'active' || state === 'inactive' || state === 'unseen'

const titleOf = (state: MemberState | null) => {
  if (state === 'inactive') return { zh: '企业微信成员“{member}”（未激活，{seen} 读到）', en: 'The WeCom member {member} (never activated, read {seen})' }
  if (state === 'active') return { zh: '企业微信成员“{member}”（{seen} 读到仍在用）', en: 'The WeCom member {member} (active when read {seen})' }
  return { zh: '企业微信成员“{member}”（状态未知，{seen} 起没有再读到）', en: 'The WeCom member {member} (state unknown, not read since {seen})' }
}

/** What people hold in WeCom, from the last known state, and since when that is known. */
export const directoryReach = async ({ db }: { db: AnyDatabase }, people: readonly string[]) =>
  (await memberships(db, people)).filter(mayComeIn).map(({ personId, subject, state, seenAt }) => ({
    personId,
    kind: wecomMemberKind,
    // Longer ones than WeCom's are not shown whole.
    ref: subject.slice(0, 100),
    opens: 'by-itself' as const,
    title: titleOf(state),
    params: { member: subject, seen: shanghaiTime(seenAt) },
    link: '/people/contact-book',
  }))

/** The WeCom member that somebody is, and whether they are one still as far as is known; null for nobody. */
export const wecomMemberOf = async (db: AnyDatabase, personId: string): Promise<{ subject: string; mayComeIn: boolean } | null> => {
  const [found] = await memberships(db, [personId])
  return found === undefined ? null : { subject: found.subject, mayComeIn: mayComeIn(found) }
}

/** Keeps that a member was disabled or deleted there by us, so that nobody has to read the book to see it. */
export const keepMemberState = async (
  db: AnyDatabase,
  { subject, state, at }: { subject: string; state: 'disabled' | 'gone'; at: Date },
): Promise<void> => {
  const seen = { state, seen_at: at }
  await identityDatabase(db)
    .insertInto('directory_member')
    .values({ provider: 'wecom', subject, name: '', department_name: null, reading_id: null, ...seen })
    .onConflict((conflict) => conflict.columns(['provider', 'subject']).doUpdateSet(seen))
    .execute()
  await keepKnownDepartures(identityDatabase(db), { provider: 'wecom', now: at })
}
