import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RequestItem } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { ListEmpty } from '../../ui/empty-state.tsx'
import { choiceField, QueryForm } from '../../ui/query-form.tsx'
import type { Column } from '../../ui/query-table.tsx'
import { QueryTable } from '../../ui/query-table.tsx'
import { formatMinute } from '../../ui/time.ts'
import { useListState } from '../../ui/use-list-state.ts'
import { DueTime, requestKinds, requestStates, RequestTags } from './request-state.tsx'

type Filter = { kind: RequestItem['kind']; state: RequestItem['state'] }

/** The requests, what is open first, the nearest deadline on top. */
export const RequestList = ({ onOpen }: { onOpen: (id: string) => void }) => {
  const { t } = useTranslation()
  const { filter, page, pageSize, setFilter, setPage } = useListState<Filter>(['kind', 'state'])
  const requests = useRead('requests.list', { ...filter, page, pageSize }, { keepPrevious: true, everySeconds: 60 })
  const view = ({ id, number }: RequestItem) => (
    <Button size="small" onClick={() => onOpen(id)} aria-label={t('request.openFor', { number })}>
      {t('request.open')}
    </Button>
  )
  const due = ({ dueAt, provisional, state, endedAt }: RequestItem, labelled = false) =>
    endedAt === null ? (
      <DueTime dueAt={dueAt} provisional={provisional} state={state} ended={false} labelled={labelled} />
    ) : (
      <span className="soft">{t('request.endedAt', { at: formatMinute(endedAt) })}</span>
    )
  const columns: Column<RequestItem>[] = [
    { key: 'number', title: t('request.number'), fixed: true, render: ({ number }) => <span className="number">{number}</span> },
    { key: 'kind', title: t('request.kindTitle'), render: ({ kind }) => t(`request.kind.${kind}`) },
    { key: 'state', title: t('request.stateTitle'), render: (one) => <RequestTags request={one} /> },
    { key: 'due', title: t('request.due'), render: (one) => due(one) },
    { key: 'source', title: t('request.sourceTitle'), render: ({ source }) => t(`request.source.${source}`) },
    { key: 'received', title: t('request.receivedAt'), render: ({ receivedAt }) => <span className="number">{formatMinute(receivedAt)}</span> },
    { key: 'handler', title: t('request.handler'), render: ({ handler }) => handler ?? '—' },
    { key: 'action', title: t('table.action'), fixed: true, render: view },
  ]
  return (
    <>
      <QueryForm<Filter>
        values={filter}
        onQuery={setFilter}
        fields={[
          choiceField({ name: 'kind', label: t('request.kindTitle') }, requestKinds, (value) => t(`request.kind.${value}`)),
          choiceField({ name: 'state', label: t('request.stateTitle') }, requestStates, (value) => t(`request.state.${value}`)),
        ]}
      />
      <QueryTable<RequestItem>
        name="requests"
        label={t('nav.requests')}
        query={requests}
        columns={columns}
        rowKey={({ id }) => id}
        page={page}
        pageSize={pageSize}
        onPage={setPage}
        empty={<ListEmpty filtered={Object.keys(filter).length > 0} title={t('request.none')} hint={t('request.noneHint')} />}
        card={(one) => (
          <div className="row between">
            <div className="stack tight">
              <span className="row">
                <span className="card-title">{t(`request.kind.${one.kind}`)}</span>
                <RequestTags request={one} />
              </span>
              <span className="soft number">{one.number}</span>
              {due(one, true)}
            </div>
            {view(one)}
          </div>
        )}
      />
    </>
  )
}
