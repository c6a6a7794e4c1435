import { defineGate } from '../../kernel/gate.ts'

export type EnforceFacts = {
  /** Whether the draft differs from what is in force. */
  changed: boolean
  /** Rules of the draft that cannot be compiled. */
  faults: number
  /** Samples of the company's own rules that do not hold. */
  failedSamples: number
  /** Of the last dry-run of exactly this draft, when it ended; null when there is none. */
  dryRunEndedAt: Date | null
  now: Date
  personId: string
  lastEditorId: string
  editorIds: readonly string[]
  /** The active people who may put rules in force. */
  holderIds: readonly string[]
  reason: string
}

/** A dry-run older than this says nothing about what is submitted now. */
export const dryRunHours = 72

const hour = 3_600_000

/** Whether nobody else could put it in force. */
export const isAlone = ({ personId, holderIds }: Pick<EnforceFacts, 'personId' | 'holderIds'>): boolean =>
  !holderIds.some((id) => id !== personId)

/** Somebody who may put it in force and wrote nothing of it. */
const hasFreshEyes = ({ editorIds, holderIds }: EnforceFacts): boolean =>
  holderIds.some((id) => !editorIds.includes(id))

/**
 * May this person put the draft in force? Who wrote it does not do so alone while a colleague can: where somebody who
 * wrote nothing of it holds the right, it takes them; where everybody wrote, at least not the last editor.
 */
export const enforceGate = defineGate<EnforceFacts>([
  {
    code: 'rules.nothing-changed',
    otherwise: 'deny',
    sentence: {
      zh: '草稿与现行规则相同，没有可以生效的内容。',
      en: 'The draft equals the rules in force; there is nothing to put in force.',
    },
    holds: ({ changed }) => changed,
  },
  {
    code: 'rules.faulty',
    otherwise: 'deny',
    sentence: {
      zh: '有 {faults} 条自有规则无法编译，请先改正或删去。',
      en: '{faults} rules of your own cannot be compiled; correct or remove them first.',
    },
    holds: ({ faults }) => faults === 0,
    params: ({ faults }) => ({ faults }),
  },
  {
    code: 'rules.samples',
    otherwise: 'deny',
    sentence: {
      zh: '自有规则有 {count} 个例句不符合预期，请先改规则或改例句。',
      en: '{count} samples of your own rules do not hold; change the rule or the sample first.',
    },
    holds: ({ failedSamples }) => failedSamples === 0,
    params: ({ failedSamples }) => ({ count: failedSamples }),
  },
  {
    code: 'rules.dry-run-missing',
    otherwise: 'deny',
    sentence: {
      zh: '请先对当前草稿完成一次试运行；草稿改动后，须重新试运行。',
      en: 'Dry-run the draft as it stands first; after every edit it has to be run again.',
    },
    holds: ({ dryRunEndedAt }) => dryRunEndedAt !== null,
  },
  {
    code: 'rules.dry-run-old',
    otherwise: 'deny',
    sentence: {
      zh: '试运行完成已超过 {hours} 小时，请重新试运行。',
      en: 'The dry-run ended more than {hours} hours ago; run it again.',
    },
    holds: ({ dryRunEndedAt, now }) =>
      dryRunEndedAt === null || now.getTime() - dryRunEndedAt.getTime() <= dryRunHours * hour,
    params: () => ({ hours: dryRunHours }),
  },
  {
    code: 'rules.own-draft',
    otherwise: 'deny',
    sentence: {
      zh: '您编辑过这份草稿，须由另一位有权限的同事核对并使其生效。',
      en: 'You edited this draft; a colleague who holds the right has to look at it and put it in force.',
    },
    holds: (facts) => {
      const { personId, lastEditorId, editorIds } = facts
      if (isAlone(facts)) return true
      return hasFreshEyes(facts) ? !editorIds.includes(personId) : personId !== lastEditorId
    },
  },
  {
    code: 'rules.reason',
    otherwise: 'deny',
    sentence: { zh: '请写明生效的理由。', en: 'Say why it comes into force.' },
    holds: ({ reason }) => reason.trim() !== '',
  },
])
