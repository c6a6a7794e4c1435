import {
  AuditOutlined,
  BookOutlined,
  CheckSquareOutlined,
  DashboardOutlined,
  FileTextOutlined,
  IdcardOutlined,
  SafetyOutlined,
  SendOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import { useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../session.ts'
import { GoLink } from './go-link.tsx'
import './nav.css'

type NavKey =
  'desk' | 'materials' | 'reviews' | 'publications' | 'rules' | 'score' | 'ledger' | 'accounts' | 'people' | 'settings'

/** Shown when one of the permissions is there; without any, to everybody. */
type NavItem = { key: NavKey; to: string; icon: ReactNode; permissions: readonly string[] }

const items: readonly NavItem[] = [
  { key: 'desk', to: '/', icon: <CheckSquareOutlined />, permissions: [] },
  {
    key: 'materials',
    to: '/materials',
    icon: <FileTextOutlined />,
    permissions: [
      'content.write',
      'content.view-all',
      'content.review-department',
      'content.review-legal',
      'content.publish',
    ],
  },
  {
    key: 'reviews',
    to: '/reviews',
    icon: <AuditOutlined />,
    permissions: ['content.review-department', 'content.review-legal'],
  },
  {
    key: 'publications',
    to: '/publications',
    icon: <SendOutlined />,
    permissions: ['content.publish', 'content.take-down', 'content.view-all'],
  },
  { key: 'rules', to: '/rules', icon: <SafetyOutlined />, permissions: ['rules.view', 'rules.edit'] },
  { key: 'score', to: '/score', icon: <DashboardOutlined />, permissions: ['score.view'] },
  { key: 'ledger', to: '/ledger', icon: <BookOutlined />, permissions: ['ledger.search'] },
  { key: 'accounts', to: '/accounts', icon: <IdcardOutlined />, permissions: ['accounts.view', 'accounts.manage'] },
  {
    key: 'people',
    to: '/people',
    icon: <TeamOutlined />,
    permissions: ['identity.view-people', 'identity.manage-people', 'identity.view-matrix'],
  },
  {
    key: 'settings',
    to: '/settings',
    icon: <SettingOutlined />,
    permissions: ['content.configure', 'identity.manage-people', 'identity.manage-api-keys', 'webhooks.manage'],
  },
]

const isCurrent = (to: string, pathname: string): boolean =>
  to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`)

/** The way through the house, as far as the reader's permissions go. */
export const Nav = ({ onGo }: { onGo?: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const shown = items.filter(({ permissions }) => permissions.length === 0 || permissions.some(may))
  return (
    <nav aria-label={t('nav.label')}>
      <ul className="nav">
        {shown.map(({ key, to, icon }) => (
          <li key={key}>
            <GoLink to={to} aria-current={isCurrent(to, pathname) ? 'page' : undefined} onClick={() => onGo?.()}>
              <span aria-hidden="true">{icon}</span>
              {t(`nav.${key}`)}
            </GoLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
