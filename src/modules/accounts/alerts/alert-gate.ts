import { defineGate } from '../../../kernel/gate.ts'
import type { AlertDecision } from './tables.ts'
import type { TriageVerdict } from './triage/triage-alert.ts'

/** Whether the word of one person is too little: a core account, or a machine that thinks of a thief. */
export const needsSecond = ({ core, verdict }: { core: boolean; verdict: TriageVerdict }): boolean =>
  core || verdict === 'likely-stolen'

/** What the machine's verdict is called among decisions; `unclear` is none of them. */
const machineDecision: Readonly<Record<TriageVerdict, AlertDecision | null>> = {
  'likely-genuine': 'genuine', unclear: null, 'likely-stolen': 'stolen',
}

/** Whether a person decides otherwise than the machine thought. */
export const overrules = (decision: AlertDecision, verdict: TriageVerdict): boolean =>
  machineDecision[verdict] !== null && machineDecision[verdict] !== decision

export type DecisionFacts = {
  decision: AlertDecision
  core: boolean
  verdict: TriageVerdict
  deciderId: string
  administrator: boolean
  /** Whoever said that it was them. */
  claimedBy: string | null
  hasReason: boolean
}

/** Whether somebody may decide an alert so. */
export const decisionGate = defineGate<DecisionFacts>([
  {
    code: 'alert.statement-first',
    otherwise: 'deny',
    sentence: {
      zh: '核心账号的告警，或很可能被盗的告警，须先由操作者本人说明“是我”，再由另一人确认；没有人认领的，不能判为本人',
      en: 'For a core account, or where theft is likely, somebody must first say that it was them, and another person confirm it',
    },
    holds: ({ decision, claimedBy, ...facts }) => decision !== 'genuine' || !needsSecond(facts) || claimedBy !== null,
  },
  {
    code: 'alert.second-person',
    otherwise: 'deny',
    sentence: {
      zh: '说明“是我”的人不能由自己确认，请备岗人、责任人或安全管理员中的另一人确认',
      en: 'Whoever said that it was them does not confirm it; ask the owner, the stand-in or a security administrator',
    },
    holds: ({ decision, claimedBy, deciderId, ...facts }) => decision !== 'genuine' || !needsSecond(facts) || claimedBy !== deciderId,
  },
  {
    code: 'alert.forged-by-administrator',
    otherwise: 'deny',
    sentence: {
      zh: '核心账号的告警，或很可能被盗的告警，只能由安全管理员判为假冒通知',
      en: 'For a core account, or where theft is likely, only a security administrator calls the notice forged',
    },
    holds: ({ decision, administrator, ...facts }) => decision !== 'forged' || !needsSecond(facts) || administrator,
  },
  {
    code: 'alert.reason-needed',
    otherwise: 'deny',
    sentence: {
      zh: '结论与系统判断不同，或判为假冒通知的，须写明理由',
      en: 'Give a reason where you decide otherwise than the machine, or call the notice forged',
    },
    holds: ({ decision, verdict, hasReason }) => hasReason || (decision !== 'forged' && !overrules(decision, verdict)),
  },
])
