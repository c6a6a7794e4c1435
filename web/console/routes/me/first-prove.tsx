import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { PasskeysPanel } from './passkeys-panel.tsx'
import { PasswordPanel } from './password-panel.tsx'
import { PhonePanel } from './phone-panel.tsx'
import { TotpPanel } from './totp-panel.tsx'
import './me-page.css'
import { useMe } from '../../session.ts'
import { Page } from '../../ui/page.tsx'

/** All that a session shows that lacks something: how to obtain it. Then the rest of the console opens by itself. */
export const FirstProve = () => {
  const { t } = useTranslation()
  const { lacks } = useMe()
  const wantsPassword = lacks === 'new-password'
  return (
    <Page title={t(wantsPassword ? 'factors.newPasswordFirst' : 'factors.secondFactorFirst')}>
      <div className="stack">
        <Alert
          type="info"
          showIcon
          title={t(wantsPassword ? 'factors.newPasswordWhy' : 'factors.secondFactorWhy')}
        />
        <div className="me">
          {wantsPassword ? (
            <PasswordPanel />
          ) : (
            <>
              <PasskeysPanel />
              <TotpPanel />
              <PhonePanel />
            </>
          )}
        </div>
      </div>
    </Page>
  )
}
