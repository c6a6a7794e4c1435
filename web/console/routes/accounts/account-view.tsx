import { Alert, Button, Drawer, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useActorName } from '../../ui/person.tsx'
import { useIsPhone } from '../../ui/screen-width.ts'
import { formatMinute } from '../../ui/time.ts'
import { AlertsTab } from './alerts/alerts-tab.tsx'
import { AppsTab } from './apps-tab.tsx'
import { CredentialsTab } from './credentials-tab.tsx'
import { SeatsTab } from './seats-tab.tsx'
import './accounts.css'

const Basics = ({ account }: { account: AccountDetail }) => {
  const { t } = useTranslation()
  const nameOf = ({ name, active }: { name: string; active: boolean }): string =>
    active ? name : `${name}${t('account.left')}`
  const given = (text: string | null): string => text ?? t('account.notGiven')
  return (
    <div className="stack">
      {account.lacks.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('account.lacks', { count: account.lacks.length })}
          description={
            <ul className="lacks">
              {account.lacks.map(({ code, text }) => (
                <li key={code}>{text}</li>
              ))}
            </ul>
          }
        />
      )}
      <Facts
        items={[
          { label: t('accounts.platform'), value: t(`platform.${account.platform}`) },
          { label: t('accounts.platformId'), value: given(account.platformId) },
          { label: t('accounts.core'), value: t(account.core ? 'accounts.isCore' : 'accounts.isNotCore') },
          { label: t('material.state'), value: t(`accountState.${account.state}`) },
          { label: t('material.department'), value: account.department.name },
          { label: t('accounts.owner'), value: nameOf(account.owner) },
          {
            label: t('account.standIn'),
            value: account.standIn === null ? t('account.noStandIn') : nameOf(account.standIn),
          },
          { label: t('account.registeredAt'), value: formatMinute(account.registeredAt) },
          { label: t('account.verifiedSubject'), value: given(account.verifiedSubject) },
          { label: t('account.verification'), value: given(account.verificationExpiresOn) },
          { label: t('account.recoveryPhone'), value: given(account.recoveryPhone) },
          { label: t('account.recoveryMail'), value: given(account.recoveryMail) },
          {
            label: t('account.factors'),
            value:
              account.factors.length === 0
                ? t('account.notGiven')
                : account.factors.map((factor) => t(`account.factor.${factor}`)).join(t('list.between')),
          },
        ]}
      />
    </div>
  )
}

const History = ({ account }: { account: AccountDetail }) => {
  const { t } = useTranslation()
  const nameOf = useActorName()
  if (account.history.length === 0) return <p className="soft">{t('account.noHistory')}</p>
  return (
    <ul className="account-rows">
      {account.history.map(({ id, at, actor, text }) => (
        <li key={id} className="row between">
          <span>
            {text} <span className="soft">{nameOf(actor)}</span>
          </span>
          <time className="soft number" dateTime={at}>
            {formatMinute(at)}
          </time>
        </li>
      ))}
    </ul>
  )
}

type AccountViewProps = { id: string; onClose: () => void; onEdit: (account: AccountDetail) => void }

/** Everything about one account: who answers for it, who may do what on it, which secrets open it. */
export const AccountView = ({ id, onClose, onEdit }: AccountViewProps) => {
  const { t } = useTranslation()
  const may = useMay()
  const phone = useIsPhone()
  const query = useRead('accounts.view-account', { id })
  return (
    <Drawer
      open
      onClose={onClose}
      size={760}
      title={query.data?.name ?? t('nav.accounts')}
      extra={
        query.data !== undefined &&
        may('accounts.manage') && <Button onClick={() => onEdit(query.data)}>{t('account.edit')}</Button>
      }
    >
      <Loaded query={query}>
        {(account) => (
          <Tabs
            tabBarGutter={phone ? 12 : 20}
            items={[
              { key: 'basics', label: t('account.tab.basics'), children: <Basics account={account} /> },
              { key: 'seats', label: t('account.tab.seats'), children: <SeatsTab account={account} /> },
              { key: 'apps', label: t('account.tab.apps'), children: <AppsTab account={account} /> },
              {
                key: 'credentials',
                label: t('account.tab.credentials'),
                children: <CredentialsTab accountId={account.id} />,
              },
              { key: 'alerts', label: t('alert.tab'), children: <AlertsTab account={account} /> },
              { key: 'history', label: t('account.tab.history'), children: <History account={account} /> },
            ]}
          />
        )}
      </Loaded>
    </Drawer>
  )
}
