import { CheckCircleFilled } from '@ant-design/icons'
import { Alert, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FieldFinding } from '../../domain.ts'
import { FindingCard } from './finding-card.tsx'
import { findingKey } from './finding-key.ts'
import { SeverityCounts, countSeverities } from './severity.tsx'
import type { LiveScreening } from './use-screening.ts'

type FindingPanelProps = {
  screening: LiveScreening
  activeKey: string | null
  onJump: (finding: FieldFinding) => void
  summaryId: string
}

/** What the machine says about the text as it is typed. */
export const FindingPanel = ({ screening, activeKey, onJump, summaryId }: FindingPanelProps) => {
  const { t } = useTranslation()
  const findings = [...screening.title, ...screening.copy]
  return (
    <section aria-label={t('findings.panel')} className="panel">
      <div className="row between">
        <h2 className="section-title">{t('findings.panel')}</h2>
        {findings.length > 0 && <SeverityCounts counts={countSeverities(findings)} />}
      </div>
      <p id={summaryId} className="visually-hidden" aria-live="polite">
        {screening.state === 'ready' ? t('findings.summary', { count: findings.length }) : ''}
      </p>
      {screening.state === 'loading' && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {screening.state === 'failed' && <Alert type="warning" showIcon title={t('findings.unavailable')} description={t('findings.unavailableHint')} />}
      {screening.state === 'ready' && findings.length === 0 && (
        <p className="row">
          <CheckCircleFilled className="all-clear" aria-hidden="true" />
          {t('findings.clear')}
        </p>
      )}
      <ul className="stack tight">
        {findings.map((finding) => (
          <li key={findingKey(finding)}>
            <FindingCard finding={finding} active={findingKey(finding) === activeKey} onJump={() => onJump(finding)} />
          </li>
        ))}
      </ul>
    </section>
  )
}
