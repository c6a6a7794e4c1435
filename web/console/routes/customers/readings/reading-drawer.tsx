import { Alert, Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../api.ts'
import { useRead } from '../../../query.ts'
import { useMay } from '../../../session.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { RemainingTime } from '../../../ui/remaining-time.tsx'
import { formatMinute } from '../../../ui/time.ts'
import '../customers.css'
import { DaysChart } from './days-chart.tsx'
import { DecideDialog, type Deciding } from './decide-dialog.tsx'
import { GradeTag } from './grade-tag.tsx'

type Reading = Output<'vault.view-reading'>

const Effect = ({ reading: { kind, grade, decision, agreedUntil } }: { reading: Reading }) => {
  const { t } = useTranslation()
  if (agreedUntil !== null) return <Alert type="warning" showIcon title={t('reading.effects.agreed', { until: formatMinute(agreedUntil) })} />
  if (decision === 'harmless') return null
  if (decision !== null) return <Alert type="error" showIcon title={t('reading.effects.blocked')} />
  if (kind === 'decoy') return <Alert type="warning" showIcon title={t('reading.effects.decoy')} />
  return <Alert type={grade === 'raised' ? 'info' : grade === 'throttled' ? 'warning' : 'error'} showIcon title={t(`reading.effects.${grade}`)} />
}

const Actions = ({ reading: { id, decision, stopped, agreedUntil } }: { reading: Reading }) => {
  const { t } = useTranslation()
  const may = useMay()
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  if (decision === 'harmless' || !may('vault.decide-readings')) return null
  return (
    <div className="row">
      {stopped && agreedUntil === null && (
        <Button type="primary" onClick={() => setDeciding('agree')}>
          {t('reading.agree')}
        </Button>
      )}
      <Button onClick={() => setDeciding('harmless')}>{t('reading.harmless')}</Button>
      {decision === null && (
        <Button danger onClick={() => setDeciding('block')}>
          {t('reading.block')}
        </Button>
      )}
      {decision !== 'case' && (
        <Button danger onClick={() => setDeciding('case')}>
          {t('reading.case')}
        </Button>
      )}
      {deciding !== null && <DecideDialog id={id} deciding={deciding} onClose={() => setDeciding(null)} />}
    </div>
  )
}

/** One unusual reading: what happened to the reader, why, what is usual, and what was said of it. */
export const ReadingDrawer = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation()
  const query = useRead('vault.view-reading', { id })
  return (
    <Drawer open onClose={onClose} size={720} title={query.data === undefined ? t('nav.readings') : t('reading.title', { name: query.data.person.name })}>
      <Loaded query={query}>
        {(reading) => (
          <div className="stack">
            <GradeTag {...reading} />
            <Effect reading={reading} />
            <Actions reading={reading} />
            <Facts
              items={[
                { label: t('reading.department'), value: reading.department.name },
                { label: t('reading.raisedAt'), value: formatMinute(reading.raisedAt) },
                ...(reading.decision === null ? [{ label: t('reading.due'), value: <RemainingTime dueAt={reading.dueAt} /> }] : []),
              ]}
            />
            <h3>{t('reading.reasons')}</h3>
            <ul className="reading-reasons">
              {reading.reasons.map(({ code, text }) => (
                <li key={code}>{text}</li>
              ))}
            </ul>
            {reading.kind === 'unusual' && (
              <>
                <h3>{t('reading.usual')}</h3>
                <DaysChart days={reading.days} />
              </>
            )}
            <h3>{t('reading.history')}</h3>
            {reading.verdicts.length === 0 && <p className="soft">{t('reading.noHistory')}</p>}
            <ul className="customer-rows">
              {reading.verdicts.map(({ kind, by, reason, at, until }) => (
                <li key={`${at} ${kind}`} className="stack tight">
                  <span className="row between">
                    <strong>
                      {by.name} · {t(`reading.verdicts.${kind}`, { until: until === null ? '' : formatMinute(until) })}
                    </strong>
                    <time className="soft number" dateTime={at}>
                      {formatMinute(at)}
                    </time>
                  </span>
                  <span>{reason}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}
