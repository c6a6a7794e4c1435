import { z } from 'zod'
import type { FrontRequest } from '../../../kernel/front.ts'
import { formUnfit } from '../problems.ts'

const short = z.string().max(300)
const session = short
const id = z.uuid()

/** What each form of the pages sends; whatever is beside it is no form of ours. */
const forms = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('code'), kind: z.enum(['mobile', 'email']), contact: short }),
  z.strictObject({ step: z.literal('prove'), proof: short, code: short }),
  z.strictObject({ step: z.literal('show'), session }),
  z.strictObject({
    step: z.literal('submit'),
    session,
    kind: z.enum(['access', 'correct', 'delete', 'export', 'withdraw', 'object']),
    reach: z.enum(['marketing', 'all']).optional(),
    key1: short.optional(),
    value1: z.string().max(600).optional(),
    key2: short.optional(),
    value2: z.string().max(600).optional(),
    text: z.string().max(4000).optional(),
  }),
  z.strictObject({ step: z.literal('reply'), session, id, text: z.string().max(4000) }),
  z.strictObject({ step: z.literal('withdraw'), session, id }),
  z.strictObject({ step: z.literal('fetch'), session, id, format: z.enum(['json', 'xlsx', 'pdf', 'certificate']) }),
  z.strictObject({ step: z.literal('end'), session }),
])

export type Form = z.output<typeof forms>

/**
 * The form that was sent.
 * @throws Problem `request.form-unfit` for whatever is none of ours
 */
export const formOf = ({ body, headers }: FrontRequest): Form => {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '')) throw formUnfit()
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(Buffer.from(body).toString('utf8'))) {
    if (fields.has(name)) throw formUnfit()
    fields.set(name, value)
  }
  const parsed = forms.safeParse(Object.fromEntries(fields))
  if (!parsed.success) throw formUnfit()
  return parsed.data
}

/** The corrections of a form: pairs of what and how; a pair without a value was left empty. */
export const correctionsIn = (form: Extract<Form, { step: 'submit' }>): { holder: string; key: string; value: string }[] =>
  [
    [form.key1, form.value1],
    [form.key2, form.value2],
  ].flatMap(([which = '', value = '']) => {
    const [holder = '', key = ''] = which.split('|')
    return value.trim() === '' || key === '' ? [] : [{ holder, key, value }]
  })
