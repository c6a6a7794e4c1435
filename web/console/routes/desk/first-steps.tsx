import { CheckCircleFilled, RightCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../query.ts'
import { useMe } from '../../session.ts'
import { GoLink } from '../../ui/go-link.tsx'
import { Block } from './block.tsx'

/** What a new house needs before work can begin; gone once colleagues and accounts are there. */
export const FirstSteps = () => {
  const { t } = useTranslation()
  const me = useMe()
  const departments = useRead('identity.list-departments', {})
  const accounts = useRead('accounts.list-accounts', { page: 1, pageSize: 1 })
  if (departments.data === undefined || accounts.data === undefined) return null
  const hasColleagues = departments.data.items.reduce((sum, { people }) => sum + people, 0) > 1
  const hasAccounts = accounts.data.total > 0
  if (hasColleagues && hasAccounts) return null
  const steps = [
    { key: 'factor', to: '/me', done: me.assurance !== 'password' },
    { key: 'people', to: '/people', done: hasColleagues },
    { key: 'accounts', to: '/accounts', done: hasAccounts },
  ] as const
  return (
    <Block title={t('desk.firstSteps')}>
      <ol className="desk-list">
        {steps.map(({ key, to, done }) => (
          <li key={key}>
            <span aria-hidden="true">
              {done ? <CheckCircleFilled className="desk-done" /> : <RightCircleOutlined />}
            </span>
            <div className="grow">
              <GoLink to={to}>{t(`desk.step.${key}`)}</GoLink>
              <p className="soft">{t(`desk.stepHint.${key}`)}</p>
            </div>
            {done && <span className="soft">{t('flowState.done')}</span>}
          </li>
        ))}
      </ol>
    </Block>
  )
}
