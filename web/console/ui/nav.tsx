import {
  AuditOutlined,
  BookOutlined,
  CheckSquareOutlined,
  ContactsOutlined,
  DashboardOutlined,
  EyeOutlined,
  FileDoneOutlined,
  FileTextOutlined,
  IdcardOutlined,
  LogoutOutlined,
  MessageOutlined,
  SafetyOutlined,
  SendOutlined,
  SettingOutlined,
  SolutionOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import { useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../session.ts'
import { GoLink } from './go-link.tsx'
import { navFor, type NavKey } from './nav-items.ts'
import './nav.css'

const icons: Record<NavKey, ReactNode> = {
  desk: <CheckSquareOutlined />,
  materials: <FileTextOutlined />,
  reviews: <AuditOutlined />,
  publications: <SendOutlined />,
  outreach: <MessageOutlined />,
  rules: <SafetyOutlined />,
  score: <DashboardOutlined />,
  ledger: <BookOutlined />,
  accounts: <IdcardOutlined />,
  customers: <ContactsOutlined />,
  requests: <SolutionOutlined />,
  readings: <EyeOutlined />,
  people: <TeamOutlined />,
  accessReview: <FileDoneOutlined />,
  leaving: <LogoutOutlined />,
  settings: <SettingOutlined />,
}

const isCurrent = (to: string, pathname: string): boolean =>
  to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`)

/** The way through the house, as far as the reader's permissions go. */
export const Nav = ({ onGo }: { onGo?: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  return (
    <nav aria-label={t('nav.label')}>
      <ul className="nav">
        {navFor(may).map(({ key, to }) => (
          <li key={key}>
            <GoLink to={to} aria-current={isCurrent(to, pathname) ? 'page' : undefined} onClick={() => onGo?.()}>
              <span aria-hidden="true">{icons[key]}</span>
              {t(`nav.${key}`)}
            </GoLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
