import { App, Button, Pagination } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { versionText } from '../../ui/rules-version.ts'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { DifferencesDialog } from './differences-dialog.tsx'
import { ExportMenu } from './export-menu.tsx'

type Version = Output<'rules.list-versions'>['items'][number]
const pageSize = 10

type VersionRowProps = { version: Version; current: boolean; onCompare: () => void; onRollBack: () => void }

const VersionRow = ({ version, current, onCompare, onRollBack }: VersionRowProps) => {
  const { t } = useTranslation()
  const may = useMay()
  const { number, label, enforcedBy, enforcedAt, counts, reason, editors, alone } = version
  return (
    <li className="stack tight">
      <div className="row between">
        <div className="row">
          <strong className="number">{versionText(label)}</strong>
          {current && <Tag tone="good">{t('versions.inForce')}</Tag>}
          {alone && <Tag tone="warn">{t('versions.alone')}</Tag>}
        </div>
        <div className="row">
          <Button onClick={onCompare}>{t('versions.differences')}</Button>
          {may('rules.edit') && <ExportMenu number={number} />}
          {may('rules.edit') && !current && <Button onClick={onRollBack}>{t('versions.rollBack')}</Button>}
        </div>
      </div>
      <p>
        <span className="soft">{t('versions.reason')}：</span>
        {reason}
      </p>
      <p className="soft">
        {t('versions.by', { name: enforcedBy.name, at: formatMinute(enforcedAt) })} ·{' '}
        {t('versions.editors', { names: editors.map(({ name }) => name).join('、') })}
      </p>
      <p className="soft">{t('draft.counts', counts)}</p>
    </li>
  )
}

/** Which rules held when, who put them in force and why; and the way back. */
export const VersionsTab = ({ onDraft }: { onDraft: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const [page, setPage] = useState(1)
  const [compared, setCompared] = useState<number | null>(null)
  const list = useRead('rules.list-versions', { page, pageSize }, { keepPrevious: true })
  const rollBack = useChange('rules.roll-back')
  const bringBack = (number: number): void =>
    rollBack.mutate(
      { number },
      {
        onSuccess: () => {
          message.success(t('versions.rolledBack', { version: number === 0 ? t('rules.shipped') : `v${number}` }))
          onDraft()
        },
        onError: showProblem,
      },
    )
  return (
    <Loaded query={list} rows={8}>
      {({ items, total }) =>
        total === 0 ? (
          <EmptyState title={t('versions.none')} hint={t('versions.noneHint')} />
        ) : (
          <section className="panel">
            <ul className="rule-rows">
              {items.map((version, at) => (
                <VersionRow
                  key={version.number}
                  version={version}
                  current={page === 1 && at === 0}
                  onCompare={() => setCompared(version.number)}
                  onRollBack={() => bringBack(version.number)}
                />
              ))}
            </ul>
            <div className="row between">
              {may('rules.edit') ? <Button onClick={() => bringBack(0)}>{t('versions.toShipped')}</Button> : <span />}
              {total > pageSize && (
                <Pagination simple current={page} pageSize={pageSize} total={total} onChange={setPage} />
              )}
            </div>
            {compared !== null && (
              <DifferencesDialog
                title={`v${compared} · ${t('versions.differences')}`}
                from={compared - 1}
                to={compared}
                onClose={() => setCompared(null)}
              />
            )}
          </section>
        )
      }
    </Loaded>
  )
}
