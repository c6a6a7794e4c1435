import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ImportRow } from '../../../domain.ts'
import { Tag } from '../../../ui/tags.tsx'

type State = ImportRow['state']

export const importStates: readonly State[] = [
  'uploading',
  'fetching',
  'uploaded',
  'checking',
  'checked',
  'running',
  'done',
  'cancelled',
  'discarded',
  'expired',
  'unreadable',
]

const tones = {
  uploading: 'accent',
  fetching: 'accent',
  uploaded: 'warn',
  checking: 'accent',
  checked: 'warn',
  running: 'accent',
  done: 'good',
  cancelled: 'warn',
  discarded: 'plain',
  expired: 'plain',
  unreadable: 'bad',
} as const satisfies Record<State, string>

/** A server is at work on it. */
export const isMoving = (state: State): boolean => state === 'fetching' || state === 'checking' || state === 'running'

export const ImportStateTag = ({ state }: { state: State }) => {
  const { t } = useTranslation()
  return <Tag tone={tones[state]}>{t(`imports.states.${state}`)}</Tag>
}

/** How far the step in hand is, where there is one that takes time. */
export const ImportProgress = ({ row }: { row: Pick<ImportRow, 'state' | 'permille'> }) => {
  const { t } = useTranslation()
  if (row.state !== 'uploading' && row.state !== 'checking' && row.state !== 'running') return null
  return <Progress percent={Math.floor(row.permille / 10)} size="small" aria-label={t('imports.progress')} />
}

/** What came of it, in a line. */
export const useImportSummary = (): ((row: ImportRow) => string) => {
  const { t } = useTranslation()
  return ({ state, counts }) => {
    if (state === 'uploading' || state === 'fetching' || state === 'uploaded') return '—'
    if (state === 'checking' || state === 'checked') return t('imports.checkedSummary', counts)
    if (state === 'running' || state === 'done' || state === 'cancelled') return t('imports.writtenSummary', { ...counts, left: counts.faulty + counts.refused })
    return '—'
  }
}
