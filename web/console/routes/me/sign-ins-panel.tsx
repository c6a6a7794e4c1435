import { App, Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { forgetSession } from '../../session.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { useProviderName } from '../../ui/provider-name.ts'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'

type SignIn = Output<'identity.list-sign-ins'>['items'][number]

const levelTone = { low: 'plain', elevated: 'warn', high: 'bad' } as const

const SignInItem = ({ signIn }: { signIn: SignIn }) => {
  const { t } = useTranslation()
  const providerName = useProviderName()
  const { modal } = App.useApp()
  const showProblem = useShowProblem()
  const disown = useChange('identity.disown-sign-in', { refresh: false })
  const notMe = (): void =>
    disown.mutate(
      { id: signIn.id },
      {
        onError: showProblem,
        onSuccess: ({ frozen }) =>
          void modal.info({
            title: t('signIns.disowned'),
            content: t(frozen ? 'signIns.frozen' : 'signIns.notFrozen'),
            okText: t('common.understood'),
            onOk: () => {
              forgetSession()
              window.location.assign('/sign-in')
            },
          }),
      },
    )
  return (
    <li>
      <div className="grow">
        <span className="row">
          <strong className="number">{formatMinute(signIn.at)}</strong>
          {signIn.provider !== null && <Tag tone="plain">{providerName(signIn.provider)}</Tag>}
          {signIn.level !== 'low' && <Tag tone={levelTone[signIn.level]}>{t(`signIns.level.${signIn.level}`)}</Tag>}
          {!signIn.finished && <Tag tone="plain">{t('signIns.unfinished')}</Tag>}
          {signIn.disowned && <Tag tone="bad">{t('signIns.wasDisowned')}</Tag>}
        </span>
        <p className="soft">
          {[signIn.place ?? t('signIns.noPlace'), signIn.device, signIn.ip].filter((part) => part !== '').join(' · ')}
        </p>
        {signIn.reasons.length > 0 && (
          <ul className="soft">
            {signIn.reasons.map((reason) => (
              <li key={reason}>· {reason}</li>
            ))}
          </ul>
        )}
      </div>
      {!signIn.disowned && (
        <Popconfirm
          title={t('signIns.notMeTitle')}
          description={t('signIns.notMeHint')}
          okText={t('signIns.notMe')}
          okButtonProps={{ danger: true }}
          cancelText={t('common.cancel')}
          onConfirm={notMe}
        >
          <Button size="small" loading={disown.isPending} aria-label={t('signIns.notMeAt', { at: formatMinute(signIn.at) })}>
            {t('signIns.notMe')}
          </Button>
        </Popconfirm>
      )}
    </li>
  )
}

/** The reader's own sign-ins; one that was somebody else's ends everything at once. */
export const SignInsPanel = () => {
  const { t } = useTranslation()
  const signIns = useRead('identity.list-sign-ins', {})
  return (
    <section className="panel">
      <h2>{t('signIns.title')}</h2>
      <div className="stack">
        <p className="soft">
          {t('signIns.hint')}{' '}
          <a href="https://db-ip.com" target="_blank" rel="noreferrer">
            {t('signIns.source')}
          </a>
        </p>
        <Loaded query={signIns} rows={4}>
          {({ items }) => (
            <ul className="sessions sign-ins">
              {items.map((signIn) => (
                <SignInItem key={signIn.id} signIn={signIn} />
              ))}
            </ul>
          )}
        </Loaded>
      </div>
    </section>
  )
}
