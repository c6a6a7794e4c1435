import { PlusOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useLabel } from '../../ui/labels.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { GiveTemporaryPost } from './give-temporary-post.tsx'
import { PostRequests } from './post-requests.tsx'
import { type TemporaryPost, TemporaryPostItem } from './temporary-post-item.tsx'

/** Posts that somebody holds, or held, for some hours. */
export const TemporaryPosts = () => {
  const { t } = useTranslation()
  const label = useLabel()
  const may = useMay()
  const { message } = App.useApp()
  const manage = may('identity.manage-people')
  const query = useRead('identity.list-temporary-posts', {})
  const review = useChange('identity.review-temporary-post')
  const [giving, setGiving] = useState(false)
  const [reviewing, setReviewing] = useState<TemporaryPost | null>(null)
  return (
    <div className="stack">
      <div className="row between">
        <p className="soft">{t('temporary.intro')}</p>
        {manage && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setGiving(true)}>
            {t('temporary.give')}
          </Button>
        )}
      </div>
      <Loaded query={query}>
        {({ items, requests }) => {
          const waiting = requests.filter(({ state }) => state === 'open')
          return (
            <div className="stack">
              {waiting.length > 0 && <PostRequests items={waiting} decide={manage} />}
              {items.length === 0 ? (
                <EmptyState title={t('temporary.none')} hint={t('temporary.noneHint')} />
              ) : (
                <ul className="panel temporary-posts">
                  {items.map((item) => (
                    <TemporaryPostItem key={item.id} item={item} named mayEnd={manage} onReview={manage ? setReviewing : undefined} />
                  ))}
                </ul>
              )}
            </div>
          )
        }}
      </Loaded>
      {giving && <GiveTemporaryPost onClose={() => setGiving(false)} />}
      <ReasonDialog
        open={reviewing !== null}
        title={t('temporary.reviewFor', { name: reviewing?.person.name ?? '', post: label('post', reviewing?.post ?? '') })}
        label={t('temporary.reviewNote')}
        confirm={t('temporary.review')}
        busy={review.isPending}
        error={review.error}
        onCancel={() => {
          review.reset()
          setReviewing(null)
        }}
        onConfirm={(note) => {
          if (reviewing === null) return
          review.mutate(
            { id: reviewing.id, note },
            {
              onSuccess: () => {
                setReviewing(null)
                message.success(t('temporary.reviewDone'))
              },
            },
          )
        }}
      />
    </div>
  )
}
