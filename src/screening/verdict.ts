import type { Decision, Finding } from './types.ts'

/** Any `block` denies; any `warn` asks for a person; notes alone let the text through. */
export const decide = (findings: readonly Pick<Finding, 'severity'>[]): Decision => {
  if (findings.some(({ severity }) => severity === 'block')) return 'deny'
  return findings.some(({ severity }) => severity === 'warn') ? 'review' : 'allow'
}
