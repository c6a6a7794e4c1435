import type { Selectable } from 'kysely'
import { z } from 'zod'
import { isUniqueViolation } from '../../../kernel/database/index.ts'
import { newId } from '../../../kernel/id.ts'
import { blindIndexUnder } from '../../../kernel/secrets/blind-index.ts'
import { sealerIn } from '../../../kernel/secrets/sealing-keys.ts'
import { channel } from '../fields.ts'
import type { Contact } from '../ports.ts'
import { defineOperation, type OutreachContext } from '../scope.ts'
import { signedId } from '../signed-id.ts'
import type { FormRow } from '../tables.ts'
import { codeLifeMs, mostCodesAnHour, pendingUse, placeOfAnswers } from './form-code.ts'
import { type FormContent, formInUse } from './form-content.ts'
import { formDigest, formHtml } from './form-html.ts'
import { childNotHere, codeNotOffered, fieldMissing, formMalformed, formStale, guardianMissing, nothingTicked, tooManyCodes } from './form-problems.ts'
import { formTexts } from './form-texts.ts'
import { type FormClaims, formLifeMs, readFormToken } from './form-token.ts'
import { filledIn } from './serve-form.ts'
import { type Answers, settleForm } from './settle-form.ts'

export const submitForm = defineOperation({
  name: 'outreach.submit-form',
  summary: { zh: '提交同意表单', en: 'Send a consent form in' },
  effect: 'change',
  permission: 'front',
  records: ['consent-form.sent', 'consent.given', 'customer.registered'],
  input: z.strictObject({
    formId: z.uuid().toLowerCase(),
    token: z.string().max(200),
    ticks: z.array(z.strictObject({ noticeId: z.uuid().toLowerCase(), channel })).max(60),
    values: filledIn,
    under14: z.boolean(),
    guardian: z.enum(['parent', 'other-guardian']).nullable(),
  }),
  output: z.object({
    /** By which the consents are withdrawn; null while they wait for the code. */
    withdrawal: z.string().nullable(),
    /** By which the code is handed in. */
    pending: z.string().nullable(),
  }),
  run: async (ctx, input) => {
    const { row, content } = await formInUse(ctx, input.formId)
    const { claims, html } = served(ctx, content, input.token)
    await useOnce(ctx, claims)
    const answers: Answers = {
      formId: row.id,
      digest: claims.digest,
      servedAt: claims.servedAt.toISOString(),
      contacts: ctx.ports.checkedContacts(contactsOf(ctx, content, input.values)),
      ticks: ticksOf(content, input.ticks),
      ...childOf(content, input),
      ip: ctx.origin.ip ?? null,
    }
    await ctx.db
      .insertInto('outreach_form_shown')
      .values({ form_id: row.id, digest: claims.digest, html, first_at: ctx.now })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    ctx.record({
      type: 'consent-form.sent',
      subject: { kind: 'consent-form', id: row.id },
      detail: { formDigest: claims.digest, ticks: answers.ticks.length, waitsForCode: row.confirm_by_code },
    })
    if (row.confirm_by_code) return { withdrawal: null, pending: await waitForCode(ctx, row, answers) }
    return { withdrawal: await settleForm(ctx, answers, { byCode: false }), pending: null }
  },
})

/**
 * What was served, by the token that comes back with it.
 * @throws Problem `outreach.form-stale` also where the words have changed since: nobody consents to a text that they did not see
 */
const served = (ctx: OutreachContext, content: FormContent, token: string): { claims: FormClaims; html: string } => {
  const claims = readFormToken(ctx.secrets.consentForm, token)
  const age = ctx.now.getTime() - (claims?.servedAt.getTime() ?? 0)
  const html = (['zh', 'en'] as const).map((locale) => formHtml(content, locale)).find((each) => formDigest(each) === claims?.digest)
  if (claims === null || html === undefined || claims.formId !== content.id || age > formLifeMs || age < 0) throw formStale()
  return { claims, html }
}

const useOnce = async ({ db, now }: OutreachContext, { nonce }: FormClaims): Promise<void> => {
  await db
    .insertInto('outreach_form_use')
    .values({ nonce, used_at: now })
    .execute()
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? formStale() : error
    })
}

const contactsOf = ({ locale }: OutreachContext, { fields }: FormContent, values: z.output<typeof filledIn>): Contact[] =>
  fields.map((kind) => {
    const value = values[kind]?.trim() ?? ''
    if (value === '') throw fieldMissing({ field: formTexts[locale].fields[kind] })
    return { kind, value }
  })

const ticksOf = ({ boxes }: FormContent, ticks: readonly { noticeId: string; channel: Answers['ticks'][number]['channel'] }[]): Answers['ticks'] => {
  if (ticks.length === 0) throw nothingTicked()
  const seen = new Set<string>()
  return ticks.map(({ noticeId, channel: by }) => {
    const box = boxes.find((each) => each.noticeId === noticeId && each.channels.includes(by))
    const key = `${noticeId}:${by}`
    if (box === undefined || seen.has(key)) throw formMalformed()
    seen.add(key)
    return { noticeId, version: box.version, channel: by }
  })
}

const childOf = ({ minors }: FormContent, { under14, guardian }: Pick<Answers, 'under14' | 'guardian'>): Pick<Answers, 'under14' | 'guardian'> => {
  if (under14 && minors === 'refused') throw childNotHere()
  if (under14 && guardian === null) throw guardianMissing()
  return { under14, guardian: under14 ? guardian : null }
}

/** Keeps the answers sealed and sends a code to the number; nothing counts before it comes back. */
const waitForCode = async (ctx: OutreachContext, row: Selectable<FormRow>, answers: Answers): Promise<string> => {
  const mobile = answers.contacts.find(({ kind }) => kind === 'mobile')?.value
  if (mobile === undefined || ctx.ports.sendCode === undefined) throw codeNotOffered()
  const index = blindIndexUnder(ctx.secrets.blindIndex)('outreach/pending-mobile', mobile)
  const { sent } = await ctx.db
    .selectFrom('outreach_pending')
    .select((eb) => eb.fn.countAll<number>().as('sent'))
    .where('mobile_index', '=', index)
    .where('asked_at', '>', new Date(ctx.now.getTime() - 3_600_000))
    .executeTakeFirstOrThrow()
  if (sent >= mostCodesAnHour) throw tooManyCodes()
  const id = newId(ctx.now.getTime())
  const seal = await sealerIn(ctx)
  await ctx.db
    .insertInto('outreach_pending')
    .values({
      id,
      form_id: row.id,
      answers: seal(JSON.stringify(answers), placeOfAnswers(id)),
      mobile_index: index,
      tries: 0,
      asked_at: ctx.now,
      expires_at: new Date(ctx.now.getTime() + codeLifeMs),
    })
    .execute()
  await ctx.enqueue('outreach.send-form-code', { pendingId: id })
  return signedId(ctx.secrets.consentForm, pendingUse, id)
}
