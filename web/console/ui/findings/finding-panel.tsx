import { CheckCircleFilled } from '@ant-design/icons'
import { Alert, Skeleton } from 'antd'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldFinding } from '../../domain.ts'
import { FindingCard } from './finding-card.tsx'
import { findingKey, hasPlace } from './finding-key.ts'
import { SeverityCounts, countSeverities } from './severity.tsx'
import type { LiveScreening } from './use-screening.ts'

type FindingPanelProps = {
  screening: LiveScreening
  activeKey: string | null
  onJump: (finding: FieldFinding) => void
  summaryId: string
}

type RowProps = { finding: FieldFinding; active: boolean; onJump: (finding: FieldFinding) => void }

/** Drawn again only when its finding or its place changed: a long text has many, and every key stroke asks. */
const Row = memo(
  ({ finding, active, onJump }: RowProps) => (
    <FindingCard finding={finding} active={active} onJump={() => onJump(finding)} />
  ),
  (before, after) =>
    before.active === after.active &&
    before.onJump === after.onJump &&
    findingKey(before.finding) === findingKey(after.finding) &&
    before.finding.severity === after.finding.severity &&
    before.finding.law === after.finding.law,
)

/** What the machine says about the text as it is typed. */
export const FindingPanel = ({ screening, activeKey, onJump, summaryId }: FindingPanelProps) => {
  const { t } = useTranslation()
  const all = [...screening.title, ...screening.copy]
  const findings = [...all.filter(hasPlace), ...all.filter((finding) => !hasPlace(finding))]
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
      {screening.state === 'failed' && (
        <Alert type="warning" showIcon title={t('findings.unavailable')} description={t('findings.unavailableHint')} />
      )}
      {screening.state === 'ready' && findings.length === 0 && (
        <p className="row">
          {screening.blank ? (
            <span className="soft">{t('findings.waiting')}</span>
          ) : (
            <>
              <CheckCircleFilled className="all-clear" aria-hidden="true" />
              {t('findings.clear')}
            </>
          )}
        </p>
      )}
      <ul className="stack tight">
        {findings.map((finding) => (
          <li key={findingKey(finding)}>
            <Row finding={finding} active={findingKey(finding) === activeKey} onJump={onJump} />
          </li>
        ))}
      </ul>
    </section>
  )
}
