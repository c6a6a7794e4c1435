import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { LeavingItem } from '../../domain.ts'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import './leaving.css'

const order = { manual: 0, pending: 1, withdrawn: 2 } as const
const tones = { withdrawn: 'good', pending: 'accent', manual: 'warn' } as const

const When = ({ item }: { item: LeavingItem }) => {
  const { t } = useTranslation()
  const { state, settledAt, settledBy, nextAt, dueAt, overdue } = item
  if (state === 'pending') return <span className="soft">{t('leaving.next', { at: formatMinute(nextAt) })}</span>
  if (state === 'manual') {
    return (
      <span className={overdue ? 'leaving-overdue' : 'soft'}>
        {t(overdue ? 'leaving.overdue' : 'leaving.due', { at: formatMinute(dueAt) })}
      </span>
    )
  }
  const at = formatMinute(settledAt)
  return <span className="soft">{settledBy === null ? at : t('leaving.settledBy', { at, name: settledBy.name })}</span>
}

type ItemLineProps = { items: readonly LeavingItem[]; onComplete: (item: LeavingItem) => void }

/** The items of a leaving, what is still to be done first. */
export const ItemLine = ({ items, onComplete }: ItemLineProps) => {
  const { t } = useTranslation()
  const sorted = items.toSorted((one, other) => order[one.state] - order[other.state])
  return (
    <ol className="leaving-line" aria-label={t('leaving.items')}>
      {sorted.map((item) => (
        <li key={item.id} className={`leaving-item leaving-${item.state}`}>
          <div className="leaving-head">
            <span className="leaving-title">{item.title}</span>
            <Tag tone={item.overdue ? 'bad' : tones[item.state]}>{t(`leaving.itemState.${item.state}`)}</Tag>
          </div>
          <When item={item} />
          {item.note !== null && <p>{item.note}</p>}
          {item.proof !== null && <p className="leaving-proof">{item.proof}</p>}
          {item.mayComplete && (
            <div>
              <Button
                size="small"
                aria-label={t('leaving.completeFor', { title: item.title })}
                onClick={() => onComplete(item)}
              >
                {t('leaving.complete')}
              </Button>
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}
