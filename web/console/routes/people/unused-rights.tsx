import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay, useMe } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useLabel } from '../../ui/labels.ts'
import { PersonName } from '../../ui/person.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { useSentence } from '../../ui/sentence.ts'
import { formatMinute } from '../../ui/time.ts'

type Unused = Output<'identity.list-unused-rights'>
type IdlePost = Unused['posts'][number]

const IdlePosts = ({ unused, onWithdraw }: { unused: Unused; onWithdraw: ((post: IdlePost) => void) | undefined }) => {
  const { t } = useTranslation()
  const label = useLabel()
  const me = useMe()
  const { posts, totalPosts } = unused
  if (totalPosts === 0) return <p className="soft">{t('unused.postsNone')}</p>
  return (
    <>
      <ScrollBox label={t('unused.posts')}>
        <table className="figures is-text">
          <thead>
            <tr>
              <th scope="col">{t('people.name')}</th>
              <th scope="col">{t('material.department')}</th>
              <th scope="col">{t('temporary.post')}</th>
              <th scope="col">{t('unused.since')}</th>
              <th scope="col">{t('unused.lastUse')}</th>
              {onWithdraw !== undefined && <th scope="col">{t('table.action')}</th>}
            </tr>
          </thead>
          <tbody>
            {posts.map((idle) => (
              <tr key={idle.person.id + idle.post}>
                <th scope="row">
                  <PersonName name={idle.person.name} />
                </th>
                <td>{idle.person.department}</td>
                <td>{label('post', idle.post)}</td>
                <td className="number">{formatMinute(idle.since)}</td>
                <td className="number">{idle.lastUsedAt === null ? t('unused.never') : formatMinute(idle.lastUsedAt)}</td>
                {onWithdraw !== undefined && (
                  <td>
                    {idle.person.id !== me.id && (
                      <Button
                        size="small"
                        danger
                        aria-label={t('unused.withdrawFor', { name: idle.person.name, post: label('post', idle.post) })}
                        onClick={() => onWithdraw(idle)}
                      >
                        {t('unused.withdraw')}
                      </Button>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {posts.length < totalPosts && <p className="soft">{t('unused.more', { total: totalPosts, shown: posts.length })}</p>}
    </>
  )
}

const IdleRights = ({ rights }: Pick<Unused, 'rights'>) => {
  const { t } = useTranslation()
  const label = useLabel()
  const say = useSentence()
  return (
    <section className="panel">
      <h2>{t('unused.rights')}</h2>
      <p className="soft">{t('unused.rightsHint')}</p>
      <ScrollBox label={t('unused.rights')}>
        <table className="figures is-text">
          <thead>
            <tr>
              <th scope="col">{t('temporary.post')}</th>
              <th scope="col">{t('matrix.permission')}</th>
              <th scope="col">{t('unused.holders')}</th>
              <th scope="col">{t('unused.lastUse')}</th>
            </tr>
          </thead>
          <tbody>
            {rights.map(({ post, permission, holders, lastUsedAt }) => (
              <tr key={post + permission.id}>
                <th scope="row">{label('post', post)}</th>
                <td>{say(permission.sentence)}</td>
                <td className="number">{holders}</td>
                <td className="number">{lastUsedAt === null ? t('unused.never') : formatMinute(lastUsedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}

const isLongAgo = (iso: string, days: number): boolean => Date.now() - Date.parse(iso) > days * 86_400_000

/** Posts and rights that nobody used for long, offered for withdrawal (ACC-1). */
export const UnusedRights = () => {
  const { t } = useTranslation()
  const label = useLabel()
  const may = useMay()
  const { message } = App.useApp()
  const query = useRead('identity.list-unused-rights', {})
  const withdraw = useChange('identity.withdraw-post')
  const [withdrawing, setWithdrawing] = useState<IdlePost | null>(null)
  const manage = may('identity.manage-people')
  const names = { name: withdrawing?.person.name ?? '', post: label('post', withdrawing?.post ?? '') }
  return (
    <Loaded query={query} rows={8}>
      {(unused) => {
        const days = unused.unusedAfterDays
        const idle = unused.totalPosts + unused.rights.length
        return (
          <div className="stack">
            <p className="soft">
              {t('unused.intro', { days })}
              <br />
              {unused.recordedSince === null
                ? t('unused.notRecorded', { days })
                : t(isLongAgo(unused.recordedSince, days) ? 'unused.recordedLong' : 'unused.recordedSince', {
                    days,
                    at: formatMinute(unused.recordedSince),
                  })}
            </p>
            {idle === 0 && <EmptyState title={t('unused.none')} />}
            {idle > 0 && (
              <section className="panel">
                <h2>{t('unused.posts')}</h2>
                <IdlePosts unused={unused} onWithdraw={manage ? setWithdrawing : undefined} />
              </section>
            )}
            {unused.rights.length > 0 && <IdleRights rights={unused.rights} />}
            <ReasonDialog
              open={withdrawing !== null}
              title={t('unused.withdrawFor', names)}
              label={t('unused.withdrawReason')}
              confirm={t('unused.withdraw')}
              danger
              busy={withdraw.isPending}
              error={withdraw.error}
              onCancel={() => {
                withdraw.reset()
                setWithdrawing(null)
              }}
              onConfirm={(reason) => {
                if (withdrawing === null) return
                withdraw.mutate(
                  { personId: withdrawing.person.id, post: withdrawing.post, reason },
                  {
                    onSuccess: () => {
                      setWithdrawing(null)
                      message.success(t('unused.withdrawn', names))
                    },
                  },
                )
              }}
            />
          </div>
        )
      }}
    </Loaded>
  )
}
