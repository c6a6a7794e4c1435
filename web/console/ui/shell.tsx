import { DownOutlined, LogoutOutlined, MenuOutlined, UserOutlined } from '@ant-design/icons'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { Button, Drawer, Dropdown } from 'antd'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../query.ts'
import { forgetSession, useMe } from '../session.ts'
import { useGo } from './go-link.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { Nav } from './nav.tsx'
import { NoticeBell } from './notice-bell.tsx'
import { PersonAvatar } from './person.tsx'
import { ProveAgain } from './prove-again.tsx'
import { useIsNarrow } from './screen-width.ts'
import './shell.css'
import { ThemeSwitch } from './theme-switch.tsx'
import { Watermark } from './watermark.tsx'
import { WithheldBanner } from './withheld-banner.tsx'

export const Brand = () => {
  const { t } = useTranslation()
  return (
    <div className="shell-brand">
      <img src="/favicon.svg" alt="" />
      <span>{t('app.name')}</span>
    </div>
  )
}

const FirstProve = lazy(() => import('../routes/me/first-prove.tsx').then(({ FirstProve: component }) => ({ default: component })))

const UserMenu = () => {
  const { t } = useTranslation()
  const me = useMe()
  const go = useGo()
  const signOut = useChange('identity.sign-out', { refresh: false })
  const leave = (): void => {
    signOut.mutate(
      {},
      {
        onSettled: () => {
          sessionStorage.clear()
          forgetSession()
          window.location.assign('/sign-in')
        },
      },
    )
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'me', icon: <UserOutlined />, label: t('nav.me'), onClick: () => go('/me') },
          { key: 'leave', icon: <LogoutOutlined />, label: t('session.signOut'), onClick: leave },
        ],
      }}
    >
      <Button type="text" className="user-button">
        <PersonAvatar name={me.name} size={24} />
        <span>{me.name}</span>
        <span className="visually-hidden">{t('session.menu')}</span>
        <DownOutlined aria-hidden="true" />
      </Button>
    </Dropdown>
  )
}

/** Moves the reader to the new screen: scroll and focus, as a page load would. */
const useFocusOnChange = () => {
  const content = useRef<HTMLElement>(null)
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    if (!content.current?.contains(document.activeElement)) content.current?.focus({ preventScroll: true })
  }, [pathname])
  return content
}

/** The frame around every screen of a signed-in person. */
export const Shell = () => {
  const { t } = useTranslation()
  const me = useMe()
  const narrow = useIsNarrow()
  const [open, setOpen] = useState(false)
  const content = useFocusOnChange()
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {t('nav.skip')}
      </a>
      {!narrow && (
        <aside className="shell-side">
          <Brand />
          <div className="shell-menu">
            {me.lacks === null && <Nav />}
          </div>
          <div className="shell-foot">
            {me.company}
            <br />
            {me.department.name}
          </div>
        </aside>
      )}
      <div className="shell-main">
        {me.demo && (
          <section className="demo-banner" aria-label={t('app.demoLabel')}>
            {t('app.demo')}
          </section>
        )}
        {me.lacks === null && <WithheldBanner />}
        <header className="shell-head">
          {narrow && (
            <>
              <Button type="text" icon={<MenuOutlined />} aria-label={t('nav.open')} onClick={() => setOpen(true)} />
              <Brand />
            </>
          )}
          {me.lacks === null && <NoticeBell />}
          <ThemeSwitch />
          {!narrow && <LanguageSwitch />}
          <UserMenu />
        </header>
        <main id="content" className="shell-content" ref={content} tabIndex={-1}>
          <Suspense fallback={null}>{me.lacks === null ? <Outlet /> : <FirstProve />}</Suspense>
        </main>
      </div>
      {narrow && (
        <Drawer open={open} onClose={() => setOpen(false)} placement="left" size={264} title={t('app.name')}>
          <div className="stack">
            {me.lacks === null && <Nav onGo={() => setOpen(false)} />}
            <LanguageSwitch />
            <p className="soft">
              {me.company} · {me.department.name}
            </p>
          </div>
        </Drawer>
      )}
      <ProveAgain />
      <Watermark text={`${me.name} ${me.loginName}`} />
    </div>
  )
}
