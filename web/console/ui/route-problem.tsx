import type { ErrorComponentProps } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { EmptyState } from './empty-state.tsx'
import { GoLink } from './go-link.tsx'
import { ProblemAlert } from './problem-view.tsx'

/** A screen that could not be shown. */
export const RouteProblem = ({ error, reset }: ErrorComponentProps) => (
  <div className="shell-content">
    <ProblemAlert
      error={error}
      onRetry={() => {
        reset()
        window.location.reload()
      }}
    />
  </div>
)

/** A screen that is on its way. */
export const Opening = () => {
  const { t } = useTranslation()
  return (
    <div className="opening" role="status" aria-label={t('common.loading')}>
      <Skeleton active paragraph={{ rows: 6 }} />
    </div>
  )
}

export const UnknownAddress = () => {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('problem.unknownAddress')}
      hint={t('problem.unknownAddressHint')}
      action={<GoLink to="/">{t('nav.desk')}</GoLink>}
    />
  )
}
