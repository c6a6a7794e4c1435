import { z } from 'zod'
import type { Decision } from '../../kernel/decision.ts'
import { type Locale, say } from '../../kernel/sentence.ts'

/** A decision as it is answered: reasons with code, sentence, and the rule or law behind each. */
export const saidDecision = {
  verdict: z.enum(['allow', 'deny']),
  reasons: z.array(z.object({ code: z.string(), text: z.string(), law: z.string().nullable() })),
}

export const sayDecision = ({ verdict, reasons }: Decision, locale: Locale) => ({
  verdict: verdict === 'allow' ? ('allow' as const) : ('deny' as const),
  reasons: reasons.map(({ code, sentence, params, law }) => ({ code, text: say(sentence, locale, params), law: law ?? null })),
})
