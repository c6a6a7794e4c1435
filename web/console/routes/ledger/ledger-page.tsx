import { SafetyCertificateOutlined } from '@ant-design/icons'
import { Alert, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LedgerEntry } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { DayRange } from '../../ui/day-range.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { useActorName } from '../../ui/person.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { QueryForm } from '../../ui/query-form.tsx'
import type { Column } from '../../ui/query-table.tsx'
import { QueryTable } from '../../ui/query-table.tsx'
import { useSentence } from '../../ui/sentence.ts'
import { Tag } from '../../ui/tags.tsx'
import { endOfChinaDay, formatSecond, startOfChinaDay } from '../../ui/time.ts'
import { useListState } from '../../ui/use-list-state.ts'
import './ledger-page.css'
import { EntryDrawer } from './entry-drawer.tsx'

type Filter = { text: string; type: string; actorId: string; subjectKind: string; subjectId: string; days: string }

const filterKeys = ['text', 'type', 'actorId', 'subjectKind', 'subjectId', 'days'] as const

const inputOf = ({ days, ...rest }: Partial<Filter>) => {
  const [from, to] = days?.split('~') ?? []
  return {
    ...rest,
    ...(from === undefined ? {} : { from: startOfChinaDay(from) }),
    ...(to === undefined ? {} : { to: endOfChinaDay(to) }),
  }
}

/** Proves the whole ledger on the server and says what came out. */
const VerifyResult = ({ verify }: { verify: ReturnType<typeof useChange<'ledger.verify'>> }) => {
  const { t } = useTranslation()
  if (verify.error !== null) return <ProblemAlert error={verify.error} />
  if (verify.data === undefined) return null
  const { whole, text, first } = verify.data
  return whole ? (
    <Alert type="success" showIcon title={t('ledger.whole')} description={text} />
  ) : (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('ledger.broken')}
      description={
        <>
          <p>{text}</p>
          {first !== null && <p>{t('ledger.firstBroken', { index: first.index, text: first.text })}</p>}
        </>
      }
    />
  )
}

/** Everything that happened, searchable and provable. */
export const LedgerPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const nameOf = useActorName()
  const say = useSentence()
  const { filter, page, pageSize, setFilter, setPage } = useListState<Filter>(filterKeys)
  const [chosen, setChosen] = useState<LedgerEntry | null>(null)
  const types = useRead('ledger.list-event-types', {}, { staleSeconds: 3600 })
  const entries = useRead('ledger.search-entries', { ...inputOf(filter), page, pageSize }, { keepPrevious: true })
  const verify = useChange('ledger.verify')
  const open = (entry: LedgerEntry) => (
    <button type="button" className="link-button" onClick={() => setChosen(entry)}>
      {say(entry.sentence)}
    </button>
  )
  const columns: Column<LedgerEntry>[] = [
    {
      key: 'at',
      title: t('ledger.at'),
      fixed: true,
      render: ({ at }) => <span className="number">{formatSecond(at)}</span>,
    },
    { key: 'actor', title: t('ledger.actor'), render: ({ actor }) => nameOf(actor) },
    { key: 'sentence', title: t('ledger.event'), fixed: true, render: open },
    { key: 'type', title: t('ledger.type'), render: ({ type }) => <code>{type}</code> },
    {
      key: 'subject',
      title: t('ledger.subject'),
      render: ({ subject }) => subject.name ?? <code>{`${subject.kind} ${subject.id.slice(0, 13)}`}</code>,
    },
    {
      key: 'operation',
      title: t('ledger.operation'),
      hidden: true,
      render: ({ operation }) => <code>{operation}</code>,
    },
    {
      key: 'sealed',
      title: t('ledger.sealed'),
      render: ({ sealed }) =>
        sealed === null ? <Tag tone="plain">{t('ledger.notSealed')}</Tag> : <Tag tone="good">{`#${sealed}`}</Tag>,
    },
  ]
  return (
    <Page
      title={t('nav.ledger')}
      intro={t('ledger.intro')}
      actions={
        may('ledger.verify') && (
          <Button icon={<SafetyCertificateOutlined />} loading={verify.isPending} onClick={() => verify.mutate({})}>
            {t('ledger.verify')}
          </Button>
        )
      }
    >
      <div aria-live="polite" className="verify-result">
        <VerifyResult verify={verify} />
      </div>
      <QueryForm<Filter>
        values={filter}
        onQuery={setFilter}
        fields={[
          { name: 'text', label: t('ledger.text'), input: <Input allowClear maxLength={100} /> },
          {
            name: 'type',
            label: t('ledger.event'),
            input: (
              <Select
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                options={types.data?.items.map(({ type, sentence }) => ({ value: type, label: say(sentence) })) ?? []}
              />
            ),
          },
          { name: 'days', label: t('ledger.days'), input: <DayRange /> },
          { name: 'subjectKind', label: t('ledger.subjectKind'), input: <Input allowClear maxLength={50} /> },
          { name: 'subjectId', label: t('ledger.subjectId'), input: <Input allowClear maxLength={100} /> },
        ]}
      />
      <QueryTable<LedgerEntry>
        name="ledger"
        label={t('nav.ledger')}
        query={entries}
        columns={columns}
        rowKey={({ id }) => id}
        page={page}
        pageSize={pageSize}
        onPage={setPage}
        empty={<EmptyState title={t('table.noMatch')} hint={t('table.noMatchHint')} />}
        card={(entry) => (
          <div className="stack tight">
            <span className="card-title">{open(entry)}</span>
            <span className="soft number">
              {formatSecond(entry.at)} · {nameOf(entry.actor)}
            </span>
          </div>
        )}
      />
      <EntryDrawer entry={chosen} onClose={() => setChosen(null)} />
    </Page>
  )
}
