import { App, Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange } from '../../query.ts'
import { useLabel } from '../../ui/labels.ts'
import { PersonName } from '../../ui/person.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import './temporary-posts.css'

export type TemporaryPost = Output<'identity.list-temporary-posts'>['items'][number]

type ItemProps = {
  item: TemporaryPost
  /** Whether to say who holds it. */
  named: boolean
  mayEnd: boolean
  onReview?: ((item: TemporaryPost) => void) | undefined
}

/** One temporary post: who, what, why, until when, and what can be done about it. */
export const TemporaryPostItem = ({ item, named, mayEnd, onReview }: ItemProps) => {
  const { t } = useTranslation()
  const label = useLabel()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const end = useChange('identity.end-temporary-post')
  const names = { name: item.person.name, post: label('post', item.post) }
  const needsReview = item.reviewDueAt !== null && item.review === null
  return (
    <li className="temporary-post">
      <div className="stack tight">
        <span className="row">
          {named && <PersonName name={item.person.name} />}
          <strong>{names.post}</strong>
          <Tag tone={item.running ? 'accent' : 'plain'}>{t(item.running ? 'temporary.running' : 'temporary.ended')}</Tag>
          {item.kind === 'taken' && <Tag tone="warn">{t('temporary.kind.taken')}</Tag>}
        </span>
        <span>{item.reason}</span>
        <span className="soft">
          {t('temporary.span', { from: formatMinute(item.startsAt), to: formatMinute(item.endedAt ?? item.endsAt) })}
          {item.kind === 'given' && ` · ${t('temporary.by', { name: item.givenBy.name })}`}
        </span>
        {needsReview && <span className="soft">{t('temporary.reviewDue', { at: formatMinute(item.reviewDueAt) })}</span>}
        {item.review !== null && (
          <span className="soft">
            {t('temporary.reviewed', { by: item.review.by, at: formatMinute(item.review.at), note: item.review.note })}
          </span>
        )}
      </div>
      <span className="row">
        {needsReview && onReview !== undefined && (
          <Button size="small" aria-label={t('temporary.reviewFor', names)} onClick={() => onReview(item)}>
            {t('temporary.review')}
          </Button>
        )}
        {item.running && mayEnd && (
          <Popconfirm
            title={t('temporary.endTitle')}
            okText={t('temporary.end')}
            onConfirm={() =>
              end.mutate(
                { id: item.id },
                { onSuccess: () => void message.success(t('temporary.endDone')), onError: showProblem },
              )
            }
          >
            <Button size="small" danger loading={end.isPending} aria-label={t('temporary.endFor', names)}>
              {t('temporary.end')}
            </Button>
          </Popconfirm>
        )}
      </span>
    </li>
  )
}
