import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, type Input } from '../../api.ts'
import { provenCall, useChange } from '../../query.ts'
import { useShowProblem } from '../../ui/problem-view.tsx'
import type { BookItem, BookKind, Choice } from './contact-book-kinds.ts'

type Decision = Input<'identity.apply-contact-book'>['items'][number]

/** What is to be done with a member; undefined where nothing is. */
const decisionOf = (kind: BookKind, item: BookItem, choice?: Choice): Decision | undefined => {
  const { subject, name, departmentName, person, byHand } = item
  if (kind === 'choose' && choice !== undefined && choice !== 'new') return { kind: 'link', subject, personId: choice.personId }
  if (kind === 'add' || (kind === 'choose' && choice === 'new')) return { kind: 'add', subject, name, departmentName }
  if (kind === 'link' && person !== null) return { kind, subject, personId: person.id }
  if (kind === 'rename') return { kind, subject, name }
  if (kind === 'move' && !byHand) return { kind, subject, departmentName }
  return undefined
}

/** Kinds of which all may be applied without looking at each: who somebody is, is always looked at. */
const wholesale: readonly BookKind[] = ['add', 'rename', 'move']
const atOnce = 100

type ActionsProps = {
  kind: BookKind
  total: number
  selected: readonly BookItem[]
  choices: ReadonlyMap<string, Choice>
  onDone: () => void
}

export const ContactBookActions = ({ kind, total, selected, choices, onDone }: ActionsProps) => {
  return kind === 'held' ? (
    <Departures selected={selected} onDone={onDone} />
  ) : (
    <Applying kind={kind} total={total} selected={selected} choices={choices} onDone={onDone} />
  )
}

const Departures = ({ selected, onDone }: Pick<ActionsProps, 'selected' | 'onDone'>) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const decide = useChange('identity.decide-departures')
  const ids = selected.flatMap(({ departure }) => (departure === null ? [] : [departure.id]))
  const count = ids.length
  const run = (decision: 'leave' | 'stay'): void =>
    decide.mutate(
      { ids, decision },
      {
        onSuccess: () => {
          message.success(t('directory.decided', { count }))
          onDone()
        },
        onError: showProblem,
      },
    )
  return (
    <span className="row">
      <Button disabled={count === 0} loading={decide.isPending} onClick={() => run('stay')}>
        {t('directory.confirmStay', { count })}
      </Button>
      <Popconfirm
        title={t('directory.confirmLeaveTitle', { count })}
        description={t('directory.confirmLeaveHint')}
        okText={t('directory.confirmLeave', { count })}
        okButtonProps={{ danger: true }}
        onConfirm={() => run('leave')}
      >
        <Button danger disabled={count === 0} loading={decide.isPending}>
          {t('directory.confirmLeave', { count })}
        </Button>
      </Popconfirm>
    </span>
  )
}

const Applying = ({ kind, total, selected, choices, onDone }: ActionsProps) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const apply = useChange('identity.apply-contact-book')
  const client = useQueryClient()
  const [running, setRunning] = useState(false)
  const items = selected.flatMap((item) => decisionOf(kind, item, choices.get(item.subject)) ?? [])
  const count = items.length
  const tell = (applied: number): void => {
    message.success(t('directory.applied', { count: applied }))
    onDone()
  }
  const applyAll = async (): Promise<void> => {
    setRunning(true)
    let applied = 0
    try {
      // What is applied is no longer proposed, so it is always the first page; some are for a person, and stay.
      for (let page = 1; ; ) {
        const { items: found } = await call('identity.list-contact-book', { kind, page, pageSize: atOnce })
        const decisions = found.flatMap((item) => decisionOf(kind, item) ?? [])
        if (found.length === 0) break
        if (decisions.length === 0) page += 1
        else applied += (await provenCall(() => call('identity.apply-contact-book', { items: decisions }))).applied
      }
      tell(applied)
    } catch (error) {
      showProblem(error)
    } finally {
      setRunning(false)
      await client.invalidateQueries()
    }
  }
  return (
    <span className="row">
      {wholesale.includes(kind) && total > 1 && (
        <Popconfirm
          title={t('directory.applyAllTitle', { count: total })}
          description={t('directory.applyAllHint')}
          okText={t('directory.applyAll', { count: total })}
          onConfirm={() => void applyAll()}
        >
          <Button loading={running}>{t('directory.applyAll', { count: total })}</Button>
        </Popconfirm>
      )}
      <Button
        type="primary"
        disabled={count === 0 || running}
        loading={apply.isPending}
        onClick={() => apply.mutate({ items }, { onSuccess: ({ applied }) => tell(applied), onError: showProblem })}
      >
        {t('directory.apply', { count })}
      </Button>
    </span>
  )
}
