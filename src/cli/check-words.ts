import type { Decision, Severity } from '../screening/index.ts'

/** What verdicts are called in front of people. */
export const severityName: Record<Severity, string> = { block: '不得发布', warn: '需人工判断', note: '留存证明' }

export const decisionName: Record<Decision, string> = { allow: '未发现问题', review: '需人工审核', deny: '不得发布' }
