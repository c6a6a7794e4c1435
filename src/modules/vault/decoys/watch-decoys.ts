import { defineJob, type VaultContext } from '../scope.ts'
import type { ReadingReasonCode } from '../watching/model/reasons.ts'
import type { ReadingGrade } from '../watching/model/unusual-reading.ts'
import { openAlert } from '../watching/raise-alert.ts'
import { thresholdsIn } from '../watching/thresholds-in-force.ts'
import { type DecoyReading, readingsOf } from './readings-of-decoys.ts'
import { openDecoys } from './sealed-decoy.ts'

/** Decoys that are watched at most, and how far back each look goes: a job that was down for a while misses nothing. */
const mostDecoys = 500
const backMs = 24 * 3_600_000
const mostReadings = 2_000

/** How grave it is; lists show a decoy to everybody and mean nothing. */
const graveness: Readonly<Record<Exclude<DecoyReading['how'], 'listed'>, { grade: ReadingGrade; points: number; code: ReadingReasonCode }>> = {
  found: { grade: 'raised', points: 3, code: 'decoy.found' },
  viewed: { grade: 'raised', points: 3, code: 'decoy.viewed' },
  opened: { grade: 'throttled', points: 5, code: 'decoy.opened' },
}

/**
 * Finds who read a decoy, behind the readers' backs: their own call does the same work for a decoy as for anybody, so that
 * no stopwatch tells them apart.
 */
export const watchDecoys = defineJob({
  name: 'vault.watch-decoys',
  schedule: '* * * * *',
  run: async (ctx) => {
    const rows = await ctx.db.selectFrom('decoy').select(['id', 'sealed']).where('mark', 'is not', null).orderBy('made_at', 'desc').limit(mostDecoys).execute()
    if (rows.length === 0) return
    const decoys = new Map((await openDecoys(ctx, rows)).flatMap(({ id, payload }) => (payload.customerId === null ? [] : [[payload.customerId, id]])))
    const since = new Date(ctx.now.getTime() - backMs)
    const readings = await readingsOf(ctx, [...decoys.keys()], { since, lists: false, limit: mostReadings })
    // The first reading first, so that an alert says how it began and grows with what followed.
    for (const reading of readings.toReversed()) await raise(ctx, decoys.get(reading.customerId) ?? '', reading)
  },
})

const raise = async (ctx: VaultContext, decoyId: string, { personId, name, at, how }: DecoyReading): Promise<void> => {
  if (how === 'listed') return
  const known = await ctx.db
    .selectFrom('reading_alert')
    .select(['id', 'grade', 'reasons', 'last_at', 'decided_at'])
    .where('decoy_id', '=', decoyId)
    .where('person_id', '=', personId)
    .orderBy('last_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { grade, points, code } = graveness[how]
  const isKnown = known !== undefined && (known.last_at > at || (known.last_at.getTime() === at.getTime() && known.reasons.some((one) => one.code === code)))
  if (isKnown) return
  const reason = { code, points, params: {} }
  if (known !== undefined && known.decided_at === null) {
    const reasons = [...known.reasons.filter((one) => one.code !== code), reason]
    const graver = grade === 'throttled' ? grade : known.grade
    await ctx.db.updateTable('reading_alert').set({ last_at: at, grade: graver, reasons: JSON.stringify(reasons) }).where('id', '=', known.id).execute()
  } else {
    const departmentId = await ctx.ports.departmentOf(ctx.db, personId)
    if (departmentId === null) return
    const { answerHours: hours } = await thresholdsIn(ctx)
    await openAlert(ctx, { kind: 'decoy', personId, personName: name ?? '', departmentId, grade, reasons: [reason], decoyId, readAt: at, hours })
  }
  ctx.record({ type: 'decoy.read', subject: { kind: 'decoy', id: decoyId }, detail: { person: personId, how } })
}
