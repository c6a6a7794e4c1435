import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Decoy } from '../../../domain.ts'
import { useRead } from '../../../query.ts'
import { useMay } from '../../../session.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { GoLink } from '../../../ui/go-link.tsx'
import { Page } from '../../../ui/page.tsx'
import { type Column, QueryTable } from '../../../ui/query-table.tsx'
import { Tag } from '../../../ui/tags.tsx'
import { formatMinute } from '../../../ui/time.ts'
import { useListState } from '../../../ui/use-list-state.ts'
import { useOpened } from '../../../ui/use-opened.ts'
import { DecoyDrawer } from './decoy-drawer.tsx'
import { MakeDecoy } from './make-decoy.tsx'

/** The customers who do not exist; nobody else sees which. */
export const DecoysPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const { page, pageSize, setPage } = useListState<Record<never, string>>([])
  const decoys = useRead('vault.list-decoys', { page, pageSize }, { keepPrevious: true, staleSeconds: 60 })
  const [opened, open] = useOpened('decoy')
  const [making, setMaking] = useState(false)
  const view = (row: Decoy) => (
    <Button size="small" aria-label={t('decoys.viewFor', { name: row.label })} onClick={() => open(row.id)}>
      {t('decoys.view')}
    </Button>
  )
  const tags = ({ state, alerts, uses }: Decoy) => (
    <span className="row">
      <Tag tone={state === 'planted' ? 'good' : 'plain'}>{t(`decoys.states.${state}`)}</Tag>
      {alerts > 0 && <Tag tone="warn">{`${t('decoys.alerts')} ${t('decoys.alertsOf', { count: alerts })}`}</Tag>}
      {uses > 0 && <Tag tone="bad">{`${t('decoys.uses')} ${t('decoys.usesOf', { count: uses })}`}</Tag>}
    </span>
  )
  const contacts = (row: Decoy): string => row.contacts.map(({ value }) => value).join(t('list.between'))
  const columns: Column<Decoy>[] = [
    { key: 'label', title: t('decoys.label'), fixed: true, render: ({ label }) => <div className="cell-main">{label}</div> },
    { key: 'department', title: t('reading.department'), render: ({ department }) => department.name },
    { key: 'contacts', title: t('decoys.contacts'), render: (row) => <span className="number">{contacts(row)}</span> },
    { key: 'state', title: t('decoys.state'), render: tags },
    { key: 'madeAt', title: t('decoys.madeAt'), render: ({ madeAt }) => <span className="number">{formatMinute(madeAt)}</span> },
    { key: 'action', title: t('table.action'), fixed: true, render: view },
  ]
  const make = may('vault.manage-decoys') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
      {t('decoys.make')}
    </Button>
  )
  return (
    <Page title={t('decoys.title')} intro={t('decoys.intro')} actions={<GoLink to="/customers/readings">{t('decoys.back')}</GoLink>}>
      <QueryTable<Decoy>
        name="decoys"
        label={t('decoys.title')}
        query={decoys}
        columns={columns}
        rowKey={({ id }) => id}
        page={page}
        pageSize={pageSize}
        onPage={setPage}
        toolbar={make}
        empty={<EmptyState title={t('decoys.none')} hint={t('decoys.noneHint')} action={make} />}
        card={(row) => (
          <div className="row between">
            <div className="stack tight">
              <span className="row">
                <span className="card-title">{row.label}</span>
                {tags(row)}
              </span>
              <span className="soft number">
                {row.department.name} · {contacts(row)}
              </span>
            </div>
            {view(row)}
          </div>
        )}
      />
      {opened !== null && <DecoyDrawer id={opened} onClose={() => open(null)} />}
      {making && <MakeDecoy onClose={() => setMaking(false)} />}
    </Page>
  )
}
