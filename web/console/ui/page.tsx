import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

type PageProps = { title: string; intro?: ReactNode; actions?: ReactNode; children: ReactNode }

/** Names the browser's tab after the screen. */
export const useTitle = (title: string): void => {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`
  }, [title, t])
}

/** A screen: its heading, what can be done on it, and its content. */
export const Page = ({ title, intro, actions, children }: PageProps) => {
  useTitle(title)
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          {intro !== undefined && <p>{intro}</p>}
        </div>
        {actions !== undefined && <div className="row">{actions}</div>}
      </div>
      {children}
    </>
  )
}
