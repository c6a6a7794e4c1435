import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../session.ts'
import { Page } from '../../ui/page.tsx'
import { Departments } from './departments.tsx'
import { Matrix } from './matrix.tsx'
import { PeopleTable } from './people-table.tsx'

/** Who works here, in which posts, and what the posts may do. */
export const PeoplePage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const people = may('identity.view-people') || may('identity.manage-people')
  return (
    <Page title={t('nav.people')} intro={t('people.intro')}>
      <Tabs
        destroyOnHidden
        items={[
          ...(people
            ? [
                { key: 'people', label: t('people.tabPeople'), children: <PeopleTable /> },
                { key: 'departments', label: t('people.tabDepartments'), children: <Departments /> },
              ]
            : []),
          ...(may('identity.view-matrix')
            ? [{ key: 'matrix', label: t('people.tabMatrix'), children: <Matrix /> }]
            : []),
        ]}
      />
    </Page>
  )
}
