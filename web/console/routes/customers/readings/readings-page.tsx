import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ReadingAlert } from '../../../domain.ts'
import { useRead } from '../../../query.ts'
import { useMay } from '../../../session.ts'
import { ListEmpty } from '../../../ui/empty-state.tsx'
import { GoLink } from '../../../ui/go-link.tsx'
import { Page } from '../../../ui/page.tsx'
import { choiceField, QueryForm } from '../../../ui/query-form.tsx'
import { type Column, QueryTable } from '../../../ui/query-table.tsx'
import { RemainingTime } from '../../../ui/remaining-time.tsx'
import { formatMinute } from '../../../ui/time.ts'
import { useListState } from '../../../ui/use-list-state.ts'
import { useOpened } from '../../../ui/use-opened.ts'
import '../customers.css'
import { GradeTag } from './grade-tag.tsx'
import { ReadingDrawer } from './reading-drawer.tsx'

const states = ['open', 'overdue', 'decided'] as const
const grades = ['raised', 'throttled', 'blocked'] as const
type Filter = { state: (typeof states)[number]; grade: (typeof grades)[number] }

/** Reading of customers that is not as usual, what waits for a decision first. */
export const ReadingsPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const { filter, page, pageSize, setFilter, setPage } = useListState<Filter>(['state', 'grade'])
  const readings = useRead('vault.list-readings', { ...filter, page, pageSize }, { keepPrevious: true, everySeconds: 60 })
  const [opened, open] = useOpened('alert')
  const view = (row: ReadingAlert) => (
    <Button size="small" aria-label={t('reading.viewFor', { name: row.person.name })} onClick={() => open(row.id)}>
      {t('reading.view')}
    </Button>
  )
  const why = ({ reasons }: ReadingAlert): string => reasons.map(({ text }) => text).join(t('list.between'))
  const columns: Column<ReadingAlert>[] = [
    { key: 'person', title: t('reading.person'), fixed: true, render: ({ person }) => <div className="cell-main">{person.name}</div> },
    { key: 'department', title: t('reading.department'), render: ({ department }) => department.name },
    { key: 'grade', title: t('reading.grade'), render: (row) => <GradeTag {...row} /> },
    { key: 'why', title: t('reading.why'), render: (row) => <div className="reading-why">{why(row)}</div> },
    { key: 'raisedAt', title: t('reading.raisedAt'), render: ({ raisedAt }) => <span className="number">{formatMinute(raisedAt)}</span> },
    { key: 'due', title: t('reading.due'), render: ({ decision, dueAt }) => (decision === null ? <RemainingTime dueAt={dueAt} /> : '—') },
    { key: 'action', title: t('table.action'), fixed: true, render: view },
  ]
  return (
    <Page
      title={t('nav.readings')}
      intro={t('reading.intro')}
      actions={
        <>
          {may('vault.manage-decoys') && <GoLink to="/customers/decoys">{t('reading.toDecoys')}</GoLink>}
          {may('vault.view') && <GoLink to="/customers">{t('reading.toCustomers')}</GoLink>}
        </>
      }
    >
      <QueryForm<Filter>
        values={filter}
        onQuery={setFilter}
        fields={[
          choiceField({ name: 'state', label: t('reading.state') }, states, (value) => t(`reading.states.${value}`)),
          choiceField({ name: 'grade', label: t('reading.grade') }, grades, (value) => t(`reading.grades.${value}`)),
        ]}
      />
      <QueryTable<ReadingAlert>
        name="readings"
        label={t('reading.list')}
        query={readings}
        columns={columns}
        rowKey={({ id }) => id}
        page={page}
        pageSize={pageSize}
        onPage={setPage}
        empty={<ListEmpty filtered={Object.keys(filter).length > 0} title={t('reading.none')} hint={t('reading.noneHint')} />}
        card={(row) => (
          <div className="row between">
            <div className="stack tight">
              <span className="row">
                <span className="card-title">{row.person.name}</span>
                <GradeTag {...row} />
              </span>
              <span className="soft">{why(row)}</span>
              <span className="row">
                <span className="soft number">{formatMinute(row.raisedAt)}</span>
                {row.decision === null && <RemainingTime dueAt={row.dueAt} />}
              </span>
            </div>
            {view(row)}
          </div>
        )}
      />
      {opened !== null && <ReadingDrawer id={opened} onClose={() => open(null)} />}
    </Page>
  )
}
