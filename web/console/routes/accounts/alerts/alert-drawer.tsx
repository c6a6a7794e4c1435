import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../domain.ts'
import { useRead } from '../../../query.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { RemainingTime } from '../../../ui/remaining-time.tsx'
import { Tag } from '../../../ui/tags.tsx'
import { formatMinute } from '../../../ui/time.ts'
import { AlertActions } from './alert-actions.tsx'
import { AlertEvidence } from './alert-evidence.tsx'
import { AlertSteps } from './alert-steps.tsx'
import '../accounts.css'
import './alerts.css'

const toward = (points: number): 'stolen' | 'genuine' | 'none' => (points > 0 ? 'stolen' : points < 0 ? 'genuine' : 'none')
const tones = { stolen: 'bad', genuine: 'good', none: 'plain' } as const

const Reasons = ({ alert }: { alert: Alert }) => {
  const { t } = useTranslation()
  const { reasons, score, thresholds } = alert
  if (score === null && reasons.length === 0) return null
  return (
    <section className="stack tight">
      <h3>{t('alert.reasons')}</h3>
      {reasons.length === 0 && <p className="soft">{t('alert.reasonsNone')}</p>}
      <ul className="alert-reasons">
        {reasons.map(({ code, text, points }, index) => (
          <li key={`${code}-${index}`}>
            <Tag tone={tones[toward(points)]}>{`${t(`alert.toward.${toward(points)}`)}${points === 0 ? '' : ` ${points > 0 ? '+' : '−'}${Math.abs(points)}`}`}</Tag>
            <span>{text}</span>
          </li>
        ))}
      </ul>
      {score !== null && <p className="soft">{t('alert.score', { score, ...thresholds })}</p>}
    </section>
  )
}

const VerdictCard = ({ alert }: { alert: Alert }) => {
  const { t } = useTranslation()
  const { verdict, decision, claim, dueAt, reach, needsSecond } = alert
  const tone = decision?.value ?? verdict ?? 'hidden'
  const where = alert.ip === null ? alert.placeWords : alert.place === null ? alert.ip : `${alert.ip}（${alert.place}）`
  const brief = [t(`alert.actions.${alert.action}`), alert.at === null ? null : formatMinute(alert.at), where, alert.device]
    .filter((part) => part !== null)
    .join(' · ')
  const hint = verdict === null ? t(reach === 'seat' ? 'alert.seatHint' : 'alert.verdictHiddenHint') : t(`alert.verdictHint.${verdict}`)
  return (
    <section className={`alert-verdict is-${tone}`} aria-label={t('alert.conclusion')}>
      <div className="row between">
        <strong className="alert-word">
          {decision === null ? (verdict === null ? t('alert.verdictHidden') : t(`alert.verdict.${verdict}`)) : t(`alert.decision.${decision.value}`)}
        </strong>
        {decision === null && <RemainingTime dueAt={dueAt} />}
      </div>
      <p className="number">{brief}</p>
      {decision === null ? (
        <p>{hint}</p>
      ) : (
        verdict !== null && (
          <p className="row">
            {t('alert.machine', { verdict: t(`alert.verdict.${verdict}`) })}
            {decision.overruled && <Tag tone="warn">{t('alert.overruled')}</Tag>}
          </p>
        )
      )}
      {claim !== null && <p>{t('alert.claimedBy', { name: claim.by.name, at: formatMinute(claim.at), statement: claim.statement })}</p>}
      {decision !== null && (
        <p>
          {t('alert.decidedBy', { name: decision.by.name, at: formatMinute(decision.at) })}
          {decision.reason !== null && t('alert.because', { reason: decision.reason })}
        </p>
      )}
      {decision === null && needsSecond && verdict !== null && alert.genuineNeeds === null && <p className="soft">{t('alert.needsSecond')}</p>}
      {alert.case !== null && (
        <p>
          {alert.case.closedAt === null
            ? t('alert.caseOpen', { at: formatMinute(alert.case.openedAt) })
            : t('alert.caseClosed', { at: formatMinute(alert.case.closedAt), outcome: alert.case.outcome ?? '' })}
        </p>
      )}
      <AlertActions alert={alert} />
    </section>
  )
}

const What = ({ alert }: { alert: Alert }) => {
  const { t } = useTranslation()
  const given = (text: string | null): string => text ?? t('alert.unknown')
  return (
    <section className="stack tight">
      <h3>{t('alert.facts')}</h3>
      <Facts
        items={[
          { label: t('alert.action'), value: t(`alert.actions.${alert.action}`) },
          { label: t('alert.at'), value: alert.at === null ? t('alert.unknown') : formatMinute(alert.at) },
          ...(alert.reach === 'seat'
            ? []
            : [
                { label: t('alert.ip'), value: alert.place === null || alert.ip === null ? given(alert.ip) : `${alert.ip}（${alert.place}）` },
                { label: t('alert.place'), value: given(alert.placeWords) },
                ...(alert.network === null ? [] : [{ label: t('alert.network'), value: alert.network }]),
              ]),
          { label: t('alert.device'), value: given(alert.device) },
          { label: t('alert.app'), value: given(alert.app) },
          ...(alert.subject === null ? [] : [{ label: t('alert.subject'), value: alert.subject.name }]),
          {
            label: t('alert.reportedAt'),
            value: `${formatMinute(alert.reportedAt)}${alert.reportedBy === null && alert.source === 'pasted' ? '' : ` · ${t(`alert.source.${alert.source}`, { name: alert.reportedBy?.name ?? '' })}`}`,
          },
        ]}
      />
      {alert.text !== null && (
        <details className="alert-original">
          <summary>{t('alert.original')}</summary>
          <p className="prose">{alert.text}</p>
        </details>
      )}
    </section>
  )
}

/** One alert: what it says, what the machine thinks of it and why, what is to be done. */
export const AlertDrawer = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation()
  const query = useRead('accounts.view-alert', { id })
  const inner = query.data?.reach === 'everything' || query.data?.reach === 'account'
  return (
    <Drawer
      open
      onClose={onClose}
      size={720}
      title={query.data === undefined ? t('alert.title') : `${query.data.account.name} · ${t(`platform.${query.data.account.platform}`)}`}
    >
      <Loaded query={query}>
        {(alert) => (
          <div className="stack">
            <VerdictCard alert={alert} />
            <Reasons alert={alert} />
            {inner && <AlertSteps alert={alert} />}
            <What alert={alert} />
            {alert.reach !== 'seat' && <AlertEvidence alert={alert} />}
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}
