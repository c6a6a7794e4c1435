import { useRouter, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../../session.ts'
import { GoLink } from '../../../ui/go-link.tsx'
import { Page } from '../../../ui/page.tsx'
import { ExportList } from './export-list.tsx'
import '../customers.css'
import './exports.css'
import { TraceTab } from './trace-tab.tsx'

/** Exports of customers as tasks, and where a leaked file comes from. */
export const ExportsPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const router = useRouter()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const traces = may('vault.trace')
  const active = traces && search['tab'] === 'trace' ? 'trace' : 'tasks'
  return (
    <Page title={t('export.title')} intro={t('export.intro')} actions={<GoLink to="/customers">{t('export.back')}</GoLink>}>
      {traces ? (
        <Tabs
          activeKey={active}
          onChange={(tab) => void router.navigate({ to: '.', search: { tab } as never, replace: true })}
          destroyOnHidden
          items={[
            { key: 'tasks', label: t('export.tab.tasks'), children: <ExportList /> },
            { key: 'trace', label: t('export.tab.trace'), children: <TraceTab /> },
          ]}
        />
      ) : (
        <ExportList />
      )}
    </Page>
  )
}
