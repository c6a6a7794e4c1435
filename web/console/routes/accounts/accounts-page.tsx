import { AlertOutlined, KeyOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account, AccountDetail, Platform } from '../../domain.ts'
import { platforms } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { ListEmpty } from '../../ui/empty-state.tsx'
import { useGo } from '../../ui/go-link.tsx'
import { Page } from '../../ui/page.tsx'
import { PersonName } from '../../ui/person.tsx'
import { choiceField, QueryForm } from '../../ui/query-form.tsx'
import type { Column } from '../../ui/query-table.tsx'
import { QueryTable } from '../../ui/query-table.tsx'
import { Tag } from '../../ui/tags.tsx'
import { useListState } from '../../ui/use-list-state.ts'
import { AccountDrawer } from './account-drawer.tsx'
import { AccountView } from './account-view.tsx'
import { ExportButton, ImportRegister } from './import-register.tsx'

type Filter = { search: string; platform: Platform; state: Account['state']; departmentId: string }

/** The account that the address opens, so that a reminder or a proof leads to it. */
const useOpened = (): [string | null, (id: string | null) => void] => {
  const router = useRouter()
  const { account, ...rest }: Record<string, unknown> = useSearch({ strict: false })
  const open = (id: string | null): void =>
    void router.navigate({ to: '.', search: (id === null ? rest : { ...rest, account: id }) as never, replace: true })
  return [typeof account === 'string' ? account : null, open]
}

const states: readonly Account['state'][] = ['active', 'closed']

/** The marketing accounts of the company, and who answers for each. */
export const AccountsPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const manage = may('accounts.manage')
  const { filter, page, pageSize, setFilter, setPage } = useListState<Filter>([
    'search',
    'platform',
    'state',
    'departmentId',
  ])
  const accounts = useRead('accounts.list-accounts', { ...filter, page, pageSize }, { keepPrevious: true })
  const departments = useRead('identity.list-departments', {})
  const [opened, open] = useOpened()
  const [editing, setEditing] = useState<AccountDetail | 'new' | null>(null)
  const [importing, setImporting] = useState(false)
  const go = useGo()
  const stateTag = ({ state }: Account) => (
    <Tag tone={state === 'active' ? 'good' : 'plain'}>{t(`accountState.${state}`)}</Tag>
  )
  const view = ({ id, name }: Account) => (
    <Button size="small" onClick={() => open(id)} aria-label={t('account.viewFor', { name })}>
      {t('account.view')}
    </Button>
  )
  const protection = ({ core, lacks, state }: Account) =>
    !core || state === 'closed' ? (
      t('account.notJudged')
    ) : (
      <Tag tone={lacks === 0 ? 'good' : 'warn'}>
        {lacks === 0 ? t('account.lacksNone') : t('account.protectionGap', { count: lacks })}
      </Tag>
    )
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
    { key: 'protection', title: t('account.protection'), render: protection },
    {
      key: 'verification',
      title: t('account.verification'),
      render: ({ verificationExpiresOn }) => verificationExpiresOn ?? '—',
    },
    { key: 'state', title: t('material.state'), render: stateTag },
    { key: 'action', title: t('table.action'), fixed: true, render: view },
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
          choiceField({ name: 'platform', label: t('accounts.platform') }, platforms, (value) => t(`platform.${value}`)),
          {
            name: 'departmentId',
            label: t('material.department'),
            input: (
              <Select
                allowClear
                options={departments.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
              />
            ),
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
        toolbar={
          <>
            <Button icon={<AlertOutlined />} onClick={() => go('/accounts/alerts')}>
              {t('alert.title')}
            </Button>
            <Button icon={<KeyOutlined />} onClick={() => go('/accounts/credentials')}>
              {t('credential.title')}
            </Button>
            {manage && <Button onClick={() => setImporting(true)}>{t('register.import')}</Button>}
            {manage && <ExportButton label={t('register.export')} />}
            {manage && addButton}
          </>
        }
        empty={
          <ListEmpty
            filtered={Object.keys(filter).length > 0}
            title={t('accounts.none')}
            hint={t('accounts.noneHint')}
            action={manage ? addButton : undefined}
          />
        }
        card={(account) => (
          <div className="row between">
            <div className="stack tight">
              <span className="row">
                <span className="card-title">{account.name}</span>
                {stateTag(account)}
                {account.core && account.state === 'active' && protection(account)}
              </span>
              <span className="soft">
                {t(`platform.${account.platform}`)} · {account.department.name} · {account.owner.name}
              </span>
            </div>
            {view(account)}
          </div>
        )}
      />
      {opened !== null && <AccountView id={opened} onClose={() => open(null)} onEdit={setEditing} />}
      {importing && <ImportRegister onClose={() => setImporting(false)} />}
      {editing !== null && (
        <AccountDrawer account={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </Page>
  )
}
