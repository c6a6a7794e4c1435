import { useRouter, useSearch } from '@tanstack/react-router'
import { Button, Tabs } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../session.ts'
import { Page } from '../../ui/page.tsx'
import { EnterDialog } from './enter-dialog.tsx'
import { RequestDrawer } from './request-drawer.tsx'
import { RequestList } from './request-list.tsx'
import './requests.css'
import { RetentionTab } from './retention-tab.tsx'

const tabs = ['requests', 'retention'] as const
type TabKey = (typeof tabs)[number]

/** Requests of people about their data, and how long customers' data are kept. */
export const RequestsPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const router = useRouter()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const [entering, setEntering] = useState(false)
  const allowed: Record<TabKey, boolean> = { requests: may('requests.view'), retention: may('vault.view-retention') }
  const opened = typeof search['open'] === 'string' ? search['open'] : null
  const open = (id: string | null): void => {
    const { open: _before, ...rest } = search
    void router.navigate({ to: '.', search: (id === null ? rest : { ...rest, open: id }) as never, replace: id === null })
  }
  const content: Record<TabKey, ReactNode> = { requests: <RequestList onOpen={open} />, retention: <RetentionTab /> }
  const shown = tabs.filter((tab) => allowed[tab])
  const active = shown.find((tab) => tab === search['tab']) ?? shown[0] ?? 'requests'
  return (
    <Page
      title={t('nav.requests')}
      intro={t('request.intro')}
      actions={
        may('requests.handle') && (
          <Button type="primary" onClick={() => setEntering(true)}>
            {t('request.enter')}
          </Button>
        )
      }
    >
      {shown.length < 2 ? (
        content[active]
      ) : (
        <Tabs
          activeKey={active}
          onChange={(tab) => void router.navigate({ to: '.', search: { tab } as never, replace: true })}
          destroyOnHidden
          items={shown.map((key) => ({ key, label: t(`request.tab.${key}`), children: content[key] }))}
        />
      )}
      {opened !== null && may('requests.view') && <RequestDrawer key={opened} id={opened} onClose={() => open(null)} />}
      {entering && (
        <EnterDialog
          onClose={() => setEntering(false)}
          onEntered={(id) => {
            setEntering(false)
            open(id)
          }}
        />
      )}
    </Page>
  )
}
