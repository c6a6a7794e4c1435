import { useRouter, useSearch } from '@tanstack/react-router'
import { Button, Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../session.ts'
import { useGo } from '../../ui/go-link.tsx'
import { Page } from '../../ui/page.tsx'
import { Departments } from './departments.tsx'
import { Matrix } from './matrix.tsx'
import { PeopleTable } from './people-table.tsx'
import { TemporaryPosts } from './temporary-posts.tsx'
import { UnusedRights } from './unused-rights.tsx'

type Tab = { key: string; label: string; shown: boolean; children: ReactNode }

/** Who works here, in which posts, and what the posts may do. */
export const PeoplePage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const router = useRouter()
  const go = useGo()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const people = may('identity.view-people')
  const tabs: Tab[] = [
    { key: 'people', label: t('people.tabPeople'), shown: people, children: <PeopleTable /> },
    { key: 'departments', label: t('people.tabDepartments'), shown: people, children: <Departments /> },
    { key: 'matrix', label: t('people.tabMatrix'), shown: may('identity.view-matrix'), children: <Matrix /> },
    { key: 'temporary', label: t('people.tabTemporary'), shown: people, children: <TemporaryPosts /> },
    { key: 'unused', label: t('people.tabUnused'), shown: people, children: <UnusedRights /> },
  ]
  const items = tabs.filter(({ shown }) => shown)
  const active = items.find(({ key }) => key === search['tab']) ?? items[0]
  return (
    <Page
      title={t('nav.people')}
      intro={t('people.intro')}
      actions={
        may('identity.manage-people') && <Button onClick={() => go('/people/contact-book')}>{t('directory.tab')}</Button>
      }
    >
      <Tabs
        destroyOnHidden
        activeKey={active?.key ?? 'people'}
        onChange={(tab) => void router.navigate({ to: '.', search: { tab } as never, replace: true })}
        items={items.map(({ key, label, children }) => ({ key, label, children }))}
      />
    </Page>
  )
}
