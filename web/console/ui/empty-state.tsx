import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import './empty-state.css'

/** Nothing here yet, and what to do about it. */
export const EmptyState = ({ title, hint, action }: { title: string; hint?: ReactNode; action?: ReactNode }) => (
  <div className="empty-state">
    <svg viewBox="0 0 64 48" width="72" height="54" aria-hidden="true">
      <path
        d="M8 20 16 6h32l8 14v20a4 4 0 0 1-4 4H12a4 4 0 0 1-4-4Z"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
      />
      <path d="M8 20h15c0 5 4 8 9 8s9-3 9-8h15" fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
    <p className="empty-title">{title}</p>
    {hint !== undefined && <p className="soft">{hint}</p>}
    {action}
  </div>
)

type ListEmptyProps = { filtered: boolean; title: string; hint?: ReactNode; action?: ReactNode }

/** A list with nothing in it: nothing that fits the filter, or nothing at all yet. */
export const ListEmpty = ({ filtered, ...none }: ListEmptyProps) => {
  const { t } = useTranslation()
  return filtered ? <EmptyState title={t('table.noMatch')} hint={t('table.noMatchHint')} /> : <EmptyState {...none} />
}
