import { useTranslation } from 'react-i18next'
import type { Material } from '../../domain.ts'
import { useActorName } from '../person.tsx'
import { formatMinute } from '../time.ts'
import './history-list.css'

const levels = ['self', 'department', 'legal'] as const

const wordsIn = (detail: Record<string, unknown>): string | null => {
  const reason = detail['reason']
  return typeof reason === 'string' && reason !== '' ? reason : null
}

const levelIn = (detail: Record<string, unknown>) => levels.find((level) => level === detail['level'])

/** What happened to a material, newest first, as the ledger has it. */
export const HistoryList = ({ history }: { history: Material['history'] }) => {
  const { t } = useTranslation()
  const nameOf = useActorName()
  const newestFirst = history.toSorted((a, b) => b.at.localeCompare(a.at))
  return (
    <ul className="history" aria-label={t('material.history')}>
      {newestFirst.map(({ at, actor, type, sentence, detail }, position) => {
        const reason = wordsIn(detail)
        const level = levelIn(detail)
        return (
          <li key={`${at}${type}${position}`}>
            <time className="soft number">{formatMinute(at)}</time>
            <div className="grow">
              <strong>{nameOf(actor)}</strong> {sentence}
              {level !== undefined && <span className="soft">（{t(`level.${level}`)}）</span>}
              {reason !== null && <p className="soft prose">{reason}</p>}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
