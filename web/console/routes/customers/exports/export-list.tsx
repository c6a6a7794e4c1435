import { ExportOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerExport } from '../../../domain.ts'
import { useRead } from '../../../query.ts'
import { useMay } from '../../../session.ts'
import { ListEmpty } from '../../../ui/empty-state.tsx'
import { choiceField, QueryForm } from '../../../ui/query-form.tsx'
import type { Column } from '../../../ui/query-table.tsx'
import { QueryTable } from '../../../ui/query-table.tsx'
import { formatMinute } from '../../../ui/time.ts'
import { useListState } from '../../../ui/use-list-state.ts'
import { AskDrawer } from './ask-drawer.tsx'
import { ExportTags } from './export-tags.tsx'
import { ExportView } from './export-view.tsx'
import { exportStates } from './choices.ts'

type Filter = { state: CustomerExport['state']; mine: string }

const Content = ({ one: { customers, variant, purpose } }: { one: CustomerExport }) => {
  const { t } = useTranslation()
  return (
    <div className="stack tight">
      <span className="cell-main">
        {t('export.customers', { count: customers })} · {t(`export.variants.${variant}`)}
      </span>
      <span className="soft">{t(`export.purposes.${purpose}`)}</span>
    </div>
  )
}

/** Who takes which customers out, what for, and how far it is. */
export const ExportList = () => {
  const { t } = useTranslation()
  const may = useMay()
  const mayAsk = may('vault.export')
  const { filter, page, pageSize, setFilter, setPage } = useListState<Filter>(['state', 'mine'])
  const exports = useRead(
    'vault.list-exports',
    { ...(filter.state === undefined ? {} : { state: filter.state }), ...(filter.mine === undefined ? {} : { mine: true }), page, pageSize },
    { keepPrevious: true, whileWaiting: ({ items }) => items.some(({ state }) => state === 'making') },
  )
  const [opened, setOpened] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const shown = exports.data?.items.find(({ id }) => id === opened)
  const view = (one: CustomerExport) => (
    <Button size="small" onClick={() => setOpened(one.id)} aria-label={t('export.viewFor', { name: one.askedBy.name })}>
      {t('export.view')}
    </Button>
  )
  const columns: Column<CustomerExport>[] = [
    { key: 'what', title: t('export.what'), fixed: true, render: (one) => <Content one={one} /> },
    { key: 'state', title: t('export.state'), render: (one) => <ExportTags one={one} /> },
    { key: 'askedBy', title: t('export.askedBy'), render: ({ askedBy }) => askedBy.name },
    { key: 'askedAt', title: t('export.askedAt'), render: ({ askedAt }) => <span className="number">{formatMinute(askedAt)}</span> },
    { key: 'reason', title: t('export.reason'), render: ({ reason }) => reason },
    { key: 'action', title: t('table.action'), fixed: true, render: view },
  ]
  const askButton = (
    <Button type="primary" icon={<ExportOutlined />} onClick={() => setAsking(true)}>
      {t('export.ask')}
    </Button>
  )
  return (
    <>
      <QueryForm<Filter>
        values={filter}
        onQuery={setFilter}
        fields={[
          choiceField({ name: 'state', label: t('export.state') }, exportStates, (value) => t(`export.states.${value}`)),
          { name: 'mine', label: t('export.whose'), input: <Select allowClear options={[{ value: 'yes', label: t('export.mine') }]} /> },
        ]}
      />
      <QueryTable<CustomerExport>
        name="exports"
        label={t('export.tab.tasks')}
        query={exports}
        columns={columns}
        rowKey={({ id }) => id}
        page={page}
        pageSize={pageSize}
        onPage={setPage}
        toolbar={mayAsk && askButton}
        empty={
          <ListEmpty
            filtered={Object.keys(filter).length > 0}
            title={t('export.none')}
            hint={t('export.noneHint')}
            action={mayAsk ? askButton : undefined}
          />
        }
        card={(one) => (
          <div className="row between">
            <div className="stack tight">
              <Content one={one} />
              <ExportTags one={one} />
              <span className="soft">
                {one.askedBy.name} · <span className="number">{formatMinute(one.askedAt)}</span>
              </span>
            </div>
            {view(one)}
          </div>
        )}
      />
      {shown !== undefined && <ExportView one={shown} onClose={() => setOpened(null)} />}
      {asking && <AskDrawer onClose={() => setAsking(false)} />}
    </>
  )
}
