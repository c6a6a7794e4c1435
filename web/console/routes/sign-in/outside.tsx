import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTitle } from '../../ui/page.tsx'
import { LanguageSwitch } from '../../ui/language-switch.tsx'
import { ThemeCycle } from '../../ui/theme-cycle.tsx'
import '../../ui/shell.css'

/** The frame of the screens that need no session. */
export const Outside = ({ title, children }: { title: string; children: ReactNode }) => {
  const { t } = useTranslation()
  useTitle(title)
  return (
    <main className="outside">
      <div className="outside-card">
        <div className="outside-brand">
          <img src="/favicon.svg" alt="" />
          <span>{t('app.name')}</span>
        </div>
        <p className="outside-line">{t('app.line')}</p>
        <div className="panel">
          <h1 className="section-title">{title}</h1>
          {children}
        </div>
        <div className="outside-foot">
          <LanguageSwitch />
          <ThemeCycle />
        </div>
      </div>
    </main>
  )
}

/** The secret of a link, from behind the `#`: it never reaches a server's log. */
export const tokenFromLink = (): string => decodeURIComponent(window.location.hash.slice(1))
