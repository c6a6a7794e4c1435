import { Alert, Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DecoyDetail } from '../../../domain.ts'
import { useRead } from '../../../query.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { formatMinute } from '../../../ui/time.ts'
import '../customers.css'
import { ReportUse } from './report-use.tsx'

const Rows = ({ rows, none }: { rows: readonly { key: string; text: string; at: string; note?: string | null }[]; none: string }) =>
  rows.length === 0 ? (
    <p className="soft">{none}</p>
  ) : (
    <ul className="customer-rows">
      {rows.map(({ key, text, at, note }) => (
        <li key={key} className="stack tight">
          <span className="row between">
            <span>{text}</span>
            <time className="soft number" dateTime={at}>
              {formatMinute(at)}
            </time>
          </span>
          {note != null && <span className="soft">{note}</span>}
        </li>
      ))}
    </ul>
  )

const Detail = ({ decoy }: { decoy: DecoyDetail }) => {
  const { t } = useTranslation()
  const [reporting, setReporting] = useState(false)
  return (
    <div className="stack">
      {decoy.uses.length > 0 && <Alert type="error" showIcon title={t('decoys.leaked')} />}
      {decoy.plantedAt !== null && (
        <div className="row">
          <Button onClick={() => setReporting(true)}>{t('decoys.reportUse')}</Button>
        </div>
      )}
      <Facts
        items={[
          { label: t('decoys.department'), value: decoy.department.name },
          ...decoy.contacts.map(({ kind, value }) => ({ label: t(`customer.kinds.${kind}`), value })),
          { label: t('decoys.appearsAs'), value: decoy.appearsAs ?? '—' },
          { label: t('decoys.plantedAt'), value: decoy.plantedAt === null ? t('decoys.states.waiting') : formatMinute(decoy.plantedAt) },
          { label: t('decoys.madeBy'), value: `${decoy.madeBy.name} ${formatMinute(decoy.madeAt)}` },
        ]}
      />
      <h3>{t('decoys.usesTitle')}</h3>
      <Rows
        none={t('decoys.noUses')}
        rows={decoy.uses.map(({ channel, at, note, reportedBy }) => ({
          key: `${at} ${channel}`,
          text: `${t(`decoys.channels.${channel}`)} · ${reportedBy?.name ?? t('decoys.bySystem')}`,
          at,
          note,
        }))}
      />
      <h3>{t('decoys.readingsTitle')}</h3>
      <Rows
        none={t('decoys.noReadings')}
        rows={decoy.readings.map(({ person, at, how }, index) => ({ key: `${index} ${at}`, text: `${person.name} · ${t(`decoys.hows.${how}`)}`, at }))}
      />
      <h3>{t('decoys.exportsTitle')}</h3>
      <Rows none={t('decoys.noExports')} rows={decoy.exports.map(({ id, at, person }) => ({ key: id, text: person.name, at }))} />
      {reporting && <ReportUse id={decoy.id} onClose={() => setReporting(false)} />}
    </div>
  )
}

/** One decoy: its contacts, when they were used, and through whose hands it went. */
export const DecoyDrawer = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation()
  const query = useRead('vault.view-decoy', { id }, { staleSeconds: 60 })
  return (
    <Drawer open onClose={onClose} size={640} title={query.data?.label ?? t('decoys.title')}>
      <Loaded query={query}>{(decoy) => <Detail decoy={decoy} />}</Loaded>
    </Drawer>
  )
}
