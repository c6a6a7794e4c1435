import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { goOutside } from '../../outside-sign-in.ts'
import { useChange, useRead } from '../../query.ts'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { ProviderIcon } from '../../ui/provider-icon.tsx'
import { useSentence } from '../../ui/sentence.ts'
import { formatMinute } from '../../ui/time.ts'

type Identity = Output<'identity.view-outside-identities'>['items'][number]

const Link = ({ provider, name }: { provider: Identity['provider']; name: string }) => {
  const { t } = useTranslation()
  const showProblem = useShowProblem()
  const [busy, setBusy] = useState(false)
  const link = (): void => {
    setBusy(true)
    goOutside(provider, { purpose: 'link', next: '/me' }).catch((error: unknown) => {
      showProblem(error)
      setBusy(false)
    })
  }
  return (
    <Button loading={busy} onClick={link} aria-label={t('outside.linkFor', { provider: name })}>
      {t('outside.link')}
    </Button>
  )
}

const Unlink = ({ provider, name }: { provider: Identity['provider']; name: string }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const remove = useChange('identity.remove-outside-identity')
  const unlink = (): void =>
    remove.mutate({ provider }, { onError: showProblem, onSuccess: () => void message.success(t('outside.unlinked')) })
  return (
    <Popconfirm
      title={t('outside.unlinkTitle', { provider: name })}
      description={t('outside.unlinkHint')}
      okText={t('outside.unlink')}
      cancelText={t('common.cancel')}
      onConfirm={unlink}
    >
      <Button danger loading={remove.isPending} aria-label={t('outside.unlinkFor', { provider: name })}>
        {t('outside.unlink')}
      </Button>
    </Popconfirm>
  )
}

const Item = ({ identity: { provider, title, offered, linkedAt } }: { identity: Identity }) => {
  const { t } = useTranslation()
  const name = useSentence()(title)
  return (
    <li>
      <div className="grow">
        <span className="row">
          <ProviderIcon provider={provider} />
          <strong>{name}</strong>
        </span>
        <p className="soft number">
          {linkedAt === null ? t('outside.notLinked') : t('outside.since', { at: formatMinute(linkedAt) })}
          {!offered && ` · ${t('outside.notOffered')}`}
        </p>
      </div>
      {linkedAt === null ? <Link provider={provider} name={name} /> : <Unlink provider={provider} name={name} />}
    </li>
  )
}

/** The reader's identities at others; nothing where no such way is offered. */
export const OutsidePanel = () => {
  const { t } = useTranslation()
  const identities = useRead('identity.view-outside-identities', {})
  if (identities.data === undefined || identities.data.items.length === 0) return null
  return (
    <section className="panel">
      <h2>{t('outside.title')}</h2>
      <div className="stack">
        <p className="soft">{t('outside.why')}</p>
        <ul className="sessions">
          {identities.data.items.map((identity) => (
            <Item key={identity.provider} identity={identity} />
          ))}
        </ul>
      </div>
    </section>
  )
}
