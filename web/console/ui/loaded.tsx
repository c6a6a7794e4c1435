import type { UseQueryResult } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from './problem-view.tsx'

type LoadedProps<Data> = { query: UseQueryResult<Data, Error>; rows?: number; children: (data: Data) => ReactNode }

/** A skeleton while the answer is on its way, the problem when there is none, otherwise the content. */
export const Loaded = <Data,>({ query, rows = 5, children }: LoadedProps<Data>) => {
  const { t } = useTranslation()
  if (query.data !== undefined) return children(query.data)
  if (query.error !== null) return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
  return (
    <div role="status" aria-label={t('common.loading')}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  )
}
