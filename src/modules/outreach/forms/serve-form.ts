import { z } from 'zod'
import { contactKinds } from '../ports.ts'
import { defineOperation } from '../scope.ts'
import { formInUse } from './form-content.ts'
import { formDigest, formHtml } from './form-html.ts'
import { formToken } from './form-token.ts'

const filled = z.string().max(254)

/** What somebody filled in. */
export const filledIn = z.strictObject(Object.fromEntries(contactKinds.map((kind) => [kind, filled.optional()])) as Record<(typeof contactKinds)[number], z.ZodOptional<typeof filled>>)

export const serveForm = defineOperation({
  name: 'outreach.serve-form',
  summary: { zh: '打开同意表单（各项均未勾选）', en: 'Open a consent form, every box empty' },
  effect: 'read',
  permission: 'front',
  records: { unrecorded: 'A text that was written for the public; what is filled in already came with the call and goes back to it.' },
  input: z.strictObject({ formId: z.uuid().toLowerCase(), values: filledIn, message: z.string().max(500), language: z.enum(['zh', 'en']) }),
  output: z.object({ title: z.string(), html: z.string(), origins: z.array(z.string()) }),
  run: async (ctx, { formId, values, message, language }) => {
    const { row, content } = await formInUse(ctx, formId)
    const digest = formDigest(formHtml(content, language))
    const token = formToken(ctx.secrets.consentForm, { formId, digest, servedAt: ctx.now })
    const shown = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
    return { title: content.title, html: formHtml(content, language, { token, values: shown, message }), origins: row.origins }
  },
})
