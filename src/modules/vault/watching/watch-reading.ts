import { addDays } from '../../../kernel/calendar/beijing-time.ts'
import { takeAdvisoryLock } from '../../../kernel/database/index.ts'
import type { Decision } from '../../../kernel/decision.ts'
import { gateRefused } from '../../../kernel/errors.ts'
import { enforce } from '../../../kernel/gate.ts'
import { personOf, type VaultContext } from '../scope.ts'
import { peerDays, tideOf } from './baseline.ts'
import { hoursOf, loadReadings, type Readings } from './load-history.ts'
import type { ReadingAttempt } from './model/history.ts'
import { fewestOwnDays, type ReadingJudgement, unusualReading } from './model/unusual-reading.ts'
import type { WatchingThresholds } from './model/thresholds.ts'
import { medianOf } from './model/usual.ts'
import { raiseUnusual } from './raise-alert.ts'
import { readingGate } from './reading-gate.ts'
import { isBlocked, isThrottled, slowedTo, standingOf } from './standing.ts'

type Reading = Pick<ReadingAttempt, 'kind' | 'records' | 'elsewhere'> & { customerId?: string; nearby?: boolean }

export type Watched = Pick<Readings, 'fieldsLastHour' | 'exportedLastHour' | 'searchesLastHour'> & {
  /** The hourly limits are divided by this. */
  slower: number
  /** Refuses where the decision does, and keeps the alert that this very reading raised. */
  enforce: (decision: Decision) => void
}

/** What a reading may record besides itself. */
export const readingEvents = ['reading.raised', 'reading.throttled', 'reading.blocked'] as const

/** Days: baselines of colleagues are no older. */
const peerDaysBack = 14

/**
 * Looks at one reading before it is answered: counts what the person read, judges it, raises an alert where it is
 * unusual, and refuses where it is to stop. Readings of one person wait for each other, or two at once would both be the
 * last that is let through.
 * @throws Problem `gate.refused`
 */
export const watchReading = async (ctx: VaultContext, { customerId, nearby = false, ...reading }: Reading): Promise<Watched> => {
  const person = personOf(ctx)
  await takeAdvisoryLock(ctx.db, `vault.reading ${person.id}`)
  const { thresholds, ...before } = await standingOf(ctx, person.id)
  const { history, lastReadAt, readers, ...counts } = await loadReadings(ctx, person, { thresholds, customerId: customerId ?? null })
  const attempt: ReadingAttempt = {
    ...reading,
    customerId: customerId ?? null,
    nearby,
    readers,
    ...hoursOf(ctx.now, thresholds),
  }
  const judgement = await judge(ctx, { history, attempt, thresholds })
  const raised = isBlocked(before) ? false : await raiseUnusual(ctx, { judgement, standing: before, thresholds, ...(customerId === undefined ? {} : { customerId }) })
  const standing = raised ? await standingOf(ctx, person.id) : before
  const refuseKeeping = (decision: Decision): void => {
    if (decision.verdict === 'allow' || !raised) return enforce(decision)
    ctx.refuse(gateRefused({ first: decision.reasons[0]?.sentence.zh ?? '' }, { reasons: decision.reasons }))
  }
  const throttled = isThrottled(standing)
  refuseKeeping(
    readingGate({
      blocked: isBlocked(standing),
      // The reading that slows down is itself let through: the wait is before the next.
      throttled: throttled && isThrottled(before),
      sinceLast: lastReadAt === null ? null : (ctx.now.getTime() - lastReadAt.getTime()) / 1000,
      waitSeconds: thresholds.waitSeconds,
    }),
  )
  return { ...counts, slower: throttled ? slowedTo : 1, enforce: refuseKeeping }
}

type Judging = { history: Readings['history']; attempt: ReadingAttempt; thresholds: WatchingThresholds }

/** Colleagues are looked at only where it matters: of somebody new, and where a day stands out that may be a busy one for all. */
const judge = async (ctx: VaultContext, { history, attempt, thresholds }: Judging): Promise<ReadingJudgement> => {
  const alone = unusualReading(history, attempt, thresholds)
  const isNew = history.days.length < fewestOwnDays
  if (alone.grade === 'normal' && !isNew) return alone
  const person = personOf(ctx)
  const { today } = hoursOf(ctx.now, thresholds)
  const peers = await peerDays(ctx, person, addDays(today, -peerDaysBack))
  const tide = alone.grade === 'normal' ? 1 : await tideOf(ctx, person, { today, usual: (days) => medianOf(days.map(({ opened }) => opened)) })
  return unusualReading({ ...history, peers, tide }, attempt, thresholds)
}
