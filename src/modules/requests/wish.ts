import { z } from 'zod'
import type { PersonalData } from '../../kernel/personal-data.ts'
import { correctionsMissing } from './problems.ts'
import type { RequestKind } from './vocabulary.ts'

export const reachInput = z.enum(['marketing', 'all'])

/** One value that is to be otherwise: whose, which, and how. */
export const correctionInput = z.strictObject({
  holder: z.string().min(1).max(60),
  key: z.string().min(1).max(60),
  value: z.string().trim().min(1).max(500),
})

export type CorrectionInput = z.output<typeof correctionInput>

/** What a withdrawal or objection is about; without a word, marketing alone. */
export const reachFor = (kind: RequestKind, reach: 'marketing' | 'all' | null): 'marketing' | 'all' | null =>
  kind === 'withdraw' || kind === 'object' ? (reach ?? 'marketing') : null

/** The corrections by holder, of holders that correct something. */
export const correctionsOf = (holders: readonly PersonalData[], corrections: readonly CorrectionInput[]) =>
  [...Map.groupBy(corrections, ({ holder }) => holder)].map(([name, wanted]) => {
    const correct = holders.find((holder) => holder.name === name)?.correct
    if (correct === undefined || 'never' in correct || wanted.some(({ key }) => !correct.keys.some((one) => one.key === key))) {
      throw correctionsMissing()
    }
    return { name, correct, wanted: wanted.map(({ key, value }) => ({ key, value })) }
  })

/**
 * Whether values fit their kinds, before anybody works on them.
 * @throws Problem `request.corrections-missing` for what nobody holds; those of the holders, which quote no value
 */
export const checkCorrections = (holders: readonly PersonalData[], corrections: readonly CorrectionInput[]): void => {
  for (const { correct, wanted } of correctionsOf(holders, corrections)) correct.check(wanted)
}

/** What can be corrected at all, for a form. */
export const correctableIn = (holders: readonly PersonalData[]) =>
  holders.flatMap(({ name, correct }) =>
    'never' in correct ? [] : correct.keys.map(({ key, title }) => ({ holder: name, key, title })),
  )
