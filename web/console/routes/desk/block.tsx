import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { GoLink } from '../../ui/go-link.tsx'
import './desk-page.css'

type BlockProps = { title: string; count?: number | undefined; more?: string; extra?: ReactNode; children: ReactNode }

/** One of the lists on the desk. */
export const Block = ({ title, count, more, extra, children }: BlockProps) => {
  const { t } = useTranslation()
  return (
    <section className="panel" aria-label={title}>
      <div className="row between desk-head">
        <h2>
          {title}
          {count !== undefined && count > 0 && <span className="desk-count number">{count}</span>}
        </h2>
        {more !== undefined && <GoLink to={more}>{t('desk.more')}</GoLink>}
        {extra}
      </div>
      {children}
    </section>
  )
}
