import { Checkbox, Pagination } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import type { BookItem, BookKind, Choice } from './contact-book-kinds.ts'
import { ContactBookActions } from './contact-book-actions.tsx'
import { ContactBookRow } from './contact-book-row.tsx'
import './contact-book.css'

const pageSize = 50

type ListProps = { kind: BookKind; page: number; onPage: (page: number) => void }

/** The members of one kind, with what the reader selected of them. */
export const ContactBookList = (props: ListProps) => {
  const { kind, page } = props
  const query = useRead('identity.list-contact-book', { kind, page, pageSize }, { staleSeconds: 0 })
  return (
    <Loaded query={query} rows={6}>
      {(found) => <Found {...props} found={found} />}
    </Loaded>
  )
}

const Found = ({ kind, found, page, onPage }: ListProps & { found: Output<'identity.list-contact-book'> }) => {
  const { t } = useTranslation()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map())
  const isOpen = (item: BookItem): boolean => kind !== 'unseen' && kind !== 'choose' && !item.byHand
  const open = found.items.filter(isOpen)
  const selected = kind === 'choose' ? found.items.filter(({ subject }) => choices.has(subject)) : open.filter(({ subject }) => picked.has(subject))
  const pick = (subjects: readonly string[], on: boolean): void => {
    const next = new Set(picked)
    for (const subject of subjects) {
      if (on) next.add(subject)
      else next.delete(subject)
    }
    setPicked(next)
  }
  const choose = (subject: string, choice: Choice | undefined): void => {
    const next = new Map(choices)
    if (choice === undefined) next.delete(subject)
    else next.set(subject, choice)
    setChoices(next)
  }
  if (found.total === 0) return <EmptyState title={t(`directory.none.${kind}`)} />
  return (
    <section className="panel stack" aria-label={t(`directory.kind.${kind}`)}>
      <p className="soft">{t(`directory.hint.${kind}`)}</p>
      {kind !== 'unseen' && (
        <div className="row between">
          {open.length > 0 ? (
            <Checkbox
              checked={selected.length === open.length}
              indeterminate={selected.length > 0 && selected.length < open.length}
              onChange={({ target }) => pick(open.map(({ subject }) => subject), target.checked)}
            >
              {t('directory.pickPage')}
            </Checkbox>
          ) : (
            <span />
          )}
          <ContactBookActions
            kind={kind}
            total={found.total}
            selected={selected}
            choices={choices}
            onDone={() => {
              setPicked(new Set())
              setChoices(new Map())
            }}
          />
        </div>
      )}
      <ul className="contact-book">
        {found.items.map((item) => (
          <ContactBookRow
            key={item.subject}
            kind={kind}
            item={item}
            choice={choices.get(item.subject)}
            onChoose={(choice) => choose(item.subject, choice)}
            {...(isOpen(item) ? { picked: picked.has(item.subject), onPick: (on: boolean) => pick([item.subject], on) } : {})}
          />
        ))}
      </ul>
      {found.total > pageSize && (
        <Pagination simple current={page} pageSize={pageSize} total={found.total} showSizeChanger={false} onChange={onPage} />
      )}
    </section>
  )
}
