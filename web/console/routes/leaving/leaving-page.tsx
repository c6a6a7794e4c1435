import { useParams } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Leaving } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useGo } from '../../ui/go-link.tsx'
import { Page } from '../../ui/page.tsx'
import { PersonName } from '../../ui/person.tsx'
import type { Column } from '../../ui/query-table.tsx'
import { QueryTable } from '../../ui/query-table.tsx'
import { formatMinute } from '../../ui/time.ts'
import { LeavingDrawer, LeavingStateTag } from './leaving-drawer.tsx'

const scopes = ['all', 'planned', 'unfinished'] as const
type Scope = (typeof scopes)[number]

const filters = { all: {}, planned: { state: 'planned' }, unfinished: { unfinished: true } } as const

const LeavingTable = () => {
  const { t } = useTranslation()
  const go = useGo()
  const [scope, setScope] = useState<Scope>('all')
  const [{ page, pageSize }, setPage] = useState({ page: 1, pageSize: 20 })
  const list = useRead('leaving.list', { ...filters[scope], page, pageSize }, { keepPrevious: true, everySeconds: 60 })
  const counts = ({ state, withdrawn, pending, manual }: Leaving): string =>
    state === 'done' ? t('leaving.counts', { withdrawn, pending, manual }) : '—'
  const open = (leaving: Leaving) => (
    <Button
      size="small"
      aria-label={t('leaving.openFor', { name: leaving.person.name })}
      onClick={() => go(`/leaving/${leaving.id}`)}
    >
      {t('leaving.open')}
    </Button>
  )
  const columns: Column<Leaving>[] = [
    { key: 'person', title: t('leaving.person'), fixed: true, render: ({ person }) => <PersonName name={person.name} /> },
    { key: 'department', title: t('material.department'), render: ({ person }) => person.departmentName },
    { key: 'state', title: t('material.state'), render: ({ state }) => <LeavingStateTag state={state} /> },
    {
      key: 'when',
      title: t('leaving.when'),
      render: ({ endedAt, dueAt, state }) => (
        <span className="number">{formatMinute(state === 'done' ? endedAt : dueAt)}</span>
      ),
    },
    { key: 'items', title: t('leaving.progress'), render: counts },
    { key: 'takeover', title: t('leaving.takeover'), render: ({ takeover }) => takeover?.name ?? t('leaving.takeoverNone') },
    { key: 'reason', title: t('leaving.reason'), hidden: true, render: ({ reason }) => <div className="cell-main">{reason}</div> },
    { key: 'by', title: t('leaving.by'), render: ({ begunBy, source }) => begunBy?.name ?? t(`leaving.source.${source}`) },
    { key: 'action', title: t('table.action'), fixed: true, render: open },
  ]
  const emptyTitle = { all: 'leaving.none', planned: 'leaving.nonePlanned', unfinished: 'leaving.noneUnfinished' } as const
  return (
    <QueryTable<Leaving>
      name="leaving"
      label={t('leaving.title')}
      query={list}
      columns={columns}
      rowKey={({ id }) => id}
      page={page}
      pageSize={pageSize}
      onPage={(nextPage, nextSize) => setPage({ page: nextPage, pageSize: nextSize })}
      toolbar={
        <Segmented
          value={scope}
          onChange={(next) => {
            setScope(next)
            setPage({ page: 1, pageSize })
          }}
          options={scopes.map((value) => ({ value, label: t(`leaving.${value}`) }))}
        />
      }
      empty={<EmptyState title={t(emptyTitle[scope])} {...(scope === 'all' ? { hint: t('leaving.noneHint') } : {})} />}
      card={(leaving) => (
        <div className="row between">
          <div className="stack tight">
            <span className="row">
              <PersonName name={leaving.person.name} />
              <LeavingStateTag state={leaving.state} />
            </span>
            <span className="soft">
              {leaving.person.departmentName} · {formatMinute(leaving.endedAt ?? leaving.dueAt)}
            </span>
            <span className="soft">{counts(leaving)}</span>
          </div>
          {open(leaving)}
        </div>
      )}
    />
  )
}

/** Who has left or will leave, and what of it is still to be done. */
export const LeavingPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const go = useGo()
  const { leavingId } = useParams({ strict: false })
  const mayView = may('leaving.view')
  return (
    <Page title={t('leaving.title')} intro={t('leaving.intro')}>
      {mayView && <LeavingTable />}
      {leavingId !== undefined && (
        <LeavingDrawer key={leavingId} id={leavingId} onClose={() => go(mayView ? '/leaving' : '/')} />
      )}
    </Page>
  )
}
