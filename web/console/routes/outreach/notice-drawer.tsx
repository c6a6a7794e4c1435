import { Button, Collapse, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { AskAgain } from './ask-again.tsx'
import { NoticeDialog } from './notice-dialog.tsx'
import { PublicAddress } from './public-address.tsx'
import { useChannels } from './use-channels.ts'

type Notice = Output<'outreach.view-notice'>
type Version = Notice['versions'][number]

const VersionText = ({ version }: { version: Version }) => {
  const { t } = useTranslation()
  const parts = ['plainText', 'purposeText', 'method', 'scope', 'retention', 'recipients'] as const
  return (
    <div className="stack">
      <Facts
        items={[
          ...parts.map((part) => ({
            label: t(`outreach.field.${part}`),
            value: <span className="outreach-text">{version[part]}</span>,
          })),
          { label: t('outreach.publishedBy'), value: `${version.publishedBy.name} · ${formatMinute(version.publishedAt)}` },
          { label: t('outreach.digest'), value: <code className="outreach-text">{version.digest}</code> },
        ]}
      />
    </div>
  )
}

/** A notice with all its versions, and which of them still carry consents. */
export const NoticeDrawer = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const { namesOf } = useChannels()
  const [changing, setChanging] = useState(false)
  const notice = useRead('outreach.view-notice', { id })
  const latest = notice.data?.versions[0]
  return (
    <Drawer open title={latest?.title ?? t('outreach.notice')} size="large" onClose={onClose}>
      <Loaded query={notice}>
        {({ versions, validFrom, channels, purpose, url }) => (
          <div className="stack">
            <p className="soft">
              {t(`outreach.purpose.${purpose}`)} · {namesOf(channels)}
            </p>
            {may('outreach.publish-notices') && (
              <div>
                <Button onClick={() => setChanging(true)}>{t('outreach.newVersion')}</Button>
              </div>
            )}
            <PublicAddress url={url} label={t('outreach.noticeAddress')} />
            {validFrom > 1 && may('outreach.view-consents') && <AskAgain noticeId={id} channels={channels} />}
            <Collapse
              key={versions[0]?.version}
              defaultActiveKey={String(versions[0]?.version ?? '')}
              items={versions.map((version) => ({
                key: String(version.version),
                label: (
                  <span className="row">
                    <span>{t('outreach.version', { version: version.version })}</span>
                    <Tag tone={version.version >= validFrom ? 'good' : 'plain'}>
                      {t(version.version >= validFrom ? 'outreach.counts' : 'outreach.countsNoMore')}
                    </Tag>
                    <span className="soft">{t('outreach.consentsOf', { count: version.consents })}</span>
                    {version.asksAgain && <Tag tone="warn">{t('outreach.askedAgain')}</Tag>}
                  </span>
                ),
                children: <VersionText version={version} />,
              }))}
            />
          </div>
        )}
      </Loaded>
      {changing && notice.data !== undefined && latest !== undefined && (
        <NoticeDialog
          before={{ id, purpose: notice.data.purpose, channels: notice.data.channels, ...latest }}
          onClose={() => setChanging(false)}
        />
      )}
    </Drawer>
  )
}
