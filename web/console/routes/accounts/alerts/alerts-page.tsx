import { AlertOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertRow } from '../../../domain.ts'
import { useRead } from '../../../query.ts'
import { useMay } from '../../../session.ts'
import { ListEmpty } from '../../../ui/empty-state.tsx'
import { GoLink } from '../../../ui/go-link.tsx'
import { Page } from '../../../ui/page.tsx'
import { choiceField, QueryForm } from '../../../ui/query-form.tsx'
import type { Column } from '../../../ui/query-table.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { RemainingTime } from '../../../ui/remaining-time.tsx'
import { Tag } from '../../../ui/tags.tsx'
import { formatMinute } from '../../../ui/time.ts'
import { useListState } from '../../../ui/use-list-state.ts'
import { AlertDrawer } from './alert-drawer.tsx'
import { ReportDialog } from './report-dialog.tsx'
import { VerdictTag } from './verdict-tag.tsx'

const states = ['open', 'overdue', 'decided'] as const
type Filter = { state: (typeof states)[number]; accountId: string }

/** The alert that the address opens, so that a task or a proof leads to it. */
const useOpened = (): [string | null, (id: string | null) => void] => {
  const router = useRouter()
  const { alert, ...rest }: Record<string, unknown> = useSearch({ strict: false })
  const open = (id: string | null): void =>
    void router.navigate({ to: '.', search: (id === null ? rest : { ...rest, alert: id }) as never, replace: true })
  return [typeof alert === 'string' ? alert : null, open]
}

/** Every alert that the reader may see, what is still to be triaged first. */
export const AlertsPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const { filter, page, pageSize, setFilter, setPage } = useListState<Filter>(['state', 'accountId'])
  const alerts = useRead('accounts.list-alerts', { ...filter, page, pageSize }, { keepPrevious: true, everySeconds: 60 })
  const [opened, open] = useOpened()
  const [pasting, setPasting] = useState(false)
  const nameOf = ({ account, at, reportedAt }: AlertRow): string => `${account.name} ${formatMinute(at ?? reportedAt)}`
  const view = (row: AlertRow) => (
    <Button size="small" aria-label={t('alert.viewFor', { name: nameOf(row) })} onClick={() => open(row.id)}>
      {t('alert.view')}
    </Button>
  )
  const steps = (row: AlertRow) => (row.open === 0 ? '—' : t('alert.openSteps', { count: row.open }))
  const columns: Column<AlertRow>[] = [
    {
      key: 'account',
      title: t('alert.account'),
      fixed: true,
      render: ({ account }) => (
        <div className="row">
          <span className="cell-main">{account.name}</span>
          {account.core && <Tag tone="accent">{t('accounts.isCore')}</Tag>}
        </div>
      ),
    },
    { key: 'platform', title: t('accounts.platform'), render: ({ account }) => t(`platform.${account.platform}`) },
    { key: 'action', title: t('alert.action'), render: ({ action }) => t(`alert.actions.${action}`) },
    { key: 'at', title: t('alert.at'), render: ({ at, reportedAt }) => formatMinute(at ?? reportedAt) },
    { key: 'conclusion', title: t('alert.conclusion'), render: (row) => <span className="row"><VerdictTag {...row} /></span> },
    {
      key: 'due',
      title: t('alert.due'),
      render: ({ decision, dueAt }) => (decision === null ? <RemainingTime dueAt={dueAt} /> : '—'),
    },
    { key: 'open', title: t('alert.open'), render: steps },
    { key: 'view', title: t('table.action'), fixed: true, render: view },
  ]
  const paste = (
    <Button type="primary" icon={<AlertOutlined />} onClick={() => setPasting(true)}>
      {t('alert.paste')}
    </Button>
  )
  return (
    <Page
      title={t('alert.title')}
      intro={t('alert.intro')}
      actions={may('accounts.view') && <GoLink to="/accounts">{t('credential.back')}</GoLink>}
    >
      {alerts.data?.sourceFailure && (
        <Alert className="alert-source" type="warning" showIcon title={t('alert.sourceFailed', { reason: alerts.data.sourceFailure })} />
      )}
      <QueryForm<Filter>
        values={filter}
        onQuery={setFilter}
        fields={[
          choiceField({ name: 'state', label: t('alert.state') }, states, (value) => t(`alert.states.${value}`)),
        ]}
      />
      <QueryTable<AlertRow>
        name="alerts"
        label={t('alert.list')}
        query={alerts}
        columns={columns}
        rowKey={({ id }) => id}
        page={page}
        pageSize={pageSize}
        onPage={setPage}
        toolbar={paste}
        empty={<ListEmpty filtered={Object.keys(filter).length > 0} title={t('alert.none')} hint={t('alert.noneHint')} action={paste} />}
        card={(row) => (
          <div className="row between">
            <div className="stack tight">
              <span className="row">
                <span className="card-title">{row.account.name}</span>
                <VerdictTag {...row} />
              </span>
              <span className="soft number">
                {t(`alert.actions.${row.action}`)} · {formatMinute(row.at ?? row.reportedAt)}
              </span>
              <span className="row">
                {row.decision === null && <RemainingTime dueAt={row.dueAt} />}
                {row.open > 0 && <span className="soft">{steps(row)}</span>}
              </span>
            </div>
            {view(row)}
          </div>
        )}
      />
      {opened !== null && <AlertDrawer id={opened} onClose={() => open(null)} />}
      {pasting && (
        <ReportDialog
          accountId={null}
          onClose={() => setPasting(false)}
          onReported={(id) => {
            setPasting(false)
            open(id)
          }}
        />
      )}
    </Page>
  )
}
