import { useTranslation } from 'react-i18next'
import type { ReadingAlert } from '../../../domain.ts'
import { Tag } from '../../../ui/tags.tsx'

const tones = { raised: 'accent', throttled: 'warn', blocked: 'bad' } as const
const decisionTones = { harmless: 'good', block: 'bad', case: 'bad' } as const

/** How grave it is, and what became of it. About a decoy nothing happens to the reader, so only the gravity is named. */
export const GradeTag = ({ kind, grade, decision }: Pick<ReadingAlert, 'kind' | 'grade' | 'decision'>) => {
  const { t } = useTranslation()
  return (
    <span className="row">
      {kind === 'decoy' && <Tag tone="accent">{t('reading.decoy')}</Tag>}
      <Tag tone={tones[grade]}>{t(kind === 'decoy' ? `reading.severities.${grade}` : `reading.grades.${grade}`)}</Tag>
      {decision !== null && <Tag tone={decisionTones[decision]}>{t(`reading.decisions.${decision}`)}</Tag>}
    </span>
  )
}
