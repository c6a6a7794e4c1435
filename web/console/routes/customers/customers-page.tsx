import { ExportOutlined, ImportOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Customer } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { ListEmpty } from '../../ui/empty-state.tsx'
import { useGo } from '../../ui/go-link.tsx'
import { Page } from '../../ui/page.tsx'
import { choiceField, QueryForm } from '../../ui/query-form.tsx'
import type { Column, Sorting } from '../../ui/query-table.tsx'
import { QueryTable } from '../../ui/query-table.tsx'
import { formatMinute } from '../../ui/time.ts'
import { useListState } from '../../ui/use-list-state.ts'
import { CustomerDrawer } from './customer-drawer.tsx'
import { CustomerRow, CustomerTags, useCustomerName } from './customer-row.tsx'
import { CustomerView } from './customer-view.tsx'
import { FindCustomer } from './find-customer.tsx'
import { customerStates, sources } from './kinds.ts'

type Filter = { state: Customer['state']; source: Customer['source'] }

/** Every reading of the list is on record: it is not read again without need. */
const staleSeconds = 600

/** The customers, masked; each can be found by a number that one knows. */
export const CustomersPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const register = may('vault.register')
  const nameOf = useCustomerName()
  const go = useGo()
  const { filter, page, pageSize, setFilter, setPage } = useListState<Filter>(['state', 'source'])
  const [sorting, setSorting] = useState<Sorting | undefined>()
  const order = sorting === undefined ? {} : { sort: 'registeredAt' as const, order: sorting.order }
  const customers = useRead(
    'vault.list-customers',
    { ...filter, ...order, page, pageSize },
    { keepPrevious: true, staleSeconds },
  )
  const [opened, setOpened] = useState<string | null>(null)
  const [registering, setRegistering] = useState(false)
  const view = (customer: Customer) => (
    <Button size="small" onClick={() => setOpened(customer.id)} aria-label={t('customer.viewFor', { name: nameOf(customer) })}>
      {t('customer.view')}
    </Button>
  )
  const columns: Column<Customer>[] = [
    { key: 'name', title: t('customer.name'), fixed: true, render: (one) => <div className="cell-main">{nameOf(one)}</div> },
    {
      key: 'mobile',
      title: t('customer.mobile'),
      render: ({ mobile }) => <span className="number">{mobile ?? '—'}</span>,
    },
    { key: 'source', title: t('customer.source'), render: ({ source }) => t(`customer.sources.${source}`) },
    { key: 'department', title: t('customer.department'), render: ({ department }) => department.name },
    { key: 'state', title: t('customer.state'), render: (one) => <CustomerTags customer={one} /> },
    {
      key: 'registeredAt',
      title: t('customer.registeredAt'),
      sortKey: 'registeredAt',
      render: ({ registeredAt }) => <span className="number">{formatMinute(registeredAt)}</span>,
    },
    { key: 'action', title: t('table.action'), fixed: true, render: view },
  ]
  const addButton = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setRegistering(true)}>
      {t('customer.register')}
    </Button>
  )
  return (
    <Page
      title={t('nav.customers')}
      intro={t('customer.intro')}
      actions={
        <span className="row">
          <Button icon={<ImportOutlined />} onClick={() => go('/customers/imports')}>
            {t('imports.title')}
          </Button>
          {may('vault.view-exports') && (
            <Button icon={<ExportOutlined />} onClick={() => go('/customers/exports')}>
              {t('export.go')}
            </Button>
          )}
        </span>
      }
    >
      <FindCustomer onOpen={setOpened} />
      <QueryForm<Filter>
        values={filter}
        onQuery={setFilter}
        fields={[
          choiceField({ name: 'state', label: t('customer.state') }, customerStates, (value) => t(`customer.states.${value}`)),
          choiceField({ name: 'source', label: t('customer.source') }, sources, (value) => t(`customer.sources.${value}`)),
        ]}
      />
      <QueryTable<Customer>
        name="customers"
        label={t('nav.customers')}
        query={customers}
        columns={columns}
        rowKey={({ id }) => id}
        page={page}
        pageSize={pageSize}
        onPage={setPage}
        sorting={sorting}
        onSort={setSorting}
        toolbar={register && addButton}
        empty={
          <ListEmpty
            filtered={Object.keys(filter).length > 0}
            title={t('customer.none')}
            hint={t('customer.noneHint')}
            action={register ? addButton : undefined}
          />
        }
        card={(one) => <CustomerRow customer={one} action={view(one)} />}
      />
      {opened !== null && <CustomerView id={opened} onClose={() => setOpened(null)} />}
      {registering && <CustomerDrawer customer={null} onClose={() => setRegistering(false)} />}
    </Page>
  )
}
