import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportDetail } from '../../../domain.ts'
import { useChange } from '../../../query.ts'
import { useMay } from '../../../session.ts'
import { saveFile } from '../../../ui/download.ts'
import { Facts } from '../../../ui/facts.tsx'
import { ProblemAlert } from '../../../ui/problem-view.tsx'
import { ChooseColumns } from './choose-columns.tsx'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const Faults = ({ one }: { one: ImportDetail }) => {
  const { t } = useTranslation()
  const may = useMay()
  const take = useChange('vault.export-import-faults', { refresh: false })
  if (one.faultKinds.length === 0) return null
  return (
    <section className="stack tight" aria-label={t('imports.faults')}>
      <h3>{t('imports.faults')}</h3>
      <ul className="import-faults">
        {one.faultKinds.map(({ wrong, todo, count, firstRow }) => (
          <li key={wrong}>
            <p>
              <strong>{wrong}</strong> <span className="soft number">{t('imports.faultCount', { count, row: firstRow })}</span>
            </p>
            <p className="soft">{todo}</p>
          </li>
        ))}
      </ul>
      {may('vault.import') && (
        <div>
          <Button
            loading={take.isPending}
            onClick={() => take.mutate({ id: one.id }, { onSuccess: ({ fileName, base64 }) => saveFile(fileName, base64, xlsx) })}
          >
            {t('imports.faultSheet')}
          </Button>
        </div>
      )}
      {take.error !== null && <ProblemAlert error={take.error} />}
    </section>
  )
}

/** What a check found, to be confirmed; afterwards what was written. */
export const CheckResult = ({ one }: { one: ImportDetail }) => {
  const { t } = useTranslation()
  const may = useMay()
  const confirm = useChange('vault.confirm-import')
  const [again, setAgain] = useState(false)
  const { counts } = one
  const figure = (value: number) => <span className="number">{value.toLocaleString('zh-CN')}</span>
  const waiting = one.state === 'checked'
  if (again && waiting) return <ChooseColumns one={one} onChecking={() => setAgain(false)} />
  return (
    <div className="stack">
      {one.state === 'done' && <Alert type="success" showIcon title={t('imports.finished')} />}
      {one.state === 'cancelled' && <Alert type="warning" showIcon title={t('imports.stopped')} />}
      {waiting && counts.ready === 0 && <Alert type="error" showIcon title={t('imports.nothingReady')} />}
      <Facts
        items={[
          { label: t('imports.counts.read'), value: figure(counts.read) },
          ...(waiting
            ? [
                { label: t('imports.counts.ready'), value: figure(counts.ready) },
                { label: t('imports.counts.faulty'), value: figure(counts.faulty) },
                { label: t('imports.counts.twiceInFile'), value: figure(counts.twiceInFile) },
                { label: t('imports.counts.knownAlready'), value: figure(counts.knownAlready) },
              ]
            : [
                { label: t('imports.counts.added'), value: figure(counts.added) },
                { label: t('imports.counts.merged'), value: figure(counts.merged) },
                { label: t('imports.counts.skipped'), value: figure(counts.skipped) },
                { label: t('imports.counts.left'), value: figure(counts.faulty + counts.refused) },
              ]),
        ]}
      />
      {counts.untold > 0 && <Alert type="info" showIcon title={t('imports.untold', { count: counts.untold })} />}
      <Faults one={one} />
      {confirm.error !== null && <ProblemAlert error={confirm.error} />}
      {waiting && may('vault.import') && (
        <div className="row">
          <Button type="primary" disabled={counts.ready === 0} loading={confirm.isPending} onClick={() => confirm.mutate({ id: one.id, ready: counts.ready })}>
            {t('imports.confirm', { count: counts.ready })}
          </Button>
          {one.via === 'file' && <Button onClick={() => setAgain(true)}>{t('imports.chooseAgain')}</Button>}
        </div>
      )}
    </div>
  )
}
