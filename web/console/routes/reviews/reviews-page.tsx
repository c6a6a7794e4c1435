import { QuestionCircleOutlined } from '@ant-design/icons'
import { useParams } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueItem } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SeverityCounts } from '../../ui/findings/severity.tsx'
import { GoLink, useGo } from '../../ui/go-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { RemainingTime } from '../../ui/remaining-time.tsx'
import { useIsNarrow } from '../../ui/screen-width.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { KeyHelp } from './key-help.tsx'
import { ReviewDesk } from './review-desk.tsx'
import './reviews-page.css'

type Scope = 'all' | 'mine'

const queueSize = 100

const Queue = ({ items, current }: { items: readonly QueueItem[]; current: string | undefined }) => {
  const { t } = useTranslation()
  return (
    <ul className="queue" aria-label={t('reviews.queue')}>
      {items.map(({ reviewId, material, level, author, dueAt, claimedBy, findings }) => (
        <li key={reviewId}>
          <GoLink to={`/reviews/${reviewId}`} aria-current={reviewId === current ? 'true' : undefined}>
            <span className="card-title">{material.title}</span>
            <span className="row between">
              <span className="soft">
                {t(`level.${level}`)} · {t(`channel.${material.channel}`)} · {author.name}
              </span>
              <RemainingTime dueAt={dueAt} />
            </span>
            <span className="row between">
              <SeverityCounts counts={findings} />
              {claimedBy !== null && <span className="soft">{t('reviews.claimedBy', { name: claimedBy.name })}</span>}
            </span>
          </GoLink>
        </li>
      ))}
    </ul>
  )
}

/** The queue, and beside it the review that is open. On a phone one after the other. */
export const ReviewsPage = () => {
  const { t } = useTranslation()
  const go = useGo()
  const may = useMay()
  const narrow = useIsNarrow()
  const { reviewId } = useParams({ strict: false })
  const [scope, setScope] = useState<Scope>('all')
  const [help, setHelp] = useState(false)
  const queue = useRead(
    'content.list-queue',
    { ...(scope === 'mine' ? { mine: true } : {}), page: 1, pageSize: queueSize },
    { everySeconds: 30, keepPrevious: true },
  )
  const items = queue.data?.items ?? []
  const position = items.findIndex((item) => item.reviewId === reviewId)
  const step = (by: 1 | -1): void => {
    const next = items[position === -1 ? 0 : position + by]
    if (next !== undefined) go(`/reviews/${next.reviewId}`)
  }
  useKeys({ j: () => step(1), k: () => step(-1), '?': () => setHelp(true) })
  const afterDecision = (): void => {
    const next = items[position + 1] ?? items[position - 1]
    go(next === undefined ? '/reviews' : `/reviews/${next.reviewId}`)
  }
  const item = items[position]
  const mayReview = may('content.review-department') || may('content.review-legal')
  const showQueue = !narrow || reviewId === undefined
  return (
    <Page
      title={t('nav.reviews')}
      actions={
        <>
          <GoLink to="/reviews/times">{t('reviews.times')}</GoLink>
          {mayReview && !narrow && (
            <Button icon={<QuestionCircleOutlined />} onClick={() => setHelp(true)} aria-keyshortcuts="?">
              {t('keys.title')}
            </Button>
          )}
        </>
      }
    >
      <KeyHelp open={help} onClose={() => setHelp(false)} />
      <div className={`reviews${reviewId === undefined ? ' is-queue-only' : ''}`}>
        {showQueue && (
          <section className="panel reviews-queue" aria-label={t('reviews.queue')}>
            <Segmented<Scope>
              block
              value={scope}
              onChange={setScope}
              options={[
                { value: 'all', label: t('reviews.all') },
                { value: 'mine', label: t('reviews.mine') },
              ]}
            />
            <Loaded query={queue}>
              {() =>
                items.length === 0 ? (
                  <EmptyState title={t('reviews.empty')} hint={t('reviews.emptyHint')} />
                ) : (
                  <Queue items={items} current={reviewId} />
                )
              }
            </Loaded>
          </section>
        )}
        {reviewId !== undefined && (
          <div className="reviews-desk">
            {narrow && (
              <div className="row between reviews-phone-nav">
                <Button onClick={() => go('/reviews')}>{t('reviews.backToQueue')}</Button>
                <span className="row">
                  <Button disabled={position <= 0} onClick={() => step(-1)}>
                    {t('reviews.previous')}
                  </Button>
                  <Button disabled={position === -1 || position >= items.length - 1} onClick={() => step(1)}>
                    {t('reviews.next')}
                  </Button>
                </span>
              </div>
            )}
            {item === undefined ? (
              queue.isPending ? null : (
                <div className="panel">
                  <EmptyState
                    title={t('reviews.gone')}
                    hint={t('reviews.goneHint')}
                    action={<GoLink to="/reviews">{t('reviews.backToQueue')}</GoLink>}
                  />
                </div>
              )
            ) : (
              <ReviewDesk key={item.reviewId} item={item} onDecided={afterDecision} />
            )}
          </div>
        )}
      </div>
    </Page>
  )
}
