import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { NoticeDialog } from './notice-dialog.tsx'
import { NoticeDrawer } from './notice-drawer.tsx'
import { useChannels } from './use-channels.ts'

type Notice = Output<'outreach.list-notices'>['items'][number]

const NoticeRow = ({ notice, onOpen }: { notice: Notice; onOpen: () => void }) => {
  const { t } = useTranslation()
  const { namesOf } = useChannels()
  const { title, purpose, channels, version, publishedAt, sensitive, consenting, toAskAgain } = notice
  return (
    <li className="stack tight">
      <div className="row between">
        <div className="row">
          <strong>{title}</strong>
          <Tag tone="accent">{t(`outreach.purpose.${purpose}`)}</Tag>
          {sensitive && <Tag tone="warn">{t('outreach.sensitive')}</Tag>}
        </div>
        <Button aria-label={t('outreach.openFor', { title })} onClick={onOpen}>
          {t('outreach.open')}
        </Button>
      </div>
      <p className="soft">
        {t('outreach.version', { version })} · {formatMinute(publishedAt)} · {namesOf(channels)}
      </p>
      <div className="row">
        <span>{t('outreach.consenting', { count: consenting })}</span>
        {toAskAgain > 0 && <Tag tone="warn">{t('outreach.toAskAgain', { count: toAskAgain })}</Tag>}
      </div>
    </li>
  )
}

/** The notices, who consented, and who must be asked again. */
export const NoticesTab = () => {
  const { t } = useTranslation()
  const may = useMay()
  const [open, setOpen] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const list = useRead('outreach.list-notices', {})
  const mayPublish = may('outreach.publish-notices')
  return (
    <div className="stack">
      {mayPublish && (
        <div>
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('outreach.add')}
          </Button>
        </div>
      )}
      <Loaded query={list}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('outreach.none')} hint={t('outreach.noneHint')} />
          ) : (
            <section className="panel">
              <ul className="outreach-rows">
                {items.map((notice) => (
                  <NoticeRow key={notice.id} notice={notice} onOpen={() => setOpen(notice.id)} />
                ))}
              </ul>
            </section>
          )
        }
      </Loaded>
      {adding && <NoticeDialog before={null} onClose={() => setAdding(false)} />}
      {open !== null && <NoticeDrawer id={open} onClose={() => setOpen(null)} />}
    </div>
  )
}
