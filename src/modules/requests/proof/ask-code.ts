import { randomInt } from 'node:crypto'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import { newId } from '../../../kernel/id.ts'
import { randomToken } from '../../../kernel/secrets/random-token.ts'
import { sealerIn } from '../../../kernel/secrets/sealing-keys.ts'
import type { KernelTables } from '../../../kernel/tables.ts'
import { keyed } from '../keyed.ts'
import { contactUnfit, waysMissing } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { contactKinds } from '../vocabulary.ts'
import { takeTurn } from './take-turn.ts'

/** How long a code counts. */
const codeMinutes = 10

/**
 * The same is done for a number that is on file and for one that is not: whether anybody has it is looked up by the job, so
 * neither answer nor time tells.
 */
export const askCode = defineOperation({
  name: 'requests.ask-code',
  summary: { zh: '为行使个人信息权利申请验证码', en: 'Ask for a code, to have a say about one’s data' },
  effect: 'change',
  permission: 'front',
  records: ['request.code-asked'],
  input: z.strictObject({ kind: z.enum(contactKinds), contact: z.string().trim().min(3).max(254) }),
  /** By this the page names the code; it shows nothing of who is meant. */
  output: z.object({ proof: z.string() }),
  run: async (ctx, { kind, contact }) => {
    if ((kind === 'mobile' ? ctx.ports.sendSms : ctx.ports.sendMail) === undefined) throw waysMissing()
    const value = ctx.ports.contactOf(kind, contact)
    if (value === null) throw contactUnfit()
    await takeTurn(ctx, `${kind}|${value}`)
    const id = newId(ctx.now.getTime())
    const token = randomToken()
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const seal = await sealerIn({ ...ctx, db: ctx.db as unknown as Transaction<KernelTables> })
    await ctx.db
      .insertInto('rights_proof')
      .values({
        id,
        token_digest: keyed(ctx.secrets, 'token', token),
        kind,
        sealed: seal(JSON.stringify({ value, code }), { table: 'rights_proof', column: 'sealed', row: id }),
        code_digest: keyed(ctx.secrets, 'code', `${id}|${code}`),
        failures: 0,
        made_at: ctx.now,
        expires_at: new Date(ctx.now.getTime() + codeMinutes * 60_000),
      })
      .execute()
    await ctx.enqueue('requests.deliver-code', { id })
    ctx.record({ type: 'request.code-asked', subject: { kind: 'rights-proof', id }, detail: { kind } })
    return { proof: token }
  },
})
