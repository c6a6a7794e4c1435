import { useRouter, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../session.ts'
import { Page } from '../../ui/page.tsx'
import { AudiencesTab } from './audiences-tab.tsx'
import { FormsTab } from './forms-tab.tsx'
import { NoticesTab } from './notices-tab.tsx'
import './outreach.css'
import { RecipientTab } from './recipient-tab.tsx'
import { SettingsTab } from './settings-tab.tsx'
import { TryTab } from './try-tab.tsx'

const tabs = ['notices', 'forms', 'audiences', 'try', 'recipient', 'settings'] as const
type TabKey = (typeof tabs)[number]

const content: Record<TabKey, ReactNode> = {
  notices: <NoticesTab />,
  forms: <FormsTab />,
  audiences: <AudiencesTab />,
  try: <TryTab />,
  recipient: <RecipientTab />,
  settings: <SettingsTab />,
}

/** Who outside may be sent what: notices, whether somebody may be sent a message now, their consents, and the settings. */
export const OutreachPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const router = useRouter()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const allowed: Record<TabKey, boolean> = {
    notices: may('outreach.view'),
    forms: may('outreach.view'),
    audiences: may('outreach.audit-campaigns'),
    try: may('outreach.send'),
    recipient: may('outreach.view-consents'),
    settings: may('outreach.view'),
  }
  const shown = tabs.filter((tab) => allowed[tab])
  const active = shown.find((tab) => tab === search['tab']) ?? shown[0] ?? 'notices'
  return (
    <Page title={t('nav.outreach')} intro={t('outreach.intro')}>
      <Tabs
        activeKey={active}
        onChange={(tab) => void router.navigate({ to: '.', search: { tab } as never, replace: true })}
        destroyOnHidden
        items={shown.map((key) => ({ key, label: t(`outreach.tab.${key}`), children: content[key] }))}
      />
    </Page>
  )
}
