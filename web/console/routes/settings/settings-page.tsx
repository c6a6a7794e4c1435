import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../session.ts'
import { Page } from '../../ui/page.tsx'
import { AlertTimes } from './alert-times.tsx'
import { ApiKeys } from './api-keys.tsx'
import { EncryptionKeys } from './encryption-keys.tsx'
import { FactorSettings } from './factor-settings.tsx'
import { PasswordRules } from './password-rules.tsx'
import { ReviewTimes } from './review-times.tsx'
import { ReadingLimits } from './reading-limits.tsx'
import { SignInTimes } from './sign-in-times.tsx'
import { TestData } from './test-data.tsx'
import { Watching } from './watching.tsx'
import { Webhooks } from './webhooks.tsx'
import './settings.css'

type Part = { id: string; title: string; needs: string; panel: ReactNode }

const parts = [
  { id: 'review-times', title: 'settings.reviewTitle', needs: 'content.configure', panel: <ReviewTimes /> },
  { id: 'alert-times', title: 'alert.settings', needs: 'accounts.decide-alerts', panel: <AlertTimes /> },
  { id: 'factors', title: 'factors.settingsTitle', needs: 'identity.manage-people', panel: <FactorSettings /> },
  { id: 'sign-in-times', title: 'settings.sessionTitle', needs: 'identity.manage-people', panel: <SignInTimes /> },
  { id: 'password-rules', title: 'passwordRules.title', needs: 'identity.manage-people', panel: <PasswordRules /> },
  { id: 'reading-limits', title: 'readingLimits.title', needs: 'vault.configure', panel: <ReadingLimits /> },
  { id: 'watching', title: 'watching.title', needs: 'vault.configure', panel: <Watching /> },
  { id: 'test-data', title: 'testData.title', needs: 'vault.anonymise', panel: <TestData /> },
  { id: 'api-keys', title: 'apiKeys.title', needs: 'identity.manage-api-keys', panel: <ApiKeys /> },
  { id: 'webhooks', title: 'webhooks.title', needs: 'webhooks.manage', panel: <Webhooks /> },
  { id: 'encryption-keys', title: 'encryption.title', needs: 'keys.rotate', panel: <EncryptionKeys /> },
] as const satisfies readonly Part[]

/** How long reviews may take, how long a sign-in lasts, and which programs may call; each part by its own address. */
export const SettingsPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const shown = parts.filter(({ needs }) => may(needs))
  return (
    <Page title={t('nav.settings')} intro={t('settings.intro')}>
      {shown.length > 2 && (
        <nav className="settings-parts" aria-label={t('settings.parts')}>
          {shown.map(({ id, title }) => (
            <a key={id} href={`#${id}`}>
              {t(title)}
            </a>
          ))}
        </nav>
      )}
      <div className="stack">
        {shown.map(({ id, panel }) => (
          <div key={id} id={id} className="settings-part">
            {panel}
          </div>
        ))}
      </div>
    </Page>
  )
}
