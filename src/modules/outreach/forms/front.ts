import { Problem } from '../../../kernel/errors.ts'
import type { CallOperation, Front, FrontAnswer, FrontRequest } from '../../../kernel/front.ts'
import { type Locale, say } from '../../../kernel/sentence.ts'
import { pageLocale } from '../../../kernel/public-page.ts'
import { publicPage } from '../../../kernel/public-page.ts'
import { refusalPage } from '../page/pages.ts'
import { contactKinds } from '../ports.ts'
import { linkNotAccepted } from '../problems.ts'
import { isUuid } from '../uuid.ts'
import { channels } from '../vocabulary.ts'
import { confirmForm } from './confirm-form.ts'
import { formPath } from './form-html.ts'
import { codePage, givenPage, withdrawalPage } from './form-pages.ts'
import { formMalformed, formNotThere, notFromOurPage } from './form-problems.ts'
import { serveForm } from './serve-form.ts'
import { submitForm } from './submit-form.ts'
import { viewWithdrawal } from './view-withdrawal.ts'
import { withdrawByLink } from './withdraw-by-link.ts'

/**
 * Consent forms for landing pages, without script: framed by them, or reached by a form of theirs that carries what was filled in
 * to ours. What counts is only what was ticked and sent on our page.
 */
export const consentFront: Front = {
  name: 'outreach.consent-form',
  path: formPath,
  methods: ['GET', 'HEAD', 'POST'],
  headers: ['accept-language', 'content-type', 'origin', 'sec-fetch-site'],
  bodyLimit: 16 * 1024,
  caller: 'signature',
  anonymousPerMinute: 60,
  operations: [serveForm, submitForm, confirmForm, viewWithdrawal, withdrawByLink],
  answer: async (request, call) => {
    const [first = '', second, ...beyond] = request.steps
    if (beyond.length > 0) throw formNotThere()
    if (first === 'withdraw') return withdrawal(request, second ?? '', call)
    if (second !== undefined) throw formNotThere()
    if (first === 'code') return code(request, call)
    if (!isUuid(first)) throw formNotThere()
    return request.method === 'POST' ? sent(request, first, call) : shown(request, { formId: first, values: {}, message: '' }, call)
  },
  refusal: ({ status, detail }) => refusalPage(status, detail, /^[\x20-\x7e]*$/.test(detail) ? 'en' : 'zh'),
}

type Shown = { formId: string; values: Partial<Record<(typeof contactKinds)[number], string>>; message: string; status?: number }

const shown = async (request: FrontRequest, { status = 200, ...form }: Shown, call: CallOperation): Promise<FrontAnswer> => {
  const locale = pageLocale(request.headers['accept-language'])
  const { title, html, origins } = await call(serveForm, { ...form, language: locale })
  return publicPage({ status, locale, title, html: html, framedBy: origins, namesItself: true })
}

/**
 * Whether our own page sent it. The browser says so, and no page of others can make it say otherwise: a consent that a hostile
 * page sends for its visitor does not count. Our pages let the browser name them (`Referrer-Policy: same-origin`).
 */
const isOurs = ({ headers, origin }: FrontRequest): boolean =>
  headers['sec-fetch-site'] === undefined ? headers['origin'] === origin : headers['sec-fetch-site'] === 'same-origin'

/** The fields of a form post. @throws Problem `outreach.form-malformed` */
const fieldsOf = ({ headers, body }: FrontRequest): URLSearchParams => {
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')) throw formMalformed()
  const text = Buffer.from(body).toString()
  // What is no UTF-8 was not written by our page.
  if (text.includes('\uFFFD') || /%(?![\da-f]{2})/i.test(text)) throw formMalformed()
  return new URLSearchParams(text)
}

const one = (fields: URLSearchParams, name: string, most: number): string => {
  const [value = '', ...more] = fields.getAll(name)
  if (more.length > 0 || value.length > most) throw formMalformed()
  return value
}

const valuesOf = (fields: URLSearchParams): Shown['values'] =>
  Object.fromEntries(contactKinds.flatMap((kind) => (fields.has(kind) ? [[kind, one(fields, kind, 254)]] : [])))

const ticksOf = (fields: URLSearchParams) =>
  fields.getAll('tick').map((value) => {
    const [noticeId = '', by = '', ...more] = value.split(':')
    const channel = channels.find((each) => each === by)
    if (!isUuid(noticeId) || channel === undefined || more.length > 0) throw formMalformed()
    return { noticeId, channel }
  })

