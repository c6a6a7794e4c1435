import { useTranslation } from 'react-i18next'
import type { RequestItem } from '../../domain.ts'
import { RemainingTime } from '../../ui/remaining-time.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatLastDay } from '../../ui/time.ts'

const tones = {
  received: 'warn',
  proven: 'accent',
  working: 'accent',
  waiting: 'plain',
  answered: 'good',
  refused: 'plain',
  withdrawn: 'plain',
} as const

export const requestKinds = ['access', 'export', 'correct', 'delete', 'withdraw', 'object'] as const
export const requestStates = ['received', 'proven', 'working', 'waiting', 'answered', 'refused', 'withdrawn'] as const

type Stated = Pick<RequestItem, 'state'> & { toDecide?: boolean; toTell?: boolean }

export const RequestTags = ({ request: { state, toDecide = false, toTell = false } }: { request: Stated }) => {
  const { t } = useTranslation()
  return (
    <span className="row">
      <Tag tone={tones[state]}>{t(`request.state.${state}`)}</Tag>
      {toDecide && <Tag tone="warn">{t('request.toDecide')}</Tag>}
      {toTell && <Tag tone="warn">{t('request.toTell')}</Tag>}
    </span>
  )
}

type Due = { dueAt: string; provisional: boolean; state: RequestItem['state']; ended: boolean; labelled?: boolean }

/** Until when it must be answered, and how long that is. */
export const DueTime = ({ dueAt, provisional, state, ended, labelled = false }: Due) => {
  const { t } = useTranslation()
  if (ended) return null
  return (
    <span className="row">
      {labelled && <span className="soft">{t('request.due')}</span>}
      <span className="number">{formatLastDay(dueAt)}</span>
      {provisional && <span className="soft">{t('request.provisional')}</span>}
      {state === 'waiting' ? <span className="soft">{t('request.paused')}</span> : <RemainingTime dueAt={dueAt} />}
    </span>
  )
}
