import { CheckCircleFilled, ClockCircleOutlined, DisconnectOutlined, ExclamationCircleFilled } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Material, Opinion, StoredFinding } from '../../domain.ts'
import { useLabel } from '../labels.ts'
import { formatMinute } from '../time.ts'
import './second-opinions.css'

/** The machine's own findings; one that stands for a second opinion is shown with that opinion. */
export const machineFindings = (findings: readonly StoredFinding[]): StoredFinding[] =>
  findings.filter(({ opinionId }) => opinionId === null)

/** Whether an answer may come any moment. */
export const awaitsOpinion = ({ opinions }: Pick<Material, 'opinions'>): boolean =>
  opinions.some(({ state }) => state === 'waiting')

/** How it stands with an opinion: by words, sign and colour. */
const Standing = ({ opinion }: { opinion: Opinion }) => {
  const { t } = useTranslation()
  const { state, decision } = opinion
  if (state === 'waiting') {
    return (
      <span className="opinion-standing is-waiting">
        <ClockCircleOutlined aria-hidden="true" /> {t('opinions.waiting')}
      </span>
    )
  }
  if (state === 'missing' || decision === null) {
    return (
      <span className="opinion-standing is-missing">
        <DisconnectOutlined aria-hidden="true" /> {t('opinions.missing')}
      </span>
    )
  }
  const icon = decision === 'pass' ? <CheckCircleFilled /> : <ExclamationCircleFilled />
  return (
    <span className={`opinion-standing is-${decision}`}>
      <span aria-hidden="true">{icon}</span> {t(`opinions.decision.${decision}`)}
    </span>
  )
}

/** Why there is none, and when it is asked for again. */
const Missing = ({ opinion: { missingReason, nextAttemptAt } }: { opinion: Opinion }) => {
  const { t } = useTranslation()
  return (
    <>
      <dt>{t('opinions.reason')}</dt>
      <dd>{t(`opinions.missingReason.${missingReason ?? 'unreadable'}`)}</dd>
      <dt>{t('opinions.next')}</dt>
      <dd>
        {nextAttemptAt === null
          ? t('opinions.noMore')
          : t('opinions.askedAgain', { time: formatMinute(nextAttemptAt) })}
        {t('opinions.goesOn')}
      </dd>
    </>
  )
}

const Given = ({ opinion }: { opinion: Opinion }) => {
  const { t } = useTranslation()
  const { labels, reasons, score, requestId } = opinion
  return (
    <>
      {labels.length > 0 && (
        <>
          <dt>{t('opinions.labels')}</dt>
          <dd>{labels.join(t('opinions.comma'))}</dd>
        </>
      )}
      {reasons.length > 0 && (
        <>
          <dt>{t('opinions.reasons')}</dt>
          <dd>
            <ul className="opinion-reasons">
              {reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {score !== null && (
        <>
          <dt>{t('opinions.score')}</dt>
          <dd>{score}</dd>
        </>
      )}
      {requestId !== null && requestId !== '' && (
        <>
          <dt>{t('opinions.requestId')}</dt>
          <dd className="opinion-request">{requestId}</dd>
        </>
      )}
    </>
  )
}

type OpinionCardProps = { opinion: Opinion; children: ReactNode }

const OpinionCard = ({ opinion, children }: OpinionCardProps) => {
  const { t } = useTranslation()
  const label = useLabel()
  const name = label('opinionProvider', opinion.provider)
  const { state, raised, answeredAt, askedAt } = opinion
  return (
    <article className={`finding opinion${raised ? ' is-warn' : ''}`} aria-label={name}>
      <div className="row between">
        <strong>{name}</strong>
        <Standing opinion={opinion} />
      </div>
      {raised && <p className="opinion-raised">{t('opinions.raised')}</p>}
      <dl>
        {state === 'given' && <Given opinion={opinion} />}
        {state === 'missing' && <Missing opinion={opinion} />}
        <dt>{t(answeredAt === null ? 'opinions.askedAt' : 'opinions.answeredAt')}</dt>
        <dd>{formatMinute(answeredAt ?? askedAt)}</dd>
      </dl>
      {children}
    </article>
  )
}

type SecondOpinionsProps = {
  material: Pick<Material, 'opinions' | 'findings'>
  /** What a person says, or may say, to an opinion that raised the decision. */
  answerTo: (finding: StoredFinding) => ReactNode
}

/** What others say about the text, apart from the machine's own findings. Absent where nobody else is asked. */
export const SecondOpinions = ({ material: { opinions, findings }, answerTo }: SecondOpinionsProps) => {
  const { t } = useTranslation()
  if (opinions.length === 0) return null
  return (
    <section className="stack tight" aria-label={t('opinions.title')}>
      <h3 className="section-title">{t('opinions.title')}</h3>
      <p className="soft">{t('opinions.intro')}</p>
      {opinions.map((opinion) => {
        const finding = findings.find(({ opinionId }) => opinionId === opinion.id)
        return (
          <OpinionCard key={opinion.id} opinion={opinion}>
            {finding === undefined ? null : answerTo(finding)}
          </OpinionCard>
        )
      })}
    </section>
  )
}
