import { PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account, Platform } from '../../domain.ts'
import { platforms } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { PersonName } from '../../ui/person.tsx'
import { QueryForm } from '../../ui/query-form.tsx'
import type { Column } from '../../ui/query-table.tsx'
import { QueryTable } from '../../ui/query-table.tsx'
import { Tag } from '../../ui/tags.tsx'
import { useListState } from '../../ui/use-list-state.ts'
import { AccountDrawer } from './account-drawer.tsx'

type Filter = { search: string; platform: Platform; state: Account['state'] }

const states: readonly Account['state'][] = ['active', 'closed']

/** The marketing accounts of the company, and who answers for each. */
export const AccountsPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const manage = may('accounts.manage')
  const { filter, page, pageSize, setFilter, setPage } = useListState<Filter>(['search', 'platform', 'state'])
  const accounts = useRead('accounts.list-accounts', { ...filter, page, pageSize }, { keepPrevious: true })
  const [editing, setEditing] = useState<Account | 'new' | null>(null)
  const stateTag = ({ state }: Account) => (
    <Tag tone={state === 'active' ? 'good' : 'plain'}>{t(`accountState.${state}`)}</Tag>
  )
  const edit = (account: Account) =>
    manage ? (
      <Button
        size="small"
        onClick={() => setEditing(account)}
        aria-label={t('accounts.editFor', { name: account.name })}
      >
        {t('people.edit')}
      </Button>
    ) : null
  const columns: Column<Account>[] = [
    {
      key: 'name',
      title: t('accounts.name'),
      fixed: true,
      render: ({ name }) => <div className="cell-main">{name}</div>,
    },
    { key: 'platform', title: t('accounts.platform'), render: ({ platform }) => t(`platform.${platform}`) },
    { key: 'platformId', title: t('accounts.platformId'), hidden: true, render: ({ platformId }) => platformId ?? '—' },
    {
      key: 'core',
      title: t('accounts.core'),
      render: ({ core }) => (core ? <Tag tone="accent">{t('accounts.isCore')}</Tag> : t('accounts.isNotCore')),
    },
    { key: 'department', title: t('material.department'), render: ({ department }) => department.name },
    { key: 'owner', title: t('accounts.owner'), render: ({ owner }) => <PersonName name={owner.name} /> },
    { key: 'state', title: t('material.state'), render: stateTag },
    ...(manage ? [{ key: 'action', title: t('table.action'), fixed: true, render: edit }] : []),
  ]
  const addButton = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
      {t('accounts.add')}
    </Button>
  )
  return (
    <Page title={t('nav.accounts')} intro={t('accounts.intro')}>
      <QueryForm<Filter>
        values={filter}
        onQuery={setFilter}
        fields={[
          { name: 'search', label: t('accounts.name'), input: <Input allowClear maxLength={100} /> },
          {
            name: 'platform',
            label: t('accounts.platform'),
            input: <Select allowClear options={platforms.map((value) => ({ value, label: t(`platform.${value}`) }))} />,
          },
          {
            name: 'state',
            label: t('material.state'),
            input: (
              <Select allowClear options={states.map((value) => ({ value, label: t(`accountState.${value}`) }))} />
            ),
          },
        ]}
      />
      <QueryTable<Account>
        name="accounts"
        label={t('nav.accounts')}
        query={accounts}
        columns={columns}
        rowKey={({ id }) => id}
        page={page}
        pageSize={pageSize}
        onPage={setPage}
        toolbar={manage && addButton}
        empty={
          Object.keys(filter).length > 0 ? (
            <EmptyState title={t('table.noMatch')} hint={t('table.noMatchHint')} />
          ) : (
            <EmptyState
              title={t('accounts.none')}
              hint={t('accounts.noneHint')}
              action={manage ? addButton : undefined}
            />
          )
        }
        card={(account) => (
          <div className="row between">
            <div className="stack tight">
              <span className="row">
                <span className="card-title">{account.name}</span>
                {stateTag(account)}
              </span>
              <span className="soft">
                {t(`platform.${account.platform}`)} · {account.department.name} · {account.owner.name}
              </span>
            </div>
            {edit(account)}
          </div>
        )}
      />
      {editing !== null && (
        <AccountDrawer account={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </Page>
  )
}
