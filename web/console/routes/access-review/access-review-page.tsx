import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useLabel } from '../../ui/labels.ts'
import { Page } from '../../ui/page.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { formatMinute } from '../../ui/time.ts'
import { type ReviewItem, ReviewItems } from './review-items.tsx'

type Review = NonNullable<Output<'identity.view-access-review'>['review']>

/** Posts that one call decides on at most. */
const atOnce = 100

const Progress = ({ review }: { review: Review }) => {
  const { t } = useTranslation()
  const { closedAt, dueAt, decided, total } = review
  return (
    <p className="soft">
      {closedAt === null
        ? t('accessReview.due', { at: formatMinute(dueAt) })
        : t('accessReview.closed', { at: formatMinute(closedAt) })}
      {' · '}
      {t('accessReview.progress', { decided, total })}
    </p>
  )
}

const OpenReview = ({ review }: { review: Review }) => {
  const { t } = useTranslation()
  const label = useLabel()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const decide = useChange('identity.decide-access-review')
  const [withdrawing, setWithdrawing] = useState<ReviewItem | null>(null)
  const open = review.closedAt === null
  const inUse = review.items.filter(({ decision, unused, own }) => decision === null && !unused && !own).slice(0, atOnce)
  const confirm = (items: readonly ReviewItem[]): void =>
    decide.mutate(
      { decisions: items.map(({ id }) => ({ id, decision: 'confirmed' as const })) },
      { onSuccess: () => void message.success(t('accessReview.done')), onError: showProblem },
    )
  return (
    <section className="panel stack">
      <div className="row between">
        <div>
          <h2 className="section-title">{t('accessReview.title', { quarter: review.quarter })}</h2>
          <Progress review={review} />
        </div>
        {open && inUse.length > 0 && (
          <Popconfirm
            title={t('accessReview.confirmUsedTitle', { count: inUse.length })}
            description={t('accessReview.confirmUsedHint')}
            okText={t('accessReview.confirm')}
            onConfirm={() => confirm(inUse)}
          >
            <Button loading={decide.isPending}>{t('accessReview.confirmUsed')}</Button>
          </Popconfirm>
        )}
      </div>
      {open && review.decided === review.total && <p role="status">{t('accessReview.allDone')}</p>}
      <ReviewItems
        items={review.items}
        open={open}
        onConfirm={(item) => confirm([item])}
        onWithdraw={(item) => {
          decide.reset()
          setWithdrawing(item)
        }}
      />
      <ReasonDialog
        open={withdrawing !== null}
        title={t('accessReview.withdrawFor', {
          name: withdrawing?.person.name ?? '',
          post: label('post', withdrawing?.post ?? ''),
        })}
        label={t('accessReview.withdrawReason')}
        confirm={t('accessReview.withdraw')}
        danger
        busy={decide.isPending}
        error={withdrawing === null ? null : decide.error}
        onCancel={() => setWithdrawing(null)}
        onConfirm={(reason) => {
          if (withdrawing === null) return
          decide.mutate(
            { decisions: [{ id: withdrawing.id, decision: 'withdrawn', reason }] },
            {
              onSuccess: () => {
                setWithdrawing(null)
                message.success(t('accessReview.done'))
              },
            },
          )
        }}
      />
    </section>
  )
}

/** 岗位复核: once a quarter every post is confirmed or withdrawn. */
export const AccessReviewPage = () => {
  const { t } = useTranslation()
  const query = useRead('identity.view-access-review', {})
  return (
    <Page title={t('nav.accessReview')} intro={t('accessReview.intro')}>
      <Loaded query={query} rows={8}>
        {({ review }) =>
          review === null ? (
            <EmptyState title={t('accessReview.none')} hint={t('accessReview.noneHint')} />
          ) : (
            <OpenReview review={review} />
          )
        }
      </Loaded>
    </Page>
  )
}
