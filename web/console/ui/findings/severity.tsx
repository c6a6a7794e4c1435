import { CloseCircleFilled, ExclamationCircleFilled, InfoCircleFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Severity } from '../../domain.ts'
import { severities } from '../../domain.ts'
import './findings.css'

const icons = { block: <CloseCircleFilled />, warn: <ExclamationCircleFilled />, note: <InfoCircleFilled /> }

/** How grave a finding is: by words, sign and colour. */
export const SeverityBadge = ({ severity }: { severity: Severity }) => {
  const { t } = useTranslation()
  return (
    <span className={`severity severity-${severity}`}>
      <span aria-hidden="true">{icons[severity]}</span>
      {t(`severity.${severity}`)}
    </span>
  )
}

/** How many findings of which gravity. */
export const SeverityCounts = ({ counts, checked = true }: { counts: Record<Severity, number>; checked?: boolean }) => {
  const { t } = useTranslation()
  if (!checked) return <span className="soft">{t('findings.unchecked')}</span>
  const present = severities.filter((severity) => counts[severity] > 0)
  if (present.length === 0) return <span className="soft">{t('findings.none')}</span>
  return (
    <span className="row">
      {present.map((severity) => (
        <span key={severity} className={`severity severity-${severity}`}>
          <span aria-hidden="true">{icons[severity]}</span>
          {t('severity.count', { name: t(`severity.${severity}`), count: counts[severity] })}
        </span>
      ))}
    </span>
  )
}

export const countSeverities = (findings: readonly { severity: Severity }[]): Record<Severity, number> => ({
  block: findings.filter(({ severity }) => severity === 'block').length,
  warn: findings.filter(({ severity }) => severity === 'warn').length,
  note: findings.filter(({ severity }) => severity === 'note').length,
})
