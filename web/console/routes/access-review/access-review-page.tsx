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
import { RemainingTime } from '../../ui/remaining-time.tsx'
import { formatLastDay, formatMinute } from '../../ui/time.ts'
import { type ReviewItem, ReviewItems } from './review-items.tsx'

type Review = NonNullable<Output<'identity.view-access-review'>['review']>

/** Posts that one call decides on at most. */
const atOnce = 100

const Progress = ({ review }: { review: Review }) => {
  const { t } = useTranslation()
  const { closedAt, dueAt, decided, total } = review
  return (
    <p className="row soft">
      <span>
        {closedAt === null
          ? t('accessReview.due', { day: formatLastDay(dueAt) })
          : t('accessReview.closed', { at: formatMinute(closedAt) })}
      </span>
      {closedAt === null && decided < total && <RemainingTime dueAt={dueAt} />}
      {total > 0 && <span>{t('accessReview.progress', { decided, total })}</span>}
    </p>
  )
}

/** Confirms at once what is in use and the caller's to decide on; what heads decide on is left to them. */
const ConfirmUsed = ({ items, busy, onConfirm }: { items: readonly ReviewItem[]; busy: boolean; onConfirm: () => void }) => {
  const { t } = useTranslation()
  return (
    <Popconfirm
      title={t('accessReview.confirmUsedTitle', { count: items.length })}
      description={t('accessReview.confirmUsedHint')}
      okText={t('accessReview.confirm')}
      onConfirm={onConfirm}
    >
      <Button loading={busy}>{t('accessReview.confirmUsed')}</Button>
    </Popconfirm>
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
  const { others } = review
  const [yours, theirs] = [review.items.filter((item) => item.yours), review.items.filter((item) => !item.yours)]
  const inUse = yours.filter(({ decision, unused, own }) => decision === null && !unused && !own).slice(0, atOnce)
  const [year = '', number = ''] = review.quarter.split('Q')
  const confirm = (items: readonly ReviewItem[]): void =>
    decide.mutate(
      { decisions: items.map(({ id }) => ({ id, decision: 'confirmed' as const })) },
      { onSuccess: () => void message.success(t('accessReview.done')), onError: showProblem },
    )
  const list = (items: readonly ReviewItem[]) => (
    <ReviewItems
      items={items}
      open={open}
      onConfirm={(item) => confirm([item])}
      onWithdraw={(item) => {
        decide.reset()
        setWithdrawing(item)
      }}
    />
  )
  return (
    <div className="stack">
      <section className="panel stack">
        <div className="row between">
          <div>
            <h2 className="section-title">{t('accessReview.title', { year, number })}</h2>
            <Progress review={review} />
          </div>
          {open && inUse.length > 1 && (
            <ConfirmUsed items={inUse} busy={decide.isPending} onConfirm={() => confirm(inUse)} />
          )}
        </div>
        {open && review.decided === review.total && <p role="status">{t('accessReview.allDone')}</p>}
        {yours.length > 0 && list(yours)}
        {review.items.length < review.total + others.total && (
          <p className="soft">{t('accessReview.shown', { shown: review.items.length, all: review.total + others.total })}</p>
        )}
      </section>
      {theirs.length > 0 && (
        <section className="panel stack">
          <div>
            <h2 className="section-title">{t('accessReview.others')}</h2>
            <p className="soft">
              {t('accessReview.progress', others)}
              {open && ` · ${t('accessReview.othersHint')}`}
            </p>
          </div>
          {list(theirs)}
        </section>
      )}
      <ReasonDialog
        open={withdrawing !== null}
        title={t('accessReview.withdrawFor', {
          name: withdrawing?.person.name ?? '',
          post: label('post', withdrawing?.post ?? ''),
        })}
        label={t('accessReview.withdrawReason')}
        hint={t('accessReview.withdrawHint')}
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
    </div>
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
