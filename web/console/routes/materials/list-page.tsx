import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import type { Channel, MaterialRow, MaterialState } from '../../domain.ts'
import { channels, materialStates } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { DayRange } from '../../ui/day-range.tsx'
import { saveFile } from '../../ui/download.ts'
import { ListEmpty } from '../../ui/empty-state.tsx'
import { SeverityCounts } from '../../ui/findings/severity.tsx'
import { GoLink, useGo } from '../../ui/go-link.tsx'
import { Page } from '../../ui/page.tsx'
import { PersonName } from '../../ui/person.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import type { QueryField } from '../../ui/query-form.tsx'
import { QueryForm } from '../../ui/query-form.tsx'
import type { Column, Sorting } from '../../ui/query-table.tsx'
import { QueryTable } from '../../ui/query-table.tsx'
import { MaterialStateTag } from '../../ui/tags.tsx'
import { endOfChinaDay, formatMinute, startOfChinaDay } from '../../ui/time.ts'
import { useListState } from '../../ui/use-list-state.ts'

type Involvement = 'mine' | 'to-review' | 'reviewed'
type Filter = {
  search: string
  state: MaterialState
  channel: Channel
  advertising: 'yes' | 'no'
  departmentId: string
  involvement: Involvement
  days: string
}

const filterKeys = ['search', 'state', 'channel', 'advertising', 'departmentId', 'involvement', 'days'] as const
const involvements: readonly Involvement[] = ['mine', 'to-review', 'reviewed']

/** What the server is asked, from what stands in the form. */
const inputOf = ({ days, advertising, ...rest }: Partial<Filter>) => {
  const [from, to] = days?.split('~') ?? []
  return {
    ...rest,
    ...(advertising === undefined ? {} : { advertising: advertising === 'yes' }),
    ...(from === undefined ? {} : { from: startOfChinaDay(from) }),
    ...(to === undefined ? {} : { to: endOfChinaDay(to) }),
  }
}

const useFields = (): QueryField[] => {
  const { t } = useTranslation()
  const may = useMay()
  const departments = useRead('identity.list-departments', {}, { enabled: may('content.view-all'), staleSeconds: 300 })
  const fields: QueryField[] = [
    {
      name: 'search',
      label: t('materials.search'),
      input: <Input allowClear maxLength={100} placeholder={t('materials.searchHint')} />,
    },
    {
      name: 'state',
      label: t('material.state'),
      input: (
        <Select allowClear options={materialStates.map((value) => ({ value, label: t(`materialState.${value}`) }))} />
      ),
    },
    {
      name: 'involvement',
      label: t('materials.involvement'),
      input: <Select allowClear options={involvements.map((value) => ({ value, label: t(`involvement.${value}`) }))} />,
    },
    {
      name: 'channel',
      label: t('material.channel'),
      input: <Select allowClear options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))} />,
    },
    {
      name: 'advertising',
      label: t('material.advertising'),
      input: (
        <Select
          allowClear
          options={[
            { value: 'yes', label: t('common.yes') },
            { value: 'no', label: t('common.no') },
          ]}
        />
      ),
    },
    { name: 'days', label: t('materials.updatedBetween'), input: <DayRange /> },
  ]
  if (!may('content.view-all')) return fields
  const options = departments.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []
  return [
    ...fields,
    { name: 'departmentId', label: t('material.department'), input: <Select allowClear options={options} /> },
  ]
}

const useColumns = (): Column<MaterialRow>[] => {
  const { t } = useTranslation()
  return [
    {
      key: 'title',
      title: t('material.title'),
      fixed: true,
      sortKey: 'title',
      render: ({ id, title }) => (
        <div className="cell-main">
          <GoLink to={`/materials/${id}`}>{title}</GoLink>
        </div>
      ),
    },
    { key: 'state', title: t('material.state'), render: ({ state }) => <MaterialStateTag state={state} /> },
    { key: 'channel', title: t('material.channel'), render: ({ channel }) => t(`channel.${channel}`) },
    {
      key: 'advertising',
      title: t('material.advertising'),
      render: ({ advertising }) => (advertising ? t('common.yes') : t('common.no')),
    },
    {
      key: 'findings',
      title: t('findings.title'),
      render: ({ findings, submittedAt }) => <SeverityCounts counts={findings} checked={submittedAt !== null} />,
    },
    { key: 'author', title: t('material.author'), render: ({ author }) => <PersonName name={author.name} /> },
    { key: 'department', title: t('material.department'), render: ({ department }) => department.name },
    { key: 'version', title: t('material.version'), align: 'right', hidden: true, render: ({ version }) => version },
    {
      key: 'submitted',
      title: t('material.submittedAt'),
      sortKey: 'submitted',
      hidden: true,
      render: ({ submittedAt }) => <span className="number">{formatMinute(submittedAt)}</span>,
    },
    {
      key: 'updated',
      title: t('material.updatedAt'),
      sortKey: 'updated',
      render: ({ updatedAt }) => <span className="number">{formatMinute(updatedAt)}</span>,
    },
  ]
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** All materials that the reader may see. */
export const MaterialListPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const go = useGo()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const { filter, page, pageSize, setFilter, setPage } = useListState<Filter>(filterKeys)
  const [sorting, setSorting] = useState<Sorting>()
  const [exporting, setExporting] = useState(false)
  const fields = useFields()
  const columns = useColumns()
  const sort = sorting as { sort: 'updated' | 'submitted' | 'title'; order: 'asc' | 'desc' } | undefined
  const input = { ...inputOf(filter), ...sort }
  const list = useRead('content.list-materials', { ...input, page, pageSize }, { keepPrevious: true })

  const exportAll = async (): Promise<void> => {
    setExporting(true)
    try {
      const { fileName, base64 } = await call('content.export-materials', input)
      saveFile(fileName, base64, xlsx)
      message.success(t('materials.exported', { name: fileName }))
    } catch (error) {
      showProblem(error)
    } finally {
      setExporting(false)
    }
  }

  const newButton = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => go('/materials/new')}>
      {t('materials.new')}
    </Button>
  )
  const filtered = Object.keys(filter).length > 0
  return (
    <Page title={t('nav.materials')} intro={t('materials.intro')}>
      <QueryForm<Filter> fields={fields} values={filter} onQuery={setFilter} />
      <QueryTable<MaterialRow>
        name="materials"
        label={t('nav.materials')}
        query={list}
        columns={columns}
        rowKey={({ id }) => id}
        page={page}
        pageSize={pageSize}
        onPage={setPage}
        sorting={sorting}
        onSort={setSorting}
        toolbar={
          <>
            {may('content.write') && newButton}
            {may('content.export') && (
              <Button icon={<DownloadOutlined />} loading={exporting} onClick={() => void exportAll()}>
                {t('materials.export')}
              </Button>
            )}
          </>
        }
        empty={
          <ListEmpty
            filtered={filtered}
            title={t('materials.empty')}
            hint={t('materials.emptyHint')}
            action={may('content.write') ? newButton : undefined}
          />
        }
        card={(row) => (
          <div className="stack tight">
            <div className="row between">
              <GoLink className="card-title" to={`/materials/${row.id}`}>
                {row.title}
              </GoLink>
              <MaterialStateTag state={row.state} />
            </div>
            <span className="soft">
              {t(`channel.${row.channel}`)} · {row.author.name} ·{' '}
              <span className="number">{formatMinute(row.updatedAt)}</span>
            </span>
            <SeverityCounts counts={row.findings} checked={row.submittedAt !== null} />
          </div>
        )}
      />
    </Page>
  )
}
