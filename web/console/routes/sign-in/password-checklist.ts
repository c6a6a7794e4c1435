import { characterRules, normalisePassword } from '../../../../src/modules/identity/password/character-rules.ts'
import type { Output } from '../../api.ts'

export type Judgement = Output<'identity.judge-password'>

/** What a password has to be (ACC-4), in the order in which it is read. */
const characterParts = ['length', 'upper-case', 'lower-case', 'digit', 'special'] as const
const judgedParts = ['contains-name', 'leaked', 'guessable'] as const

export type Part = (typeof characterParts)[number] | (typeof judgedParts)[number]

/** Whether the server decides it. */
export const isJudged = (part: Part): boolean => judgedParts.some((judged) => judged === part)

/** `open`: not there yet, or not known. */
export type Mark = 'met' | 'open' | 'broken'

export type CheckedPart = { part: Part; mark: Mark; why?: { zh: string; en: string } }

/** Until the server has said what the company demands. */
const usual = { minimum: 12, maximum: 128 }

/** How long a password has to be. */
export const lengthOf = (judgement: Judgement | null): { minimum: number; maximum: number } => judgement ?? usual

/** The parts that the characters alone decide and that are not there yet. */
export const missingIn = (typed: string, minimum: number): readonly Part[] => {
  const password = normalisePassword(typed)
  return characterParts.filter((part) => !characterRules[part](password, minimum))
}

/**
 * The checklist of a password that is being typed.
 * @param latest what the server said last, of whatever password
 * @param isCurrent whether that was this password
 */
export const checklist = (typed: string, latest: Judgement | null, isCurrent: boolean): readonly CheckedPart[] => {
  const missing = new Set(missingIn(typed, lengthOf(latest).minimum))
  const characters = characterParts.map((part): CheckedPart => ({ part, mark: missing.has(part) ? 'open' : 'met' }))
  const judged = judgedParts.map((part): CheckedPart => {
    if (typed === '' || !isCurrent || latest === null) return { part, mark: 'open' }
    const reason = latest.reasons.find(({ code }) => code === `password.${part}`)
    if (reason !== undefined) return { part, mark: 'broken', why: reason.sentence }
    return { part, mark: part === 'guessable' && !latest.judged ? 'open' : 'met' }
  })
  return [...characters, ...judged]
}
