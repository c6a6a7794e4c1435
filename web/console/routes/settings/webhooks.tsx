import { PlusOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { OneTimeSecret } from './one-time-secret.tsx'
import { type Endpoint, eventTexts, WebhookDialog } from './webhook-dialog.tsx'
import './settings.css'

type Shown = { name: string; secret: string }

const EndpointTag = ({ endpoint: { state, failures } }: { endpoint: Endpoint }) => {
  const { t } = useTranslation()
  if (state === 'disabled') return <Tag tone="bad">{t('webhooks.disabled')}</Tag>
  if (failures === 0) return <Tag tone="good">{t('webhooks.active')}</Tag>
  return <Tag tone="warn">{t('webhooks.failing', { count: failures })}</Tag>
}

const EndpointRow = ({ endpoint, onEdit, onSecret }: {
  endpoint: Endpoint
  onEdit: () => void
  onSecret: (shown: Shown) => void
}) => {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const showProblem = useShowProblem()
  const test = useChange('webhooks.test-endpoint')
  const rotate = useChange('webhooks.rotate-secret')
  const switchOver = useChange('webhooks.switch-endpoint')
  const remove = useChange('webhooks.remove-endpoint')
  const { id, name, url, events, state, lastAttemptAt, lastOutcome, waiting, previousSecretUntil } = endpoint
  const active = state === 'active'
  const askToRotate = () =>
    modal.confirm({
      title: t('webhooks.rotateTitle', { name }),
      content: t('webhooks.rotateHint'),
      okText: t('webhooks.rotate'),
      onOk: () =>
        rotate.mutate({ id }, { onSuccess: ({ secret }) => onSecret({ name, secret }), onError: showProblem }),
    })
  const askToRemove = () =>
    modal.confirm({
      title: t('webhooks.removeTitle', { name }),
      content: t('webhooks.removeHint'),
      okText: t('webhooks.remove'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutate({ id }, { onError: showProblem }),
    })
  return (
    <li>
      <div className="grow">
        <span className="row">
          <strong>{name}</strong>
          <EndpointTag endpoint={endpoint} />
        </span>
        <p>{url}</p>
        <p className="soft">{events.map((event) => t(eventTexts[event])).join(t('apiKeys.and'))}</p>
        <p className="soft number">
          {lastAttemptAt === null
            ? t('webhooks.neverSent')
            : t('webhooks.last', { at: formatMinute(lastAttemptAt), outcome: lastOutcome ?? '—', count: waiting })}
          {previousSecretUntil !== null && ` · ${t('webhooks.bothUntil', { at: formatMinute(previousSecretUntil) })}`}
        </p>
        <p className="soft number">{t('webhooks.id', { id })}</p>
      </div>
      <div className="row">
        {active && (
          <Button
            loading={test.isPending}
            aria-label={t('webhooks.testFor', { name })}
            onClick={() =>
              test.mutate({ id }, { onSuccess: () => void message.success(t('webhooks.tested')), onError: showProblem })
            }
          >
            {t('webhooks.test')}
          </Button>
        )}
        <Button aria-label={t('webhooks.editFor', { name })} onClick={onEdit}>
          {t('webhooks.edit')}
        </Button>
        <Button aria-label={t('webhooks.rotateFor', { name })} onClick={askToRotate}>
          {t('webhooks.rotate')}
        </Button>
        <Button
          aria-label={active ? t('webhooks.disableFor', { name }) : t('webhooks.enableFor', { name })}
          loading={switchOver.isPending}
          onClick={() => switchOver.mutate({ id, active: !active }, { onError: showProblem })}
        >
          {active ? t('webhooks.disable') : t('webhooks.enable')}
        </Button>
        <Button danger aria-label={t('webhooks.removeFor', { name })} onClick={askToRemove}>
          {t('webhooks.remove')}
        </Button>
      </div>
    </li>
  )
}

/** Where other systems are told about results. */
export const Webhooks = () => {
  const { t } = useTranslation()
  const endpoints = useRead('webhooks.list-endpoints', {}, { everySeconds: 30 })
  const [editing, setEditing] = useState<Endpoint | 'new' | null>(null)
  const [shown, setShown] = useState<Shown | null>(null)
  return (
    <section className="panel">
      <div className="row between">
        <h2>{t('webhooks.title')}</h2>
        <Button icon={<PlusOutlined />} onClick={() => setEditing('new')}>
          {t('webhooks.add')}
        </Button>
      </div>
      <p className="soft">{t('webhooks.hint')}</p>
      <Loaded query={endpoints}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('webhooks.none')} hint={t('webhooks.noneHint')} />
          ) : (
            <ul className="plain-rows">
              {items.map((endpoint) => (
                <EndpointRow
                  key={endpoint.id}
                  endpoint={endpoint}
                  onEdit={() => setEditing(endpoint)}
                  onSecret={setShown}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {editing !== null && (
        <WebhookDialog
          endpoint={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onAdded={(name, secret) => {
            setEditing(null)
            setShown({ name, secret })
          }}
        />
      )}
      <OneTimeSecret
        title={t('webhooks.onceTitle', { name: shown?.name ?? '' })}
        hint={t('webhooks.onceHint')}
        label={t('webhooks.secret')}
        secret={shown?.secret ?? null}
        onClose={() => setShown(null)}
      />
    </section>
  )
}
