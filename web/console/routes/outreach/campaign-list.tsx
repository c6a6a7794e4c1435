import { Button, Pagination } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { useChannels } from './use-channels.ts'

const pageSize = 10
const tones = { running: 'accent', done: 'good', cancelled: 'plain' } as const

/** What was decided about audiences, latest first. */
export const CampaignList = ({ onOpen }: { onOpen: (id: string) => void }) => {
  const { t } = useTranslation()
  const { nameOf } = useChannels()
  const [page, setPage] = useState(1)
  const list = useRead('outreach.list-campaigns', { page, pageSize }, { keepPrevious: true, whileWaiting: ({ items }) => items.some(({ state }) => state === 'running') })
  return (
    <section className="panel stack">
      <h2>{t('outreach.campaigns')}</h2>
      <Loaded query={list}>
        {({ items, total }) =>
          items.length === 0 ? (
            <p className="soft">{t('outreach.noCampaigns')}</p>
          ) : (
            <>
              <ul className="outreach-rows">
                {items.map(({ id, audienceName, mode, purpose, channel, state, asked, allowed, startedBy, startedAt }) => (
                  <li key={id} className="stack tight">
                    <div className="row between">
                      <div className="row">
                        <strong>{audienceName}</strong>
                        <Tag tone={mode === 'reserve' ? 'accent' : 'plain'}>{t(`outreach.modeName.${mode}`)}</Tag>
                        <Tag tone={tones[state]}>{t(`outreach.campaignState.${state}`)}</Tag>
                      </div>
                      <Button aria-label={t('outreach.openCampaign', { name: audienceName, at: formatMinute(startedAt) })} onClick={() => onOpen(id)}>
                        {t('outreach.open')}
                      </Button>
                    </div>
                    <p className="soft">
                      {t(`outreach.purpose.${purpose}`)} · {nameOf(channel)} · {startedBy} · {formatMinute(startedAt)}
                    </p>
                    <p>{t('outreach.reached', { allowed, asked })}</p>
                  </li>
                ))}
              </ul>
              {total > pageSize && <Pagination size="small" current={page} pageSize={pageSize} total={total} onChange={setPage} showSizeChanger={false} />}
            </>
          )
        }
      </Loaded>
    </section>
  )
}
