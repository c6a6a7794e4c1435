import type { Problem, ProblemKind } from '../errors.ts'
import { type Locale, say, type Sentence } from '../sentence.ts'

/** RFC 9457 problem document. `id` is what a person quotes when asking for help. */
export type ProblemDocument = {
  type: string
  title: string
  status: number
  detail: string
  code: string
  id: string
  reasons?: { code: string; text: string; law?: string }[]
  issues?: { path: string; message: string }[]
}

const kinds: Record<ProblemKind, { status: number; title: Sentence }> = {
  unauthenticated: { status: 401, title: { zh: '需要登录', en: 'Sign-in required' } },
  refused: { status: 403, title: { zh: '未获准许', en: 'Refused' } },
  'not-found': { status: 404, title: { zh: '没有找到', en: 'Not found' } },
  conflict: { status: 409, title: { zh: '与当前状态冲突', en: 'Conflict' } },
  'too-large': { status: 413, title: { zh: '内容过大', en: 'Content too large' } },
  invalid: { status: 422, title: { zh: '内容不符合要求', en: 'Invalid input' } },
  'too-many': { status: 429, title: { zh: '操作过于频繁', en: 'Too many attempts' } },
  unavailable: { status: 503, title: { zh: '暂时不可用', en: 'Unavailable' } },
}

/** Says a problem in the caller's language. */
export const problemDocument = (problem: Problem, locale: Locale, id: string): ProblemDocument => {
  const { status, title } = kinds[problem.kind]
  return {
    type: `urn:weidun:problem:${problem.code}`,
    title: title[locale],
    status,
    detail: detailOf(problem, locale),
    code: problem.code,
    id,
    ...(problem.reasons.length === 0 ? {} : { reasons: problem.reasons.map((reason) => saidReason(reason, locale)) }),
    ...(problem.issues.length === 0 ? {} : { issues: [...problem.issues] }),
  }
}

/** The answer to a defect of ours: nothing of its cause is shown, the id leads to it in the log. */
export const internalDocument = (locale: Locale, id: string): ProblemDocument => ({
  type: 'urn:weidun:problem:internal',
  title: { zh: '系统出错', en: 'Internal error' }[locale],
  status: 500,
  detail: {
    zh: '系统出错，操作没有生效。请稍后重试；如仍不行，请把编号告诉管理员。',
    en: 'Something went wrong and nothing was changed. Try again later, or tell your administrator the id.',
  }[locale],
  code: 'internal',
  id,
})

const detailOf = (problem: Problem, locale: Locale): string => {
  const [first] = problem.reasons
  if (problem.code !== 'gate.refused' || first === undefined) return say(problem.sentence, locale, problem.params)
  return say(problem.sentence, locale, { first: say(first.sentence, locale, first.params) })
}

const saidReason = (reason: Problem['reasons'][number], locale: Locale) => ({
  code: reason.code,
  text: say(reason.sentence, locale, reason.params),
  ...(reason.law === undefined ? {} : { law: reason.law }),
})
