import { newId } from '../../kernel/id.ts'
import { holdRecipients } from './hold-recipients.ts'
import type { OutreachContext } from './scope.ts'
import type { Channel, ConsentPurpose } from './vocabulary.ts'

type Refusal = { subject: string; purpose: ConsentPurpose; channels: readonly Channel[] }

/**
 * Gives back what is reserved for a person who refuses it, in the transaction of the refusal: nothing that was allowed a
 * moment ago still counts as allowed. The caller holds the person.
 */
export const releaseRefused = async ({ db, now }: Pick<OutreachContext, 'db' | 'now'>, { subject, purpose, channels }: Refusal) => {
  await db
    .updateTable('outreach_send')
    .set({ state: 'released', settled_at: now })
    .where('subject', '=', subject)
    .where('purpose', '=', purpose)
    .where('channel', 'in', channels)
    .where('state', '=', 'reserved')
    .execute()
}

/** Unsubscribes a person from these channels; those that are unsubscribed already stay as they are. */
export const unsubscribeNow = async (
  ctx: Pick<OutreachContext, 'db' | 'now' | 'record'>,
  { subject, purpose, channels, via, sendId }: Refusal & { via: 'link' | 'reply' | 'staff'; sendId: string | null },
): Promise<void> => {
  await holdRecipients(ctx, [subject])
  const added = await ctx.db
    .insertInto('outreach_unsubscribe')
    .values(
      [...new Set(channels)].map((channel) => ({
        subject,
        id: newId(ctx.now.getTime()),
        purpose,
        channel,
        at: ctx.now,
        via,
        send_id: sendId,
        undone_at: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['subject', 'purpose', 'channel']).where('undone_at', 'is', null).doNothing())
    .returning('channel')
    .execute()
  await releaseRefused(ctx, { subject, purpose, channels })
  ctx.record({
    type: 'recipient.unsubscribed',
    subject: { kind: 'recipient', id: subject },
    detail: { purpose, channels: [...channels], newly: added.map(({ channel }) => channel), via },
  })
}

/** Replies answer marketing by text message. */
const byReply = { purpose: 'marketing', channels: ['sms'] } as const

/** Unsubscribes everybody who replied so, in one statement each step; none is held while another is waited for. */
export const refuseByReply = async (ctx: Pick<OutreachContext, 'db' | 'now' | 'record'>, subjects: readonly string[]): Promise<void> => {
  if (subjects.length === 0) return
  await holdRecipients(ctx, subjects)
  const added = await ctx.db
    .insertInto('outreach_unsubscribe')
    .values(
      subjects.map((subject) => ({
        subject,
        id: newId(ctx.now.getTime()),
        purpose: byReply.purpose,
        channel: byReply.channels[0],
        at: ctx.now,
        via: 'reply' as const,
        send_id: null,
        undone_at: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['subject', 'purpose', 'channel']).where('undone_at', 'is', null).doNothing())
    .returning('subject')
    .execute()
  await ctx.db
    .updateTable('outreach_send')
    .set({ state: 'released', settled_at: ctx.now })
    .where('subject', 'in', subjects)
    .where('purpose', '=', byReply.purpose)
    .where('channel', 'in', byReply.channels)
    .where('state', '=', 'reserved')
    .execute()
  const newly = new Set(added.map(({ subject }) => subject))
  for (const subject of subjects) {
    ctx.record({
      type: 'recipient.unsubscribed',
      subject: { kind: 'recipient', id: subject },
      detail: { purpose: byReply.purpose, channels: [...byReply.channels], newly: newly.has(subject) ? [...byReply.channels] : [], via: 'reply' },
    })
  }
}

/** Takes back what the same phone unsubscribed by a reply, and nothing that another way did. */
export const resumeByReply = async (ctx: Pick<OutreachContext, 'db' | 'now' | 'record'>, subjects: readonly string[]): Promise<number> => {
  if (subjects.length === 0) return 0
  await holdRecipients(ctx, subjects)
  const rows = await ctx.db
    .updateTable('outreach_unsubscribe')
    .set({ undone_at: ctx.now })
    .where('subject', 'in', subjects)
    .where('purpose', '=', byReply.purpose)
    .where('channel', 'in', byReply.channels)
    .where('via', '=', 'reply')
    .where('undone_at', 'is', null)
    .returning('subject')
    .execute()
  for (const { subject } of rows) {
    ctx.record({ type: 'recipient.resubscribed', subject: { kind: 'recipient', id: subject }, detail: { purpose: byReply.purpose, channels: [...byReply.channels], via: 'reply' } })
  }
  return rows.length
}
