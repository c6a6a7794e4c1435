import { useTranslation } from 'react-i18next'
import type { ControlView } from '../../domain.ts'
import { GoLink } from '../../ui/go-link.tsx'
import { Meter } from '../../ui/meter.tsx'
import { ControlStateTag } from '../../ui/tags.tsx'

const tones = { holds: 'good', partly: 'warn', fails: 'bad', inconclusive: 'plain' } as const

/** What a control was judged by; each piece can be opened where it lies. */
export const EvidenceList = ({ evidence }: { evidence: ControlView['evidence'] }) => {
  const { t } = useTranslation()
  if (evidence.length === 0) return <p className="soft">{t('score.noEvidence')}</p>
  return (
    <ul>
      {evidence.map(({ text, link }, position) => (
        <li key={`${position}${text}`}>{link === null ? text : <GoLink to={link}>{text}</GoLink>}</li>
      ))}
    </ul>
  )
}

export const ControlMeter = ({ control }: { control: ControlView }) => {
  const { t } = useTranslation()
  const { state, share } = control
  return (
    <Meter
      label={t('score.share')}
      value={state === 'inconclusive' ? null : share}
      max={1}
      text={state === 'inconclusive' ? '—' : `${Math.round(share * 100)}%`}
      tone={tones[state]}
    />
  )
}

/** One control: how it stands, what it costs, and what shows it. */
export const ControlRow = ({ control }: { control: ControlView }) => {
  const { t } = useTranslation()
  const { id, title, purpose, state, lost, evidence } = control
  return (
    <li className="control">
      <div className="control-head">
        <GoLink className="card-title" to={`/score/${id}`}>
          {title}
        </GoLink>
        <ControlStateTag state={state} />
        {lost > 0 && <span className="number">{t('score.lost', { points: lost.toFixed(1) })}</span>}
      </div>
      <p className="soft">{purpose}</p>
      <ControlMeter control={control} />
      {evidence.length > 0 && (
        <details className="evidence">
          <summary>{t('score.evidence', { count: evidence.length })}</summary>
          <EvidenceList evidence={evidence} />
        </details>
      )}
    </li>
  )
}
