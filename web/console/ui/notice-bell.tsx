import { BellOutlined } from '@ant-design/icons'
import { Badge, Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../query.ts'
import { EmptyState } from './empty-state.tsx'
import { GoLink } from './go-link.tsx'
import { Loaded } from './loaded.tsx'
import './notice-bell.css'
import { formatMinute } from './time.ts'

const NoticeList = ({ onGo }: { onGo: () => void }) => {
  const { t } = useTranslation()
  const notices = useRead('desk.list-notices', { page: 1, pageSize: 50 })
  const markRead = useChange('desk.mark-notices-read')
  return (
    <Loaded query={notices}>
      {({ items, unread }) =>
        items.length === 0 ? (
          <EmptyState title={t('notices.none')} hint={t('notices.noneHint')} />
        ) : (
          <div className="stack">
            <div className="row between">
              <span className="soft">{t('notices.unread', { count: unread })}</span>
              <Button
                disabled={unread === 0}
                loading={markRead.isPending}
                onClick={() => markRead.mutate({ ids: 'all' })}
              >
                {t('notices.readAll')}
              </Button>
            </div>
            <ul className="notices">
              {items.map(({ id, text, link, at, readAt }) => {
                const read = (): void => {
                  if (readAt === null) markRead.mutate({ ids: [id] })
                  onGo()
                }
                return (
                  <li key={id} className={readAt === null ? 'unread' : undefined}>
                    {readAt === null && <span className="visually-hidden">{t('notices.isUnread')}</span>}
                    {link === null ? (
                      <span>{text}</span>
                    ) : (
                      <GoLink to={link} onClick={read}>
                        {text}
                      </GoLink>
                    )}
                    <time className="soft number">{formatMinute(at)}</time>
                  </li>
                )
              })}
            </ul>
          </div>
        )
      }
    </Loaded>
  )
}

/** The bell: how many notices wait, and what they say. */
export const NoticeBell = () => {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const count = useRead('desk.list-notices', { unread: true, page: 1, pageSize: 1 }, { everySeconds: 60 })
  const unread = count.data?.unread ?? 0
  return (
    <>
      <Badge count={unread} size="small" offset={[-1, 7]}>
        <Button
          type="text"
          icon={<BellOutlined />}
          aria-label={t('notices.label', { count: unread })}
          onClick={() => setOpen(true)}
        />
      </Badge>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('notices.title')} size={400} destroyOnHidden>
        <NoticeList onGo={() => setOpen(false)} />
      </Drawer>
    </>
  )
}
