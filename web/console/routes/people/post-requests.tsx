import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../../query.ts'
import { useMe } from '../../session.ts'
import { useLabel } from '../../ui/labels.ts'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { formatMinute } from '../../ui/time.ts'
import { type PostRequest, PostRequestItem } from './post-request-item.tsx'

/** Requests that wait for an answer; `decide` for those who may give posts. */
export const PostRequests = ({ items, decide: mayDecide }: { items: readonly PostRequest[]; decide: boolean }) => {
  const { t } = useTranslation()
  const label = useLabel()
  const me = useMe()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const decide = useChange('identity.decide-post-request')
  const [declining, setDeclining] = useState<PostRequest | null>(null)
  const namesOf = ({ person, post }: PostRequest) => ({ name: person.name, post: label('post', post) })
  return (
    <section className="panel">
      <h2>{t('postRequest.waiting')}</h2>
      <ul className="temporary-posts">
        {items.map((item) => (
          <PostRequestItem key={item.id} item={item} named>
            {mayDecide && item.person.id === me.id && <span className="soft">{t('postRequest.own')}</span>}
            {mayDecide && item.person.id !== me.id && (
              <>
                <Popconfirm
                  title={t('postRequest.giveTitle', { ...namesOf(item), hours: item.hours })}
                  description={t('postRequest.giveHint')}
                  okText={t('temporary.confirmGive')}
                  onConfirm={() =>
                    decide.mutate(
                      { id: item.id, decision: 'given' },
                      {
                        onSuccess: ({ endsAt }) => void message.success(t('temporary.given', { at: formatMinute(endsAt) })),
                        onError: showProblem,
                      },
                    )
                  }
                >
                  <Button type="primary" aria-label={t('postRequest.giveFor', namesOf(item))}>
                    {t('temporary.confirmGive')}
                  </Button>
                </Popconfirm>
                <Button
                  aria-label={t('postRequest.declineFor', namesOf(item))}
                  onClick={() => {
                    decide.reset()
                    setDeclining(item)
                  }}
                >
                  {t('postRequest.decline')}
                </Button>
              </>
            )}
          </PostRequestItem>
        ))}
      </ul>
      <ReasonDialog
        open={declining !== null}
        title={declining === null ? '' : t('postRequest.declineFor', namesOf(declining))}
        label={t('postRequest.declineReason')}
        confirm={t('postRequest.decline')}
        busy={decide.isPending}
        error={declining === null ? null : decide.error}
        onCancel={() => setDeclining(null)}
        onConfirm={(note) => {
          if (declining === null) return
          decide.mutate(
            { id: declining.id, decision: 'declined', note },
            {
              onSuccess: () => {
                setDeclining(null)
                message.success(t('postRequest.declineDone'))
              },
            },
          )
        }}
      />
    </section>
  )
}
