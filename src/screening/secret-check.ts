import { lawFor } from './industry.ts'
import type { Setting } from './judge.ts'
import { findSecrets } from './secrets.ts'
import type { CompiledRule, Finding } from './types.ts'

/** Credentials that copy would publish. The rules themselves (law, severity, advice) stand in secrets.yaml. */
type SecretCheck = (setting: Pick<Setting, 'text' | 'industries'>) => Finding[]

/** Makes the check of credentials. */
export const createSecretCheck = (rules: readonly CompiledRule[]): SecretCheck => {
  const certain = rules.find(({ id }) => id === 'privacy.secret.certain')
  const likely = rules.find(({ id }) => id === 'privacy.secret.likely')
  if (certain === undefined && likely === undefined) return () => []
  return ({ text, industries }) =>
    findSecrets(text).flatMap(({ confidence, start, end }): Finding[] => {
      const rule = confidence === 'certain' ? certain : likely
      if (rule === undefined) return []
      return [
        {
          rule: rule.id,
          category: rule.category,
          severity: rule.severity,
          start,
          end,
          excerpt: text.slice(start, end),
          law: lawFor(rule.laws, industries),
          advice: rule.advice,
          why: rule.why,
        },
      ]
    })
}
