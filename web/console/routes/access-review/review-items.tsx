import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useLabel } from '../../ui/labels.ts'
import { PersonName } from '../../ui/person.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatDay, formatMinute } from '../../ui/time.ts'
import './review-items.css'

export type ReviewItem = NonNullable<Output<'identity.view-access-review'>['review']>['items'][number]

const tones = { confirmed: 'good', withdrawn: 'warn', lapsed: 'bad', kept: 'warn', gone: 'plain' } as const

type ItemsProps = {
  items: readonly ReviewItem[]
  open: boolean
  onConfirm: (item: ReviewItem) => void
  onWithdraw: (item: ReviewItem) => void
}

const Decided = ({ item }: { item: ReviewItem }) => {
  const { t } = useTranslation()
  if (item.decision === null) return null
  return (
    <div className="stack tight review-decided">
      <Tag tone={tones[item.decision]}>{t(`accessReview.decision.${item.decision}`)}</Tag>
      <span className="soft">
        {item.decidedBy === null
          ? formatMinute(item.decidedAt)
          : t('accessReview.decidedBy', { name: item.decidedBy, at: formatMinute(item.decidedAt) })}
      </span>
      {item.reason !== null && <span className="soft">{t('accessReview.reason', { reason: item.reason })}</span>}
    </div>
  )
}

/** The posts to decide on, unused ones first. */
export const ReviewItems = ({ items, open, onConfirm, onWithdraw }: ItemsProps) => {
  const { t } = useTranslation()
  const label = useLabel()
  return (
    <ul className="review-items">
      {items.map((item) => {
        const names = { name: item.person.name, post: label('post', item.post) }
        return (
          <li key={item.id}>
            <div className="stack tight">
              <span className="row">
                <PersonName name={item.person.name} />
                <strong>{names.post}</strong>
                {item.unused && <Tag tone="warn">{t('accessReview.unused')}</Tag>}
              </span>
              <span className="soft review-facts">
                <span>{item.department}</span>
                <span>{t('accessReview.since', { at: formatDay(item.since) })}</span>
                <span>
                  {item.lastUsedAt === null
                    ? t('accessReview.neverUsed')
                    : t('accessReview.lastUse', { at: formatDay(item.lastUsedAt) })}
                </span>
              </span>
            </div>
            <Decided item={item} />
            {open && item.decision === null && item.own && <span className="soft">{t('accessReview.own')}</span>}
            {open && item.decision === null && !item.own && (
              <span className="row">
                <Button aria-label={t('accessReview.confirmFor', names)} onClick={() => onConfirm(item)}>
                  {t('accessReview.confirm')}
                </Button>
                <Button danger aria-label={t('accessReview.withdrawFor', names)} onClick={() => onWithdraw(item)}>
                  {t('accessReview.withdraw')}
                </Button>
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
