import { sql } from 'kysely'
import type { Decision } from '../../kernel/decision.ts'
import { newId } from '../../kernel/id.ts'
import { decideKnowing, type Question } from './decide.ts'
import { holdRecipients } from './hold-recipients.ts'
import { endOfMonth, monthOf } from './month.ts'
import type { OutreachContext } from './scope.ts'
import { settingsInForce } from './settings.ts'

type Reserved = { person: string; decision: Decision; sendId: string | null }

/**
 * Decides, and reserves a message for everybody who may get one: whoever asks next counts it, whether it was sent by
 * then or not. A reservation ends with its month at the latest, so that it counts in the month in which it is sent.
 */
export const reserve = async (
  ctx: Pick<OutreachContext, 'db' | 'now' | 'secrets' | 'ports'>,
  question: Question,
): Promise<{ expiresAt: Date; answers: readonly Reserved[] }> => {
  const { db, now, ports } = ctx
  const known = { settings: await settingsInForce(db), briefs: await ports.recipients(db, question.people) }
  await holdRecipients(ctx, question.people.filter((id) => known.briefs.has(id)))
  let { decisions, stale } = await decideKnowing(ctx, question, known)
  if (stale.length > 0) {
    // Written down before they are left out of the count: one that is confirmed meanwhile is then late, and counted as such.
    await sql`
      update outreach_send set state = 'expired', settled_at = ${now}
      where subject = any (cast(${stale} as uuid[])) and month = ${monthOf(now)}
        and state = 'reserved' and expires_at <= ${now}`.execute(db)
    decisions = (await decideKnowing(ctx, question, known)).decisions
  }
  const expiresAt = new Date(Math.min(now.getTime() + known.settings.holdSeconds * 1000, endOfMonth(now).getTime()))
  const answers = decisions.map(({ person, decision }) => ({
    person,
    decision,
    sendId: decision.verdict === 'allow' ? newId(now.getTime()) : null,
  }))
  const kept = answers.flatMap(({ person, sendId }) => (sendId === null ? [] : [{ person, sendId }]))
  if (kept.length > 0) {
    await sql`
      insert into outreach_send (subject, month, id, purpose, channel, state, material_id, reserved_at, expires_at)
      select subject, ${monthOf(now)}, id, ${question.purpose}, ${question.channel}, 'reserved',
        cast(${question.materialId} as uuid), ${now}, ${expiresAt}
      from unnest(cast(${kept.map(({ person }) => person)} as uuid[]), cast(${kept.map(({ sendId }) => sendId)} as uuid[]))
        as kept (subject, id)`.execute(db)
  }
  return { expiresAt, answers }
}
