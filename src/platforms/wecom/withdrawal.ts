import { z } from 'zod'
import type { JsonObject } from '../../kernel/ledger/canonical.ts'
import type { Sentence, SentenceParams } from '../../kernel/sentence.ts'
import type { WecomFailure } from './failure.ts'

/** What becomes of the account: disabled at once, which can be undone; or deleted as well, once nothing hangs on it. */
export type OnLeaving = 'disable' | 'delete'

/** One step of taking something back from a member who leaves the company. */
export type WithdrawalItem = { progress: JsonObject; now: Date; signal: AbortSignal }

export type WithdrawalOutcome =
  | { kind: 'done'; proof: string }
  | { kind: 'again'; after: Date; note: { sentence: Sentence; params: SentenceParams }; progress: JsonObject }
  | { kind: 'refused'; note: { sentence: Sentence; params: SentenceParams }; proof: string }

/** What an item knows from the beginning: who leaves, and who takes over, both as members of WeCom. */
const progressSchema = z.object({
  member: z.string().min(1).max(64),
  heir: z.string().min(1).max(64).nullable(),
  /** Whether somebody was named to take over, though not one whom WeCom knows. */
  heirNamed: z.boolean(),
  /** When it was first asked for. */
  askedAt: z.iso.datetime().optional(),
})

type WithdrawalProgress = z.output<typeof progressSchema>

export const readProgress = (progress: JsonObject): WithdrawalProgress => progressSchema.parse(progress)

/** The progress with which an item begins. */
export const firstProgress = (begin: Omit<WithdrawalProgress, 'askedAt'>): JsonObject => ({ ...begin })

export const laterThan = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000)

/** What WeCom said instead of doing it: to be tried again, or for a person to see to. */
export const outcomeOfFailure = (failure: WecomFailure, { progress, now }: WithdrawalItem): WithdrawalOutcome => {
  if (failure.kind === 'refused') {
    return { kind: 'refused', note: { sentence: failure.sentence, params: {} }, proof: `企业微信拒绝办理${failure.code === null ? '' : `（errcode ${failure.code}）`}` }
  }
  return {
    kind: 'again',
    after: laterThan(now, Math.max(60, failure.afterSeconds)),
    note: { sentence: patience, params: {} },
    progress,
  }
}

const patience: Sentence = {
  zh: '企业微信暂时没有应答或要求稍后再试，系统会自动再试。',
  en: 'WeCom gave no answer, or asked for patience; it is tried again by itself.',
}
