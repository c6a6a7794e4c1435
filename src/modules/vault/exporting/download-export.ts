import { z } from 'zod'
import { mayDo } from '../../../kernel/actor.ts'
import type { PersonActor } from '../../../kernel/context.ts'
import { gateRefused, notFound } from '../../../kernel/errors.ts'
import { enforce } from '../../../kernel/gate.ts'
import { defineOperation, personOf, type VaultContext } from '../scope.ts'
import { isHourSpent, limitsIn } from '../settings/limits.ts'
import { loadReadings } from '../watching/load-history.ts'
import { requireReading } from '../watching/require-reading.ts'
import { isThrottled, slowedTo, standingOf } from '../watching/standing.ts'
import { downloadGate, takingGate } from './download-gate.ts'
import { exportFileName, exportMediaTypes } from './export-file.ts'
import { exportTimes } from './export-life.ts'
import { endExport, type Export, isInReach, lockExport } from './export-store.ts'
import { exportKeys, readPieces } from './sealed-file.ts'

export const downloadExport = defineOperation({
  name: 'vault.download-export',
  summary: { zh: '下载自己导出的文件，每次都登记', en: 'Download the file of one’s own export; each time is on record' },
  effect: 'change',
  permission: 'vault.export',
  fresh: true,
  records: ['export.downloaded', 'export.ended'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    fileName: z.string(),
    mediaType: z.string(),
    base64: z.string(),
    /** Downloads that are left; with the last one the file was destroyed. */
    left: z.int(),
  }),
  run: async (ctx, { id }) => {
    const person = personOf(ctx)
    await requireReading(ctx)
    const row = await lockExport(ctx, id)
    // Whoever agreed to it has not seen it, and will not.
    if (row.asked_by !== person.id) throw notFound()
    await requireTaking(ctx, person, row)
    const kept = row.state === 'ready' && row.expires_at !== null && row.expires_at > ctx.now
    const needed = row.variant === 'masked' ? [] : row.sensitive ? ['vault.open', 'vault.open-sensitive'] : ['vault.open']
    const { gone } = await ctx.db
      .selectFrom('vault_export_customer as member')
      .innerJoin('customer', 'customer.id', 'member.customer_id')
      .select((eb) => eb.fn.countAll<number>().as('gone'))
      .where('member.export_id', '=', id)
      .where('customer.state', '<>', 'active')
      .executeTakeFirstOrThrow()
    const mayStill = isInReach(person, row) && needed.every((right) => mayDo(person, right))
    const decision = downloadGate({ kept, mayStill, gone })
    const [first] = decision.reasons
    if (first !== undefined) {
      if (kept) {
        await endExport(ctx, row, 'destroyed')
        ctx.record({ type: 'export.ended', subject: { kind: 'vault-export', id }, detail: { state: 'destroyed', why: first.code } })
      }
      return ctx.refuse(gateRefused({ first: first.sentence.zh }, { reasons: decision.reasons }))
    }
    for (const right of needed) ctx.used(right)
    const key = (await exportKeys(ctx, 'file_key', [row])).get(id)
    if (key === undefined || row.made_at === null) throw new Error('A file that is kept has its key')
    const file = await readPieces(ctx, { exportId: id, part: 'file', key })
    const downloads = row.downloads + 1
    const left = exportTimes.downloads - downloads
    await ctx.db.updateTable('vault_export').set({ downloads }).where('id', '=', id).execute()
    ctx.record({
      type: 'export.downloaded',
      subject: { kind: 'vault-export', id },
      detail: { by: person.id, kinds: row.kinds, variant: row.variant, customers: row.total ?? 0, purpose: row.purpose, reason: row.reason, left },
    })
    if (left <= 0) {
      await endExport(ctx, row, 'destroyed')
      ctx.record({ type: 'export.ended', subject: { kind: 'vault-export', id }, detail: { state: 'destroyed', why: 'downloads' } })
    }
    return { fileName: exportFileName(row.format, row.made_at), mediaType: exportMediaTypes[row.format], base64: file.toString('base64'), left }
  },
})

/** Looks at the person, not at the file. What this very export used of the hour was counted when it was asked for. */
const requireTaking = async (ctx: VaultContext, person: PersonActor, { needs_agreement: needed, decided_at: decidedAt, variant }: Export): Promise<void> => {
  const { thresholds, ...standing } = await standingOf(ctx, person.id)
  const readings = await loadReadings(ctx, person, { thresholds, customerId: null })
  const slowed = isThrottled(standing)
  enforce(
    takingGate({
      slowed,
      hourSpent: variant === 'clear' && isHourSpent(await limitsIn(ctx), { ...readings, exportedLastHour: 0 }, slowed ? slowedTo : 1),
      agreed: needed && decidedAt !== null && (standing.since === null || decidedAt > standing.since),
    }),
  )
}
