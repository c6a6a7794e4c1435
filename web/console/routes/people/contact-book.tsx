import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Facts } from '../../ui/facts.tsx'
import { useGo } from '../../ui/go-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { formatMinute } from '../../ui/time.ts'
import { bookKinds, type BookKind } from './contact-book-kinds.ts'
import { ContactBookList } from './contact-book-list.tsx'

type BookState = Output<'identity.view-contact-book'>

const State = ({ book }: { book: BookState }) => {
  const { t } = useTranslation()
  const { reading, readAt, linkedPeople } = book
  return (
    <section className="panel stack" aria-label={t('directory.state')}>
      <Facts
        items={[
          { label: t('directory.readAt'), value: readAt === null ? t('directory.neverRead') : formatMinute(readAt) },
          { label: t('directory.linkedPeople'), value: t('directory.people', { count: linkedPeople }) },
          ...(reading?.state === 'done'
            ? [{ label: t('directory.members'), value: t('directory.people', { count: reading.members }) }]
            : []),
        ]}
      />
      {reading?.state === 'reading' && <p role="status">{t('directory.reading', { count: reading.members })}</p>}
      {reading?.state === 'failed' && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={t('directory.failed', { at: formatMinute(reading.endedAt) })}
          description={reading.problem}
        />
      )}
    </section>
  )
}

/** 通讯录同步: who would be linked, added, renamed or moved, and who is gone. */
export const ContactBookPage = () => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const go = useGo()
  const may = useMay()
  const showProblem = useShowProblem()
  const query = useRead('identity.view-contact-book', {}, { whileWaiting: ({ reading }) => reading?.state === 'reading' })
  const read = useChange('identity.read-contact-book')
  const begin = (): void =>
    read.mutate({}, { onSuccess: () => void message.success(t('directory.readStarted')), onError: showProblem })
  return (
    <Page
      title={t('directory.tab')}
      intro={t('directory.intro')}
      actions={
        <>
          {query.data?.connected === true && may('identity.manage-people') && (
            <Button type="primary" loading={read.isPending || query.data.reading?.state === 'reading'} onClick={begin}>
              {t('directory.read')}
            </Button>
          )}
          <Button onClick={() => go('/people')}>{t('directory.back')}</Button>
        </>
      }
    >
      <Loaded query={query} rows={8}>
        {(book) =>
          !book.connected && book.reading === null ? (
            <EmptyState title={t('directory.notConnected')} hint={t('directory.notConnectedHint')} />
          ) : (
            <Proposals book={book} />
          )
        }
      </Loaded>
    </Page>
  )
}

const Proposals = ({ book }: { book: BookState }) => {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<BookKind | null>(null)
  const [page, setPage] = useState(1)
  const kind = chosen ?? bookKinds.find((one) => book.counts[one] > 0) ?? 'link'
  const choose = (next: BookKind): void => {
    setChosen(next)
    setPage(1)
  }
  return (
    <div className="stack">
      <State book={book} />
      {book.counts.held > 0 && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t('directory.heldTitle', { count: book.counts.held })}
          description={t('directory.heldHint')}
          action={kind === 'held' ? undefined : <Button onClick={() => choose('held')}>{t('directory.look')}</Button>}
        />
      )}
      <nav className="row contact-book-kinds" aria-label={t('directory.kinds')}>
        {bookKinds.map((one) => (
          <Button
            key={one}
            size="small"
            {...(one === kind ? { type: 'primary' as const, ghost: true, 'aria-current': 'true' as const } : {})}
            onClick={() => choose(one)}
          >
            {`${t(`directory.kind.${one}`)} ${book.counts[one]}`}
          </Button>
        ))}
      </nav>
      {/* What was proposed before the book was read again is old. */}
      <ContactBookList key={`${kind} ${page} ${book.readAt}`} kind={kind} page={page} onPage={setPage} />
    </div>
  )
}
