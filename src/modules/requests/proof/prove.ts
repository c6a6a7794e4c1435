import { z } from 'zod'
import { newId } from '../../../kernel/id.ts'
import { sameBytes } from '../../../kernel/secrets/compare.ts'
import { randomToken } from '../../../kernel/secrets/random-token.ts'
import { keyed } from '../keyed.ts'
import { codeNotAccepted } from '../problems.ts'
import { sealText } from '../sealed.ts'
import { defineOperation } from '../scope.ts'
import { knownContact } from './known-contact.ts'
import { openedProof } from './opened-proof.ts'

const guessesPerCode = 5
/** How long somebody may look around after the proof. */
const visitMinutes = 30

export const token = z.string().regex(/^[\w-]{43}$/).max(43)

export const prove = defineOperation({
  name: 'requests.prove',
  summary: { zh: '用验证码证明本人', en: 'Prove by a code to be the owner of a number or address' },
  effect: 'change',
  permission: 'front',
  records: ['request.session-opened', 'request.code-refused'],
  input: z.strictObject({ proof: token, code: z.string().trim().regex(/^\d{6}$/).max(6) }),
  output: z.object({ session: z.string() }),
  run: async (ctx, { proof, code }) => {
    const row = await ctx.db
      .selectFrom('rights_proof')
      .selectAll()
      .where('token_digest', '=', keyed(ctx.secrets, 'token', proof))
      .where('expires_at', '>', ctx.now)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined || row.failures >= guessesPerCode) throw codeNotAccepted()
    const right = sameBytes(row.code_digest, keyed(ctx.secrets, 'code', `${row.id}|${code}`))
    const { value } = await openedProof(ctx, row)
    const contact = await knownContact(ctx, { kind: row.kind, value })
    // A number that nobody has got no code; whoever guesses it is no further.
    if (!right || !contact.known) {
      await ctx.db.updateTable('rights_proof').set({ failures: row.failures + 1 }).where('id', '=', row.id).execute()
      ctx.record({ type: 'request.code-refused', subject: { kind: 'rights-proof', id: row.id }, detail: { failures: row.failures + 1 } })
      return ctx.refuse(codeNotAccepted())
    }
    // Used once; and a new visit ends the one before.
    await ctx.db.deleteFrom('rights_proof').where('id', '=', row.id).execute()
    await ctx.db.deleteFrom('rights_session').where('contact_key', '=', contact.contactKey).execute()
    const id = newId(ctx.now.getTime())
    const session = randomToken()
    await ctx.db
      .insertInto('rights_session')
      .values({
        id,
        token_digest: keyed(ctx.secrets, 'token', session),
        kind: row.kind,
        subjects: [...contact.subjects],
        contact_key: contact.contactKey,
        sealed_contact: await sealText(ctx, { table: 'rights_session', id, column: 'sealed_contact', text: value }),
        made_at: ctx.now,
        expires_at: new Date(ctx.now.getTime() + visitMinutes * 60_000),
      })
      .execute()
    ctx.record({ type: 'request.session-opened', subject: { kind: 'rights-session', id }, detail: { kind: row.kind, customers: contact.subjects.length } })
    return { session }
  },
})
