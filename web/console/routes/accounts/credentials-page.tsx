import { PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Credential } from '../../domain.ts'
import { credentialKinds } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { ListEmpty } from '../../ui/empty-state.tsx'
import { GoLink } from '../../ui/go-link.tsx'
import { Page } from '../../ui/page.tsx'
import { PersonName } from '../../ui/person.tsx'
import { QueryForm } from '../../ui/query-form.tsx'
import type { Column } from '../../ui/query-table.tsx'
import { QueryTable } from '../../ui/query-table.tsx'
import { formatDue, formatMinute } from '../../ui/time.ts'
import { useListState } from '../../ui/use-list-state.ts'
import { CredentialActions } from './credential-actions.tsx'
import { CredentialFlags } from './credential-flags.tsx'
import { StoreDialog } from './store-dialog.tsx'
import './accounts.css'

type Filter = { search: string; kind: Credential['kind']; state: Credential['state'] }

const states: readonly Credential['state'][] = ['active', 'leaked', 'retired']

/** The credentials of platforms and partners: when each is due, who answers for it, what is wrong with it. */
export const CredentialsPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const manage = may('accounts.manage-credentials')
  const acts = manage || may('accounts.use-credentials') || may('accounts.rotate-credentials')
  const { filter, page, pageSize, setFilter, setPage } = useListState<Filter>(['search', 'kind', 'state'])
  const credentials = useRead('accounts.list-credentials', { ...filter, page, pageSize }, { keepPrevious: true })
  const [storing, setStoring] = useState(false)
  const belongsTo = ({ account, partner }: Credential): string =>
    account === null ? (partner ?? '') : `${t(`platform.${account.platform}`)} · ${account.name}`
  const columns: Column<Credential>[] = [
    {
      key: 'name',
      title: t('credential.name'),
      fixed: true,
      render: ({ name }) => <div className="cell-main">{name}</div>,
    },
    { key: 'kind', title: t('credential.kind'), render: ({ kind }) => t(`credential.kinds.${kind}`) },
    { key: 'subject', title: t('credential.subject'), render: belongsTo },
    {
      key: 'ending',
      title: t('credential.ending'),
      render: ({ lastFour }) => (lastFour === '' ? '—' : <code>{lastFour}</code>),
    },
    { key: 'owner', title: t('credential.owner'), render: ({ owner }) => <PersonName name={owner.name} /> },
    { key: 'due', title: t('credential.due'), render: ({ dueAt }) => formatDue(dueAt) },
    {
      key: 'lastUsed',
      title: t('credential.lastUsed'),
      render: ({ lastUsedAt }) => (lastUsedAt === null ? t('credential.never') : formatMinute(lastUsedAt)),
    },
    {
      key: 'rotatedAt',
      title: t('credential.rotatedAt'),
      hidden: true,
      render: ({ rotatedAt }) => formatMinute(rotatedAt),
    },
    {
      key: 'scopes',
      title: t('linkedApp.scopes'),
      hidden: true,
      render: ({ scopes }) => scopes.join(t('list.between')) || '—',
    },
    {
      key: 'state',
      title: t('credential.state'),
      render: (credential) => <CredentialFlags credential={credential} />,
    },
    ...(acts
      ? [
          {
            key: 'action',
            title: t('table.action'),
            fixed: true,
            render: (credential: Credential) => <CredentialActions credential={credential} />,
          },
        ]
      : []),
  ]
  const storeButton = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setStoring(true)}>
      {t('credential.store')}
    </Button>
  )
  return (
    <Page
      title={t('credential.title')}
      intro={t('credential.intro')}
      actions={<GoLink to="/accounts">{t('credential.back')}</GoLink>}
    >
      <QueryForm<Filter>
        values={filter}
        onQuery={setFilter}
        fields={[
          { name: 'search', label: t('credential.name'), input: <Input allowClear maxLength={100} /> },
          {
            name: 'kind',
            label: t('credential.kind'),
            input: (
              <Select
                allowClear
                options={credentialKinds.map((value) => ({ value, label: t(`credential.kinds.${value}`) }))}
              />
            ),
          },
          {
            name: 'state',
            label: t('credential.state'),
            input: (
              <Select allowClear options={states.map((value) => ({ value, label: t(`credential.states.${value}`) }))} />
            ),
          },
        ]}
      />
      <QueryTable<Credential>
        name="credentials"
        label={t('credential.all')}
        query={credentials}
        columns={columns}
        rowKey={({ id }) => id}
        page={page}
        pageSize={pageSize}
        onPage={setPage}
        toolbar={manage && storeButton}
        empty={
          <ListEmpty
            filtered={Object.keys(filter).length > 0}
            title={t('credential.none')}
            hint={t('credential.noneHint')}
            action={manage ? storeButton : undefined}
          />
        }
        card={(credential) => (
          <div className="stack tight">
            <span className="row">
              <span className="card-title">{credential.name}</span>
              <CredentialFlags credential={credential} />
            </span>
            <span className="soft">
              {t(`credential.kinds.${credential.kind}`)} · {belongsTo(credential)} · {credential.owner.name}
            </span>
            <span className="soft number">
              {t('credential.due')} {formatDue(credential.dueAt)}
            </span>
            <CredentialActions credential={credential} />
          </div>
        )}
      />
      {storing && <StoreDialog accountId={null} onClose={() => setStoring(false)} />}
    </Page>
  )
}
