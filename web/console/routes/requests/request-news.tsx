import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestDetail } from '../../domain.ts'
import { useMay } from '../../session.ts'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { TellDialog } from './tell-dialog.tsx'

type News = RequestDetail['news'][number]

const tones = { sending: 'accent', 'by-hand': 'warn', sent: 'good', told: 'good', dropped: 'plain' } as const

/** What the person was told and when, and what a colleague has to tell them. */
export const RequestNews = ({ request }: { request: RequestDetail }) => {
  const { t } = useTranslation()
  const may = useMay()
  const [telling, setTelling] = useState<News | null>(null)
  // What was overtaken before it went out says nothing to anybody.
  const shown = request.news.filter(({ state }) => state !== 'dropped')
  if (shown.length === 0) return null
  return (
    <>
      <h3>{t('request.news.title')}</h3>
      <ul className="request-rows">
        {shown.map((news) => (
          <li key={news.id} className="row between">
            <span className="stack tight">
              <span className="row">
                {t(`request.news.about.${news.about}`)}
                <Tag tone={tones[news.state]}>{t(`request.news.state.${news.state}`)}</Tag>
                {news.way !== null && <span className="soft">{t(`request.news.way.${news.way}`)}</span>}
              </span>
              {news.note !== null && (
                <span className="soft">
                  {news.by !== null && `${news.by} · `}
                  {news.note}
                </span>
              )}
            </span>
            {news.state === 'by-hand' && may('requests.handle') ? (
              <Button size="small" type="primary" onClick={() => setTelling(news)}>
                {t('request.news.tell')}
              </Button>
            ) : (
              <time className="soft number" dateTime={news.settledAt ?? news.at}>
                {formatMinute(news.settledAt ?? news.at)}
              </time>
            )}
          </li>
        ))}
      </ul>
      {telling !== null && <TellDialog request={request} news={telling} onClose={() => setTelling(null)} />}
    </>
  )
}
