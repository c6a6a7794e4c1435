import { defineGate } from '../../kernel/gate.ts'
import { type OpenFinding, unanswered } from './review-gate.ts'

export type SelfCheckFacts = {
  personId: string
  writerIds: readonly string[]
  submittedDigest: string
  currentDigest: string
  findings: readonly OpenFinding[]
}

type WriterFacts = Pick<SelfCheckFacts, 'personId' | 'writerIds'>

const writerRequirement: Parameters<typeof defineGate<WriterFacts>>[0][number] = {
  code: 'self-check.writer',
  otherwise: 'deny',
  sentence: {
    zh: '自查由撰写人完成，请由作者或修改过这份物料的同事提交。',
    en: 'The self-check is made by who wrote it: the author, or a colleague who edited it.',
  },
  holds: ({ personId, writerIds }) => writerIds.includes(personId),
}

/** May this person submit it and answer its findings? */
export const writerGate = defineGate([writerRequirement])

/** May the author hand this on to the department? (CNT-1, level one) */
export const selfCheckGate = defineGate<SelfCheckFacts>([
  writerRequirement,
  {
    code: 'self-check.digest',
    otherwise: 'deny',
    sentence: { zh: '内容在提交后有变动，请重新提交。', en: 'The content changed after it was submitted; submit it again.' },
    holds: ({ submittedDigest, currentDigest }) => submittedDigest === currentDigest,
  },
  {
    code: 'self-check.unanswered',
    otherwise: 'deny',
    sentence: {
      zh: '还有 {count} 处命中未处理：请修改文案，或逐条写明理由和依据。',
      en: '{count} findings are unresolved: change the copy, or answer each with a reason and evidence.',
    },
    holds: ({ findings }) => unanswered(findings) === 0,
    params: ({ findings }) => ({ count: unanswered(findings) }),
  },
])
