import { useRouter, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../session.ts'
import { Page } from '../../ui/page.tsx'
import { CurrentTab } from './current-tab.tsx'
import { DraftTab } from './draft-tab.tsx'
import { RecheckTab } from './recheck-tab.tsx'
import './rules-page.css'
import { VersionsTab } from './versions-tab.tsx'

const tabs = ['current', 'draft', 'versions', 'recheck'] as const
type TabKey = (typeof tabs)[number]

/** The rules of the check: what is in force, what is drafted, what was in force when, and what is live and offends. */
export const RulesPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const router = useRouter()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const active = tabs.find((tab) => tab === search['tab']) ?? 'current'
  const go = (tab: TabKey): void => {
    void router.navigate({ to: '.', search: { tab } as never, replace: true })
  }
  const content: Record<TabKey, ReactNode> = {
    current: <CurrentTab />,
    draft: <DraftTab onEnforced={() => go('recheck')} />,
    versions: <VersionsTab onDraft={() => go('draft')} />,
    recheck: <RecheckTab />,
  }
  const shown = tabs.filter((tab) => tab !== 'draft' || may('rules.edit'))
  return (
    <Page title={t('nav.rules')} intro={t('rules.intro')}>
      <Tabs
        activeKey={active}
        onChange={(key) => go(tabs.find((tab) => tab === key) ?? 'current')}
        destroyOnHidden
        items={shown.map((key) => ({ key, label: t(`rules.tab.${key}`), children: content[key] }))}
      />
    </Page>
  )
}
