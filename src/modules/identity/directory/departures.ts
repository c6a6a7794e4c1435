import { takeAdvisoryLock } from '../../../kernel/database/advisory-lock.ts'
import { newId } from '../../../kernel/id.ts'
import type { IdentityDatabase } from '../database.ts'
import { administratorPost } from '../posts/posts-gate.ts'
import type { IdentityContext } from '../scope.ts'
import { brakeHolds, brakeHours } from './brake.ts'
import { type DepartureReason, departureReasons } from './contact-book.ts'
import { keepKnownDepartures } from './known-departures.ts'
import { providerTitles } from './providers.ts'
import type { DirectoryProvider } from './tables.ts'

/**
 * Sees to people whom the directory says are gone, as its last known state tells: their leaving begins, or, where too
 * many would leave at once, an administrator is asked first. Somebody who is seen there again is no longer gone.
 * @returns how many leavings begin, and how many wait for an administrator
 */
export const followDepartures = async (ctx: IdentityContext, provider: DirectoryProvider): Promise<{ begun: number; held: number }> => {
  // One after the other, since each counts what the one before let go.
  await takeAdvisoryLock(ctx.db, 'weidun/identity/departures')
  await endOfThoseBack(ctx, provider)
  await keepKnownDepartures(ctx.db, { provider, now: ctx.now })
  const gone = await goneIn(ctx.db, provider)
  if (gone.length === 0) return { begun: 0, held: 0 }
  const begun = await begunLately(ctx, provider)
  const linkedPeople = (await linkedIn(ctx.db, provider)) + begun
  const hold = brakeHolds({ linkedPeople, begun, next: gone.length })
  const obligationId = hold ? await askAdministrators(ctx, provider) : null
  for (const { subject, personId, why } of gone) {
    const id = newId(ctx.now.getTime())
    await ctx.db
      .insertInto('directory_departure')
      .values({
        id,
        provider,
        subject,
        person_id: personId,
        why,
        state: hold ? 'held' : 'begun',
        learned_at: ctx.now,
        begun_at: hold ? null : ctx.now,
        decided_by: null,
        decided_at: null,
        obligation_id: obligationId,
        over_at: null,
      })
      .execute()
    const departed = { personId, provider, why, departureId: id }
    if (hold) recordHeld(ctx, departed)
    else recordGone(ctx, departed)
  }
  return hold ? { begun: 0, held: gone.length } : { begun: gone.length, held: 0 }
}

type Departed = { personId: string; provider: DirectoryProvider; why: DepartureReason; departureId: string }

/** From here on the module that sees to leavings goes on. */
export const recordGone = ({ record }: Pick<IdentityContext, 'record'>, { personId, provider, why, departureId }: Departed): void => {
  record({
    type: 'directory.member-gone',
    subject: { kind: 'person', id: personId },
    detail: { provider, why, departure: departureId },
  })
}

const recordHeld = ({ record }: Pick<IdentityContext, 'record'>, { personId, provider, why, departureId }: Departed): void => {
  record({
    type: 'directory.departure-held',
    subject: { kind: 'person', id: personId },
    detail: { provider, why, departure: departureId },
  })
}

/** Ends the obligation once nobody waits for a decision any more. */
export const settleObligation = async (ctx: IdentityContext, provider: DirectoryProvider, obligationId: string): Promise<void> => {
  const held = await ctx.db
    .selectFrom('directory_departure')
    .select('id')
    .where('provider', '=', provider)
    .where('state', '=', 'held')
    .where('over_at', 'is', null)
    .where('obligation_id', '=', obligationId)
    .limit(1)
    .executeTakeFirst()
  if (held === undefined) await ctx.obligations.meet(obligationId, { decided: true })
}

const endOfThoseBack = async (ctx: IdentityContext, provider: DirectoryProvider): Promise<void> => {
  const back = await ctx.db
    .updateTable('directory_departure')
    .set({ over_at: ctx.now })
    .where('provider', '=', provider)
    .where('over_at', 'is', null)
    .where('subject', 'in', (eb) =>
      eb
        .selectFrom('directory_member')
        .select('subject')
        .where('provider', '=', provider)
        .where('state', 'in', ['active', 'inactive']),
    )
    .returning(['state', 'obligation_id'])
    .execute()
  const asked = new Set(back.flatMap(({ state, obligation_id: id }) => (state === 'held' && id !== null ? [id] : [])))
  for (const id of asked) await settleObligation(ctx, provider, id)
}

const linked = (db: IdentityDatabase, provider: DirectoryProvider) =>
  db
    .selectFrom('outside_identity')
    .innerJoin('person', 'person.id', 'outside_identity.person_id')
    .where('outside_identity.provider', '=', provider)
    .where('person.state', '<>', 'left')

const goneIn = async (db: IdentityDatabase, provider: DirectoryProvider) => {
  const rows = await linked(db, provider)
    .innerJoin('directory_member', (join) =>
      join
        .onRef('directory_member.provider', '=', 'outside_identity.provider')
        .onRef('directory_member.subject', '=', 'outside_identity.subject'),
    )
    .leftJoin('directory_departure', (join) =>
      join
        .onRef('directory_departure.provider', '=', 'outside_identity.provider')
        .onRef('directory_departure.subject', '=', 'outside_identity.subject')
        .on('directory_departure.over_at', 'is', null),
    )
    .select(['outside_identity.subject', 'outside_identity.person_id as personId', 'directory_member.state as why'])
    .where('directory_member.state', 'in', departureReasons)
    .where('directory_departure.id', 'is', null)
    .orderBy('outside_identity.subject')
    .execute()
  return rows.map(({ why, ...row }) => ({ ...row, why: why as DepartureReason }))
}

const linkedIn = async (db: IdentityDatabase, provider: DirectoryProvider): Promise<number> => {
  const { count } = await linked(db, provider)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

const begunLately = async ({ db, now }: IdentityContext, provider: DirectoryProvider): Promise<number> => {
  const { count } = await db
    .selectFrom('directory_departure')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('provider', '=', provider)
    // What an administrator confirmed is no flood.
    .where('decided_at', 'is', null)
    .where('begun_at', '>', new Date(now.getTime() - brakeHours * 3_600_000))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** One obligation for all who wait. @returns its id */
const askAdministrators = async (ctx: IdentityContext, provider: DirectoryProvider): Promise<string> => {
  const asked = await ctx.db
    .selectFrom('directory_departure')
    .select('obligation_id')
    .where('provider', '=', provider)
    .where('state', '=', 'held')
    .where('over_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (asked?.obligation_id !== undefined && asked.obligation_id !== null) return asked.obligation_id
  const { zh, en } = providerTitles[provider]
  const { id } = await ctx.obligations.open({
    kind: 'identity.directory-departures',
    title: {
      zh: `${zh}显示多人同时离开，请核对后决定是否办理离职`,
      en: `Many people are gone from ${en} at once; decide whether they have left`,
    },
    subject: { kind: 'directory', id: provider },
    owner: { post: administratorPost },
    escalateTo: { post: administratorPost },
    term: { hours: 24 },
    link: '/people/contact-book',
  })
  return id
}
