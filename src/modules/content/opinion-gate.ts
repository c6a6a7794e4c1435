import { defineGate } from '../../kernel/gate.ts'
import type { Decision } from '../../screening/types.ts'
import type { Opinion } from './second-opinion.ts'

export type OpinionFacts = {
  /** What the machine decided by its own rules. */
  machine: Decision
  /** Every opinion asked for; null where there is none yet, or none to be had. */
  opinions: readonly (Opinion['decision'] | null)[]
}

const isDoubt = (opinion: Opinion['decision'] | null): boolean => opinion === 'review' || opinion === 'block'

/**
 * What machine and second opinions come to together. An opinion can raise `allow` to `review` and nothing else: it
 * never lowers what the machine decided, stops nothing by itself, and where it is missing the review goes on without.
 */
export const opinionGate = defineGate<OpinionFacts>([
  {
    code: 'opinion.machine-denied',
    otherwise: 'deny',
    sentence: { zh: '机器检查认为不得发布。', en: 'The machine says that this must not go out.' },
    holds: ({ machine }) => machine !== 'deny',
  },
  {
    code: 'opinion.machine-unsure',
    otherwise: 'review',
    sentence: { zh: '机器检查认为需要人判断。', en: 'The machine asks for a person.' },
    holds: ({ machine }) => machine !== 'review',
  },
  {
    code: 'opinion.doubted',
    otherwise: 'review',
    sentence: {
      zh: '有 {count} 份第二意见提出疑问，需要人判断。',
      en: '{count} second opinions doubt it; a person has to judge.',
    },
    holds: ({ opinions }) => !opinions.some(isDoubt),
    params: ({ opinions }) => ({ count: opinions.filter(isDoubt).length }),
  },
])

/** Whether this opinion makes a person necessary where the machine alone would have let it pass. */
export const raises = (machine: Decision, opinion: Opinion['decision']): boolean =>
  opinionGate({ machine, opinions: [opinion] }).verdict !== opinionGate({ machine, opinions: [] }).verdict
