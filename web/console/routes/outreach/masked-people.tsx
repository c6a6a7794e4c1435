import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'

type Person = { id: string; name: string | null; mobile: string | null }
type Paging = { first: boolean; next: string | null; onFirst: () => void; onNext: (after: string) => void }

/** People outside, masked; those of other departments as a number alone. */
export const MaskedPeople = <One extends Person>({ items, note, first, next, onFirst, onNext }: Paging & { items: readonly One[]; note: (person: One) => ReactNode }) => {
  const { t } = useTranslation()
  if (items.length === 0) return <p className="soft">{t('outreach.nobody')}</p>
  const shown = items.filter(({ name, mobile }) => name !== null || mobile !== null)
  const hidden = items.length - shown.length
  return (
    <div className="stack tight">
      {shown.length > 0 && (
        <ul className="outreach-people">
          {shown.map((person) => (
            <li key={person.id}>
              <span>{[person.name, person.mobile].filter(Boolean).join(' ')}</span>
              <span className="soft">{note(person)}</span>
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && <p className="soft">{t('outreach.notShown', { count: hidden })}</p>}
      {(!first || next !== null) && (
        <div className="row">
          {!first && <Button onClick={onFirst}>{t('outreach.firstPage')}</Button>}
          {next !== null && <Button onClick={() => onNext(next)}>{t('outreach.nextPage')}</Button>}
        </div>
      )}
    </div>
  )
}
