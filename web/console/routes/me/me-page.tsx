import { useTranslation } from 'react-i18next'
import { useMe } from '../../session.ts'
import { Facts } from '../../ui/facts.tsx'
import { useLabel } from '../../ui/labels.ts'
import { Page } from '../../ui/page.tsx'
import { useProviderName } from '../../ui/provider-name.ts'
import { formatMinute } from '../../ui/time.ts'
import { OutsidePanel } from './outside-panel.tsx'
import { PasskeysPanel } from './passkeys-panel.tsx'
import { PasswordPanel } from './password-panel.tsx'
import { PhonePanel } from './phone-panel.tsx'
import { RecoveryPanel } from './recovery-panel.tsx'
import { SessionsPanel } from './sessions-panel.tsx'
import { SignInsPanel } from './sign-ins-panel.tsx'
import { TemporaryPanel } from './temporary-panel.tsx'
import { TotpPanel } from './totp-panel.tsx'
import './me-page.css'

/** The reader's own sign-in: who they are here, password, second factor, sessions. */
export const MePage = () => {
  const { t } = useTranslation()
  const label = useLabel()
  const me = useMe()
  const providerName = useProviderName()
  const first = me.provider === null ? t('factors.name.password') : providerName(me.provider)
  return (
    <Page title={t('nav.me')}>
      <div className="me">
        <section className="panel">
          <h2>{t('me.about')}</h2>
          <Facts
            items={[
              { label: t('people.name'), value: me.name },
              { label: t('signIn.loginName'), value: me.loginName },
              { label: t('material.department'), value: me.department.name },
              { label: t('people.posts'), value: me.posts.map((post) => label('post', post)).join('、') },
              { label: t('me.passwordChangedAt'), value: formatMinute(me.passwordChangedAt) },
              { label: t('factors.thisSession'), value: t(`factors.assurance.${me.assurance}`, { first }) },
            ]}
          />
        </section>
        <PasskeysPanel />
        <TotpPanel />
        <PhonePanel />
        <RecoveryPanel />
        <PasswordPanel />
        <OutsidePanel />
        <TemporaryPanel />
        <SessionsPanel />
        <SignInsPanel />
      </div>
    </Page>
  )
}
