import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldFinding } from '../../domain.ts'
import { useLabel } from '../labels.ts'
import { hasPlace } from './finding-key.ts'
import { SeverityBadge } from './severity.tsx'

type FindingCardProps = {
  finding: FieldFinding
  active?: boolean
  onJump?: (() => void) | undefined
  children?: ReactNode
}

/** One finding: what stands there, by which article, why, and how to say it lawfully. */
export const FindingCard = ({ finding, active = false, onJump, children }: FindingCardProps) => {
  const { t } = useTranslation()
  const label = useLabel()
  const { severity, category, excerpt, why, law, advice, proof, field, attachment } = finding
  return (
    <article
      className={`finding is-${severity}${active ? ' is-active' : ''}`}
      aria-label={hasPlace(finding) ? excerpt : label('category', category)}
    >
      <div className="row between">
        <div className="row">
          <SeverityBadge severity={severity} />
          <span className="soft">{label('category', category)}</span>
          {field === 'title' && <span className="soft">· {t('material.title')}</span>}
          {attachment !== undefined && <span className="finding-place">· {attachment.place}</span>}
        </div>
      </div>
      {hasPlace(finding) && (
        <p className="finding-excerpt">
          {onJump === undefined ? (
            `「${excerpt}」`
          ) : (
            <button type="button" className="link-button" onClick={onJump} title={t('findings.jump')}>
              「{excerpt}」
            </button>
          )}
        </p>
      )}
      <dl>
        <dt>{t('findings.why')}</dt>
        <dd>{why}</dd>
        <dt>{t('findings.law')}</dt>
        <dd>{law}</dd>
        <dt>{t('findings.advice')}</dt>
        <dd>{advice}</dd>
        {proof !== undefined && proof !== '' && (
          <>
            <dt>{t('findings.proof')}</dt>
            <dd>{proof}</dd>
          </>
        )}
      </dl>
      {children}
    </article>
  )
}
