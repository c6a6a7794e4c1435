import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import type { ImportRow } from '../../../domain.ts'
import { useRead } from '../../../query.ts'
import { useMay } from '../../../session.ts'
import { ListEmpty } from '../../../ui/empty-state.tsx'
import { GoLink, useGo } from '../../../ui/go-link.tsx'
import { Page } from '../../../ui/page.tsx'
import { choiceField, QueryForm } from '../../../ui/query-form.tsx'
import { type Column, QueryTable } from '../../../ui/query-table.tsx'
import { formatMinute } from '../../../ui/time.ts'
import { useListState } from '../../../ui/use-list-state.ts'
import { BeginDrawer } from './begin-drawer.tsx'
import { ImportProgress, ImportStateTag, importStates, isMoving, useImportSummary } from './import-state.tsx'
import './imports.css'

type Filter = { state: ImportRow['state'] }

/** Imports of customers: what came in, how far it is, and the way to bring in more. */
export const ImportsPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const go = useGo()
  const client = useQueryClient()
  const summaryOf = useImportSummary()
  const { filter, page, pageSize, setFilter, setPage } = useListState<Filter>(['state'])
  const [beginning, setBeginning] = useState(false)
  const imports = useRead(
    'vault.list-imports',
    { ...filter, page, pageSize },
    { keepPrevious: true, whileWaiting: ({ items }) => items.some(({ state }) => isMoving(state)) },
  )
  const open = ({ id }: ImportRow) => `/customers/imports/${id}`
  const columns: Column<ImportRow>[] = [
    {
      key: 'source',
      title: t('imports.batch'),
      fixed: true,
      render: (row) => (
        <div className="cell-main">
          <GoLink to={open(row)}>{row.source.detail}</GoLink>
        </div>
      ),
    },
    { key: 'kind', title: t('customer.source'), render: ({ source }) => t(`customer.sources.${source.kind}`) },
    {
      key: 'state',
      title: t('customer.state'),
      render: (row) => (
        <div className="stack tight import-progress">
          <span>
            <ImportStateTag state={row.state} />
          </span>
          <ImportProgress row={row} />
        </div>
      ),
    },
    { key: 'result', title: t('imports.result'), render: (row) => <span className="number">{summaryOf(row)}</span> },
    { key: 'department', title: t('customer.department'), hidden: true, render: ({ department }) => department.name },
    { key: 'by', title: t('imports.by'), render: ({ begunBy }) => begunBy?.name ?? t('imports.byKey') },
    { key: 'at', title: t('imports.at'), render: ({ begunAt }) => <span className="number">{formatMinute(begunAt)}</span> },
  ]
  const beginButton = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setBeginning(true)}>
      {t('imports.begin')}
    </Button>
  )
  return (
    <Page title={t('imports.title')} intro={t('imports.intro')} actions={<GoLink to="/customers">{t('imports.back')}</GoLink>}>
      <QueryForm<Filter>
        values={filter}
        onQuery={setFilter}
        fields={[
          choiceField({ name: 'state', label: t('customer.state') }, importStates, (value) => t(`imports.states.${value}`)),
        ]}
      />
      <QueryTable<ImportRow>
        name="imports"
        label={t('imports.title')}
        query={imports}
        columns={columns}
        rowKey={({ id }) => id}
        page={page}
        pageSize={pageSize}
        onPage={setPage}
        toolbar={may('vault.import') && beginButton}
        empty={
          <ListEmpty
            filtered={Object.keys(filter).length > 0}
            title={t('imports.none')}
            hint={t('imports.noneHint')}
            action={may('vault.import') ? beginButton : undefined}
          />
        }
        card={(row) => (
          <div className="stack tight">
            <span className="row">
              <GoLink className="card-title" to={open(row)}>
                {row.source.detail}
              </GoLink>
              <ImportStateTag state={row.state} />
            </span>
            <ImportProgress row={row} />
            <span className="soft number">{summaryOf(row)}</span>
            <span className="soft">
              {row.begunBy?.name ?? t('imports.byKey')} · <span className="number">{formatMinute(row.begunAt)}</span>
            </span>
          </div>
        )}
      />
      {beginning && (
        <BeginDrawer
          wecom={imports.data?.wecom === true}
          onBegun={(id) => {
            void client.invalidateQueries()
            go(`/customers/imports/${id}`)
          }}
          onClose={() => {
            setBeginning(false)
            void client.invalidateQueries()
          }}
        />
      )}
    </Page>
  )
}
