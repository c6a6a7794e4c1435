import { Problem } from '../../../kernel/errors.ts'
import type { CallOperation, Front, FrontAnswer } from '../../../kernel/front.ts'
import { pageLocale } from '../../../kernel/public-page.ts'
import { type Locale, say } from '../../../kernel/sentence.ts'
import { fetchOwn } from '../own/fetch-own.ts'
import { replyOwn } from '../own/reply-own.ts'
import { submitOwn } from '../own/submit-own.ts'
import { viewOwn } from '../own/view-own.ts'
import { withdrawOwn } from '../own/withdraw-own.ts'
import { formUnfit } from '../problems.ts'
import { askCode } from '../proof/ask-code.ts'
import { endVisit } from '../proof/end-visit.ts'
import { prove } from '../proof/prove.ts'
import { correctionsIn, type Form, formOf } from './form.ts'
import { codePage, deskPage, endPage, entrancePage, lastDayOf, refusalPage } from './pages.ts'
import { rightsPath } from '../vocabulary.ts'
import { pageTexts } from './texts.ts'
import { viewEntrance } from './view-entrance.ts'

/**
 * The pages for people outside. There is no cookie and no link that opens anything: what proves the visit stands in the body
 * of each form and nowhere else, so no address, log or history holds it.
 */
export const rightsFront: Front = {
  name: 'requests.rights-page',
  path: rightsPath,
  methods: ['GET', 'HEAD', 'POST'],
  headers: ['accept-language', 'content-type'],
  bodyLimit: 32 * 1024,
  caller: 'anyone',
  // Whole offices and mobile networks share an address; codes have limits of their own.
  anonymousPerMinute: 60,
  operations: [viewEntrance, askCode, prove, endVisit, viewOwn, submitOwn, replyOwn, withdrawOwn, fetchOwn],
  answer: async (request, call) => {
    const locale = pageLocale(request.headers['accept-language'])
    if (request.steps.length > 0) throw formUnfit()
    if (request.method !== 'POST') return entrancePage(await call(viewEntrance, {}), locale)
    return answerForm(formOf(request), call, locale)
  },
  refusal: ({ status, detail }) => refusalPage(status, detail, /^[\x20-\x7e]*$/.test(detail) ? 'en' : 'zh'),
}

const answerForm = async (form: Form, call: CallOperation, locale: Locale): Promise<FrontAnswer> => {
  const t = pageTexts[locale]
  switch (form.step) {
    case 'code':
      return codePage({ ...(await call(askCode, { kind: form.kind, contact: form.contact })), kind: form.kind }, locale)
    case 'prove': {
      const proven = await said(call(prove, { proof: form.proof, code: form.code }), locale)
      if (!('said' in proven)) return desk(proven.done.session, call, locale)
      return codePage({ proof: form.proof, kind: null, ...proven }, locale)
    }
    case 'show':
      return desk(form.session, call, locale)
    case 'submit': {
      const { session, kind, reach = null, text = '' } = form
      const done = await said(call(submitOwn, { session, kind, reach, corrections: correctionsIn(form), text }), locale)
      if ('said' in done) return desk(session, call, locale, done)
      const { number, dueAt } = done.done
      return desk(session, call, locale, { notice: dueAt === null ? t.settled(number) : t.submitted(number, lastDayOf(dueAt)) })
    }
    case 'reply': {
      const done = await said(call(replyOwn, { session: form.session, id: form.id, text: form.text }), locale)
      return desk(form.session, call, locale, 'said' in done ? done : { notice: t.replied })
    }
    case 'withdraw': {
      const done = await said(call(withdrawOwn, { session: form.session, id: form.id }), locale)
      return desk(form.session, call, locale, 'said' in done ? done : { notice: t.takenBack })
    }
    case 'fetch': {
      const { fileName, mediaType, base64 } = await call(fetchOwn, { session: form.session, id: form.id, format: form.format })
      return {
        status: 200,
        headers: { 'content-type': mediaType, 'content-disposition': `attachment; filename="${fileName}"` },
        body: new Uint8Array(Buffer.from(base64, 'base64')),
      }
    }
    case 'end':
      await call(endVisit, { session: form.session })
      return endPage(locale)
  }
}

type Said = { said: string; status: number }

const statuses: Partial<Record<Problem['kind'], number>> = { invalid: 422, conflict: 409, refused: 403, 'not-found': 404 }

/** What came of it, or what to tell on the page where the form stands, so that nobody loses their place. */
const said = async <Done>(calling: Promise<Done>, locale: Locale): Promise<{ done: Done } | Said> => {
  try {
    return { done: await calling }
  } catch (error) {
    const status = error instanceof Problem ? statuses[error.kind] : undefined
    if (!(error instanceof Problem) || status === undefined || error.code === 'request.visit-over') throw error
    return { said: say(error.sentence, locale, error.params), status }
  }
}

const desk = async (session: string, call: CallOperation, locale: Locale, told: { notice: string } | Said | null = null): Promise<FrontAnswer> =>
  deskPage({ session, view: await call(viewOwn, { session }), told }, locale)