const known = new Set<string>(['token', 'tick', 'under14', 'guardian', 'relation', ...contactKinds])

const sent = async (request: FrontRequest, formId: string, call: CallOperation): Promise<FrontAnswer> => {
  const locale = pageLocale(request.headers['accept-language'])
  const fields = fieldsOf(request)
  const values = valuesOf(fields)
  if (!isOurs(request)) return carriedOver(request, { formId, values }, call)
  if ([...fields.keys()].some((name) => !known.has(name))) throw formMalformed()
  const [under14, agrees, relation] = [one(fields, 'under14', 3), one(fields, 'guardian', 3), one(fields, 'relation', 20)]
  if (![under14, agrees].every((value) => value === '' || value === 'yes') || !['', 'parent', 'other-guardian'].includes(relation)) throw formMalformed()
  const ticks = ticksOf(fields)
  if (ticks.length > 60) throw formMalformed()
  try {
    const { withdrawal: link, pending } = await call(submitForm, {
      formId,
      token: one(fields, 'token', 200),
      ticks,
      values,
      under14: under14 === 'yes',
      guardian: agrees === 'yes' && relation !== '' ? (relation as 'parent' | 'other-guardian') : null,
    })
    const { origins } = await call(serveForm, { formId, values: {}, message: '', language: locale })
    if (pending !== null) return codePage(pending, '', { locale, framedBy: origins })
    return await given(request, link ?? '', call, origins)
  } catch (error) {
    return asFormAgain(error, request, { formId, values }, call)
  }
}

const given = async (request: FrontRequest, link: string, call: CallOperation, framedBy: readonly string[]): Promise<FrontAnswer> =>
  givenPage((await call(viewWithdrawal, { token: link })).given, { withdrawal: link, origin: request.origin, locale: pageLocale(request.headers['accept-language']), framedBy })

/** A form of an allowed page that was posted here: ours is shown with what was filled in, and every box empty. */
const carriedOver = async (request: FrontRequest, form: Omit<Shown, 'message'>, call: CallOperation): Promise<FrontAnswer> => {
  const { origins } = await call(serveForm, { formId: form.formId, values: {}, message: '', language: 'zh' })
  if (!origins.includes(request.headers['origin'] ?? '')) throw notFromOurPage()
  return shown(request, { ...form, message: '' }, call)
}

const statuses: Partial<Record<Problem['kind'], number>> = { invalid: 422, refused: 422, conflict: 409, 'too-many': 429 }

/** What the person can put right is said above the form, with what they filled in and without what they ticked. */
const asFormAgain = async (error: unknown, request: FrontRequest, form: Omit<Shown, 'message'>, call: CallOperation): Promise<FrontAnswer> => {
  const status = error instanceof Problem ? statuses[error.kind] : undefined
  if (!(error instanceof Problem) || status === undefined || error.code === 'outreach.form-malformed' || error.code === 'input.invalid') throw error
  return shown(request, { ...form, message: sentenceOf(error, pageLocale(request.headers['accept-language'])), status }, call)
}

const sentenceOf = (problem: Problem, locale: Locale): string =>
  problem.reasons.length > 0
    ? problem.reasons.map(({ sentence, params }) => say(sentence, locale, params)).join('')
    : say(problem.sentence, locale, problem.params)

const code = async (request: FrontRequest, call: CallOperation): Promise<FrontAnswer> => {
  if (request.method !== 'POST') throw formNotThere()
  if (!isOurs(request)) throw notFromOurPage()
  const fields = fieldsOf(request)
  const pending = one(fields, 'pending', 100)
  try {
    const { withdrawal: link } = await call(confirmForm, { pending, code: one(fields, 'code', 20) })
    return await given(request, link, call, [])
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'outreach.form-code-wrong') throw error
    return codePage(pending, sentenceOf(error, pageLocale(request.headers['accept-language'])), { locale: pageLocale(request.headers['accept-language']) })
  }
}

/** GET shows and changes nothing, since scanners open every link; POST withdraws. Whoever has the link may: it needs no page of ours. */
const withdrawal = async (request: FrontRequest, token: string, call: CallOperation): Promise<FrontAnswer> => {
  if (token.length > 100) throw linkNotAccepted()
  if (request.method === 'POST') await call(withdrawByLink, { token })
  return withdrawalPage(await call(viewWithdrawal, { token }), { token, locale: pageLocale(request.headers['accept-language']) })
}
