import type { UseQueryResult } from '@tanstack/react-query'
import { Pagination, Skeleton, Table } from 'antd'
import type { TableProps } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ColumnSettings, useShownColumns } from './column-settings.tsx'
import { ProblemAlert } from './problem-view.tsx'
import './query-table.css'
import { useIsPhone } from './screen-width.ts'

export type Column<Row> = {
  key: string
  title: string
  render: (row: Row) => ReactNode
  width?: number
  align?: 'right' | 'center'
  /** Kept on screen whatever the reader chooses. */
  fixed?: boolean
  /** Hidden until the reader asks for it. */
  hidden?: boolean
  sortKey?: string
}

export type Sorting = { sort: string; order: 'asc' | 'desc' }

type QueryTableProps<Row> = {
  /** Names the table for its saved columns. */
  name: string
  label: string
  query: UseQueryResult<{ total: number; items: Row[] }, Error>
  columns: Column<Row>[]
  rowKey: (row: Row) => string
  page: number
  pageSize: number
  onPage: (page: number, pageSize: number) => void
  sorting?: Sorting | undefined
  onSort?: (sorting: Sorting | undefined) => void
  toolbar?: ReactNode
  empty: ReactNode
  /** A row on a phone, where a table has no room. */
  card: (row: Row) => ReactNode
}

const pageSizes = [10, 20, 50, 100]

/** A list as administrators know it: toolbar, chosen columns, pages with their total; cards on a phone. */
export const QueryTable = <Row extends object>(props: QueryTableProps<Row>) => {
  const { name, label, query, columns, rowKey, page, pageSize, onPage, sorting, onSort, toolbar, empty, card } = props
  const { t } = useTranslation()
  const phone = useIsPhone()
  const shown = useShownColumns(name, columns)
  const { data, error } = query
  const pager = data !== undefined && data.total > 0 && (
    <Pagination
      className="query-table-pager"
      current={page}
      pageSize={pageSize}
      total={data.total}
      showSizeChanger={!phone}
      simple={phone}
      pageSizeOptions={pageSizes}
      showTotal={(total) => t('table.total', { count: total })}
      onChange={onPage}
    />
  )
  const tableColumns: TableProps<Row>['columns'] = shown.columns.map(
    ({ key, title, render, width, align, sortKey }) => ({
      key,
      title,
      ...(width === undefined ? {} : { width }),
      ...(align === undefined ? {} : { align }),
      ...(sortKey === undefined
        ? {}
        : {
            sorter: true,
            sortOrder:
              sorting?.sort === sortKey ? (sorting.order === 'asc' ? ('ascend' as const) : ('descend' as const)) : null,
          }),
      render: (_value: unknown, row: Row) => render(row),
    }),
  )
  const sort: TableProps<Row>['onChange'] = (_pagination, _filters, sorter) => {
    const one = Array.isArray(sorter) ? sorter[0] : sorter
    const sortKey = shown.columns.find(({ key }) => key === one?.columnKey)?.sortKey
    onSort?.(
      sortKey === undefined || !one?.order
        ? undefined
        : { sort: sortKey, order: one.order === 'ascend' ? 'asc' : 'desc' },
    )
  }
  return (
    <section className="panel query-table" aria-label={label} aria-busy={query.isFetching}>
      <div className="row between query-table-tools">
        <span className="soft number" aria-live="polite">
          {data === undefined ? '' : t('table.total', { count: data.total })}
        </span>
        <div className="row">
          {toolbar}
          {!phone && <ColumnSettings columns={columns} shown={shown} />}
        </div>
      </div>
      {error !== null && <ProblemAlert error={error} onRetry={() => void query.refetch()} />}
      {data === undefined ? (
        error === null && <Skeleton active title={false} paragraph={{ rows: 8 }} />
      ) : data.items.length === 0 ? (
        empty
      ) : phone ? (
        <ul className="cards">
          {data.items.map((row) => (
            <li key={rowKey(row)}>{card(row)}</li>
          ))}
        </ul>
      ) : (
        <Table<Row>
          columns={tableColumns}
          dataSource={data.items}
          rowKey={rowKey}
          pagination={false}
          onChange={sort}
          size="middle"
          scroll={{ x: 'max-content' }}
          showSorterTooltip={false}
        />
      )}
      {pager}
    </section>
  )
}
