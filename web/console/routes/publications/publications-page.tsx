import { Button, Input, Select, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Publication } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { GoLink } from '../../ui/go-link.tsx'
import { useLabel } from '../../ui/labels.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { PersonName } from '../../ui/person.tsx'
import { QueryForm } from '../../ui/query-form.tsx'
import type { Column } from '../../ui/query-table.tsx'
import { QueryTable } from '../../ui/query-table.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { useListState } from '../../ui/use-list-state.ts'
import { PublicLink } from './publication-list.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { useTakeDown } from './use-take-down.tsx'

/** Reads the material of the row that was chosen, then asks for the facts of its publication. */
const PublishChosen = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const material = useRead('content.view-material', { id })
  return material.data === undefined ? null : <PublishDialog material={material.data} onClose={onClose} />
}

/** Approved and not out yet. */
const Approved = () => {
  const { t } = useTranslation()
  const may = useMay()
  const [chosen, setChosen] = useState<string | null>(null)
  const approved = useRead('content.list-materials', { state: 'approved', page: 1, pageSize: 100 })
  return (
    <section className="panel">
      <Loaded query={approved}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('publish.nothingApproved')} hint={t('publish.nothingApprovedHint')} />
          ) : (
            <ul className="publications">
              {items.map(({ id, title, channel, author, updatedAt }) => (
                <li key={id}>
                  <div className="grow">
                    <GoLink className="card-title" to={`/materials/${id}`}>
                      {title}
                    </GoLink>
                    <p className="soft">
                      {t(`channel.${channel}`)} · {author.name} ·{' '}
                      <span className="number">{formatMinute(updatedAt)}</span>
                    </p>
                  </div>
                  {may('content.publish') && (
                    <Button type="primary" onClick={() => setChosen(id)}>
                      {t('material.publish')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {chosen !== null && <PublishChosen id={chosen} onClose={() => setChosen(null)} />}
    </section>
  )
}

type Filter = { search: string; state: 'live' | 'taken-down' }

/** Everything that was recorded as published. */
const Recorded = () => {
  const { t } = useTranslation()
  const label = useLabel()
  const may = useMay()
  const takeDown = useTakeDown()
  const { filter, page, pageSize, setFilter, setPage } = useListState<Filter>(['search', 'state'])
  const list = useRead('content.list-publications', { ...filter, page, pageSize }, { keepPrevious: true })
  const state = ({ takenDown }: Publication) => (
    <Tag tone={takenDown === null ? 'good' : 'warn'}>{t(takenDown === null ? 'publish.live' : 'publish.down')}</Tag>
  )
  const action = ({ id, takenDown }: Publication) =>
    takenDown === null && may('content.take-down') ? (
      <Button danger size="small" onClick={() => takeDown.ask(id)}>
        {t('publish.takeDown')}
      </Button>
    ) : null
  const columns: Column<Publication>[] = [
    {
      key: 'material',
      title: t('publish.material'),
      fixed: true,
      render: ({ material }) => (
        <div className="cell-main">
          <GoLink to={`/materials/${material.id}`}>{material.title}</GoLink>
        </div>
      ),
    },
    { key: 'state', title: t('material.state'), render: state },
    {
      key: 'account',
      title: t('publish.account'),
      render: ({ account }) => `${account.name}（${label('platform', account.platform)}）`,
    },
    {
      key: 'at',
      title: t('publish.at'),
      render: ({ publishedAt }) => <span className="number">{formatMinute(publishedAt)}</span>,
    },
    {
      key: 'publisher',
      title: t('publish.publisher'),
      render: ({ recordedBy }) => <PersonName name={recordedBy.name} />,
    },
    {
      key: 'url',
      title: t('publish.url'),
      render: ({ url }) => (
        <div className="cell-main">
          <PublicLink url={url} />
        </div>
      ),
    },
    {
      key: 'reason',
      title: t('publish.takeDownReason'),
      hidden: true,
      render: ({ takenDown }) => takenDown?.reason ?? '—',
    },
    { key: 'action', title: t('table.action'), fixed: true, render: action },
  ]
  return (
    <>
      <QueryForm<Filter>
        values={filter}
        onQuery={setFilter}
        fields={[
          { name: 'search', label: t('publish.search'), input: <Input allowClear maxLength={100} /> },
          {
            name: 'state',
            label: t('material.state'),
            input: (
              <Select
                allowClear
                options={[
                  { value: 'live', label: t('publish.live') },
                  { value: 'taken-down', label: t('publish.down') },
                ]}
              />
            ),
          },
        ]}
      />
      <QueryTable<Publication>
        name="publications"
        label={t('nav.publications')}
        query={list}
        columns={columns}
        rowKey={({ id }) => id}
        page={page}
        pageSize={pageSize}
        onPage={setPage}
        empty={<EmptyState title={t('publish.none')} hint={t('publish.noneHint')} />}
        card={(row) => (
          <div className="stack tight">
            <div className="row between">
              <GoLink className="card-title" to={`/materials/${row.material.id}`}>
                {row.material.title}
              </GoLink>
              {state(row)}
            </div>
            <span className="soft">
              {row.account.name} · <span className="number">{formatMinute(row.publishedAt)}</span> ·{' '}
              {row.recordedBy.name}
            </span>
            <span className="prose">
              <PublicLink url={row.url} />
            </span>
            <div>{action(row)}</div>
          </div>
        )}
      />
      {takeDown.dialog}
    </>
  )
}

/** What may go out, what is out, and what was taken down. */
export const PublicationsPage = () => {
  const { t } = useTranslation()
  return (
    <Page title={t('nav.publications')} intro={t('publish.intro')}>
      <Tabs
        destroyOnHidden
        items={[
          { key: 'approved', label: t('publish.tabApproved'), children: <Approved /> },
          { key: 'recorded', label: t('publish.tabRecorded'), children: <Recorded /> },
        ]}
      />
    </Page>
  )
}
