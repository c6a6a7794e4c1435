import { PlusOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { ApiKeyDialog } from './api-key-dialog.tsx'
import { keyChoices, keyScopes, type Summaries } from './key-scopes.ts'
import { OneTimeSecret } from './one-time-secret.tsx'
import './settings.css'

type ApiKeyList = Output<'identity.list-api-keys'>
type ApiKey = ApiKeyList['items'][number]

const tones = { active: 'good', expired: 'plain', revoked: 'plain' } as const

const ApiKeyRow = ({ apiKey, summaries, onRevoke }: {
  apiKey: ApiKey
  summaries: Summaries
  onRevoke: () => void
}) => {
  const { t } = useTranslation()
  const { name, ending, state, operations, lastUsedAt, lastUsedNetwork } = apiKey
  return (
    <li>
      <div className="grow">
        <span className="row">
          <strong>{name}</strong>
          <code className="soft">wdk_…{ending}</code>
          <Tag tone={tones[state]}>{t(`apiKeyState.${state}`)}</Tag>
        </span>
        <p>{keyScopes(operations, summaries, t('apiKeys.scim')).join(t('apiKeys.and'))}</p>
        <p className="soft number">
          {t('apiKeys.facts', {
            giver: apiKey.givenBy.name,
            given: formatMinute(apiKey.givenAt),
            expires: formatMinute(apiKey.expiresAt),
            count: apiKey.callsPerMinute,
          })}
        </p>
        <p className="soft number">
          {lastUsedAt === null
            ? t('apiKeys.neverUsed')
            : t('apiKeys.used', { at: formatMinute(lastUsedAt), network: lastUsedNetwork ?? '—' })}
        </p>
      </div>
      {state === 'active' && (
        <Button danger aria-label={t('apiKeys.revokeFor', { name })} onClick={onRevoke}>
          {t('apiKeys.revoke')}
        </Button>
      )}
    </li>
  )
}

/** The keys by which other programs call this one. */
export const ApiKeys = () => {
  const { t, i18n } = useTranslation()
  const { message } = App.useApp()
  const keys = useRead('identity.list-api-keys', {})
  const revoke = useChange('identity.revoke-api-key')
  const [adding, setAdding] = useState(false)
  const [given, setGiven] = useState<{ name: string; secret: string } | null>(null)
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  const summariesOf = ({ grantable }: ApiKeyList): Summaries =>
    new Map(grantable.map(({ name, summary }) => [name, i18n.language === 'en' ? summary.en : summary.zh]))
  return (
    <section className="panel">
      <div className="row between">
        <h2>{t('apiKeys.title')}</h2>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('apiKeys.add')}
        </Button>
      </div>
      <p className="soft">{t('apiKeys.hint')}</p>
      <Loaded query={keys}>
        {(list) =>
          list.items.length === 0 ? (
            <EmptyState title={t('apiKeys.none')} hint={t('apiKeys.noneHint')} />
          ) : (
            <ul className="plain-rows">
              {list.items.map((apiKey) => (
                <ApiKeyRow
                  key={apiKey.id}
                  apiKey={apiKey}
                  summaries={summariesOf(list)}
                  onRevoke={() => setRevoking(apiKey)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {adding && keys.data !== undefined && (
        <ApiKeyDialog
          choices={keyChoices(summariesOf(keys.data), t('apiKeys.scim'))}
          onClose={() => setAdding(false)}
          onGiven={(name, secret) => {
            setAdding(false)
            setGiven({ name, secret })
          }}
        />
      )}
      <OneTimeSecret
        title={t('apiKeys.onceTitle', { name: given?.name ?? '' })}
        hint={t('apiKeys.onceHint')}
        label={t('apiKeys.key')}
        secret={given?.secret ?? null}
        onClose={() => setGiven(null)}
      />
      <ReasonDialog
        open={revoking !== null}
        title={t('apiKeys.revokeTitle', { name: revoking?.name ?? '' })}
        label={t('apiKeys.revokeReason')}
        hint={t('apiKeys.revokeHint')}
        confirm={t('apiKeys.revoke')}
        danger
        busy={revoke.isPending}
        error={revoke.error}
        onCancel={() => {
          revoke.reset()
          setRevoking(null)
        }}
        onConfirm={(reason) => {
          if (revoking === null) return
          const { id, name } = revoking
          revoke.mutate(
            { id, reason },
            {
              onSuccess: () => {
                setRevoking(null)
                message.success(t('apiKeys.revoked', { name }))
              },
            },
          )
        }}
      />
    </section>
  )
}
