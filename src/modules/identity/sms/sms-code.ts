import { createHmac, type KeyObject, randomInt } from 'node:crypto'
import { sameBytes } from '../../../kernel/secrets/compare.ts'
import { seal } from '../../../kernel/secrets/seal.ts'
import { smsNotConfigured, smsTooOften } from '../problems.ts'
import type { IdentityContext } from '../scope.ts'
import { recentSendings, smsWait } from './sms-turn.ts'

const codeMinutes = 5
/** Wrong guesses at one code; then a new one has to be sent. */
const guessesPerCode = 5

/** Bound to the person; a new number begins with a new code, so that a code proves no number but its own. */
const digestOfCode = (key: KeyObject, { personId, code }: { personId: string; code: string }): Uint8Array =>
  new Uint8Array(createHmac('sha256', key).update(`sms-code|${personId}|${code}`).digest())

export const smsCodePlace = (personId: string): string => `sms_code|sealed_code|${personId}`
export const phonePlace = (personId: string): string => `phone|sealed_number|${personId}`

/**
 * Makes a code for a person's number and asks the job to send it. One code at a time: the one before ends.
 * @throws Problem `sms.not-configured`, `sms.too-often` with the seconds to wait
 */
export const sendSmsCode = async (ctx: IdentityContext, personId: string): Promise<void> => {
  if (ctx.ports.sendSms === undefined) throw smsNotConfigured()
  const before = await ctx.db
    .selectFrom('sms_code')
    .select('sent')
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  const sent = recentSendings(before?.sent ?? [], ctx.now)
  const seconds = smsWait(sent, ctx.now)
  if (seconds > 0) throw smsTooOften({ seconds }, { retryAfterSeconds: seconds })
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const fresh = {
    digest: digestOfCode(ctx.secrets.session, { personId, code }),
    sealed_code: new Uint8Array(seal(ctx.secrets.totpSecret, Buffer.from(code, 'ascii'), smsCodePlace(personId), ctx.secrets.suite)),
    sent: [...sent, ctx.now].slice(-10),
    expires_at: new Date(ctx.now.getTime() + codeMinutes * 60_000),
    failures: 0,
  }
  await ctx.db
    .insertInto('sms_code')
    .values({ person_id: personId, ...fresh })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(fresh))
    .execute()
  await ctx.enqueue('identity.deliver-sms-code', { personId, sentAt: ctx.now.toISOString() })
}

/**
 * Checks a code and uses it up.
 * @param attempt.state `enabled` for a number in use, `begun` for one that is being set up
 */
export const takeSmsCode = async (
  ctx: IdentityContext,
  { personId, code, state }: { personId: string; code: string; state: 'enabled' | 'begun' },
): Promise<boolean> => {
  const row = await ctx.db
    .selectFrom('sms_code')
    .innerJoin('phone', 'phone.person_id', 'sms_code.person_id')
    .select(['sms_code.digest', 'sms_code.failures'])
    .where('sms_code.person_id', '=', personId)
    .where('sms_code.expires_at', '>', ctx.now)
    .where('phone.enabled_at', state === 'enabled' ? 'is not' : 'is', null)
    .forUpdate('sms_code')
    .executeTakeFirst()
  if (row === undefined || row.failures >= guessesPerCode) return false
  const right = sameBytes(row.digest, digestOfCode(ctx.secrets.session, { personId, code }))
  await ctx.db
    .updateTable('sms_code')
    .set(right ? { expires_at: ctx.now } : { failures: row.failures + 1 })
    .where('person_id', '=', personId)
    .execute()
  return right
}
