import { Alert, App, Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange } from '../../query.ts'
import { useLabel } from '../../ui/labels.ts'
import { PersonName } from '../../ui/person.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { useFilledSentence, useSentence } from '../../ui/sentence.ts'
import { formatMinute } from '../../ui/time.ts'
import type { Change } from './matrix-grid.tsx'
import type { MatrixData } from '../../domain.ts'

type Draft = NonNullable<Output<'identity.view-matrix-draft'>['draft']>
type Affected = Draft['people'][number]

/** Says one change: what is given to which post, or taken from it. */
export const useChangeText = (matrix: MatrixData): ((change: Change) => string) => {
  const { t } = useTranslation()
  const say = useSentence()
  return ({ post, permission, given }) => {
    const title = matrix.posts.find(({ id }) => id === post)?.title
    const right = matrix.permissions.find(({ id }) => id === permission)?.sentence
    return t(given ? 'matrix.give' : 'matrix.take', {
      post: title === undefined ? post : say(title),
      permission: right === undefined ? permission : say(right),
    })
  }
}

const AffectedPeople = ({ people, total }: { people: readonly Affected[]; total: number }) => {
  const { t } = useTranslation()
  const label = useLabel()
  const say = useSentence()
  if (total === 0) return <p className="soft">{t('matrix.nobody')}</p>
  const rights = (list: Affected['gains']) => (
    <ul>
      {list.map(({ id, sentence }) => (
        <li key={id}>{say(sentence)}</li>
      ))}
    </ul>
  )
  return (
    <>
      <h3>{t('matrix.affected', { count: total })}</h3>
      <ScrollBox label={t('matrix.affected', { count: total })}>
        <table className="figures is-text">
          <thead>
            <tr>
              <th scope="col">{t('people.name')}</th>
              <th scope="col">{t('material.department')}</th>
              <th scope="col">{t('people.posts')}</th>
              <th scope="col">{t('matrix.gains')}</th>
              <th scope="col">{t('matrix.loses')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ id, name, department, posts, gains, loses }) => (
              <tr key={id}>
                <th scope="row">
                  <PersonName name={name} />
                </th>
                <td>{department}</td>
                <td>{posts.map((post) => label('post', post)).join('、')}</td>
                <td>{gains.length === 0 ? '—' : rights(gains)}</td>
                <td>{loses.length === 0 ? '—' : rights(loses)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {people.length < total && <p className="soft">{t('matrix.more', { shown: people.length })}</p>}
    </>
  )
}

/** The draft that waits: what it changes, for whom, and the decision on it. */
export const MatrixDraft = ({ draft, matrix }: { draft: Draft; matrix: MatrixData }) => {
  const { t } = useTranslation()
  const say = useChangeText(matrix)
  const fill = useFilledSentence()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const confirm = useChange('identity.confirm-matrix-change')
  const discard = useChange('identity.discard-matrix-draft')
  const draftId = draft.id
  const { obstacles } = draft
  return (
    <section className="panel" aria-labelledby="matrix-draft">
      <h2 id="matrix-draft">{t('matrix.draftTitle')}</h2>
      <div className="stack">
        <p className="soft">
          {t('matrix.draftBy', { name: draft.draftedBy.name, at: formatMinute(draft.draftedAt) })}
          <br />
          {t('matrix.draftReason', { reason: draft.reason })}
        </p>
        <ul>
          {draft.changes.map((change) => (
            <li key={change.post + change.permission}>{say(change)}</li>
          ))}
        </ul>
        <AffectedPeople people={draft.people} total={draft.totalPeople} />
        {obstacles.length > 0 && (
          <Alert
            type="info"
            showIcon
            title={t('matrix.obstacles')}
            description={
              <ul>
                {obstacles.map((obstacle) => (
                  <li key={fill(obstacle.sentence, obstacle.params)}>{fill(obstacle.sentence, obstacle.params)}</li>
                ))}
              </ul>
            }
          />
        )}
        <div className="row">
          {obstacles.length === 0 && (
            <Popconfirm
              title={t('matrix.confirmTitle')}
              description={t('matrix.confirmHint', { count: draft.totalPeople })}
              okText={t('matrix.confirm')}
              onConfirm={() =>
                confirm.mutate(
                  { draftId },
                  { onSuccess: ({ number }) => void message.success(t('matrix.confirmed', { number })), onError: showProblem },
                )
              }
            >
              <Button type="primary" loading={confirm.isPending}>
                {t('matrix.confirm')}
              </Button>
            </Popconfirm>
          )}
          <Popconfirm
            title={t('matrix.discardTitle')}
            okText={t('matrix.discard')}
            onConfirm={() =>
              discard.mutate(
                { draftId },
                { onSuccess: () => void message.success(t('matrix.discarded')), onError: showProblem },
              )
            }
          >
            <Button danger loading={discard.isPending}>
              {t('matrix.discard')}
            </Button>
          </Popconfirm>
        </div>
      </div>
    </section>
  )
}
