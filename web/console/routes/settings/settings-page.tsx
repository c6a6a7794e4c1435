import { useTranslation } from 'react-i18next'
import { useMay } from '../../session.ts'
import { Page } from '../../ui/page.tsx'
import { ApiKeys } from './api-keys.tsx'
import { ReviewTimes } from './review-times.tsx'
import { SignInTimes } from './sign-in-times.tsx'
import { Webhooks } from './webhooks.tsx'

/** How long reviews may take, how long a sign-in lasts, and which programs may call. */
export const SettingsPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  return (
    <Page title={t('nav.settings')} intro={t('settings.intro')}>
      <div className="stack">
        {may('content.configure') && <ReviewTimes />}
        {may('identity.manage-people') && <SignInTimes />}
        {may('identity.manage-api-keys') && <ApiKeys />}
        {may('webhooks.manage') && <Webhooks />}
      </div>
    </Page>
  )
}
