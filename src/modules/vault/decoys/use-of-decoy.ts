import { z } from 'zod'
import { newId } from '../../../kernel/id.ts'
import type { VaultContext } from '../scope.ts'
import { openDecoys } from './sealed-decoy.ts'

export const useChannels = ['call', 'sms', 'mail', 'wecom', 'wechat', 'other'] as const

/** When it happened; not later than now. */
export const happenedAt = z.iso.datetime({ offset: true })

/** Hours in which the leak that it proves is looked into. */
const leakHours = 24

type Use = { decoyId: string; channel: (typeof useChannels)[number]; at: Date; note: string | null; reportedBy: string | null }

/** Somebody called or wrote to what only the customer data hold: proof that they leaked. Starts the clock of looking into it. */
export const keepUse = async (ctx: VaultContext, { decoyId, channel, at, note, reportedBy }: Use): Promise<void> => {
  const rows = await ctx.db.selectFrom('decoy').select(['id', 'sealed']).where('id', '=', decoyId).execute()
  const label = (await openDecoys(ctx, rows))[0]?.payload.label ?? ''
  const { id: obligationId } = await ctx.obligations.open({
    kind: 'vault.customer-leak',
    // Others see this at the desk: it names no decoy.
    title: { zh: '查清客户信息从哪里泄露', en: 'Find out where customer data leaked' },
    subject: { kind: 'customer-leak', id: decoyId },
    owner: { post: 'security-administrator' },
    term: { hours: leakHours },
    link: `/customers/decoys?decoy=${decoyId}`,
  })
  await ctx.db
    .insertInto('decoy_use')
    .values({ id: newId(ctx.now.getTime()), decoy_id: decoyId, channel, happened_at: at, note, reported_by: reportedBy, reported_at: ctx.now, obligation_id: obligationId })
    .execute()
  ctx.record({ type: 'decoy.used', subject: { kind: 'decoy', id: decoyId }, detail: { channel, at: at.toISOString() } })
  for (const one of (await ctx.ports.holders(ctx.db, { post: 'security-administrator' })).slice(0, 50)) {
    await ctx.notify(one, {
      kind: 'decoy.used',
      sentence: { zh: '诱饵客户“{label}”的联系方式被使用，客户信息已经泄露，请立即核查。', en: 'A contact of the decoy {label} was used: customer data leaked.' },
      params: { label },
      link: `/customers/decoys?decoy=${decoyId}`,
    })
  }
}
