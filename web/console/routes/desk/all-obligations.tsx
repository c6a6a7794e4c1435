import { Button, Pagination, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Obligation } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Block } from './block.tsx'
import { ExtendDialog } from './extend-dialog.tsx'
import { ObligationRow } from './obligation-row.tsx'

const states = ['breached', 'open', 'met'] as const
const pageSize = 10

/** Every promise of the company, for those who watch over them. */
export const AllObligations = () => {
  const { t } = useTranslation()
  const may = useMay()
  const [state, setState] = useState<(typeof states)[number]>('breached')
  const [page, setPage] = useState(1)
  const [extending, setExtending] = useState<Obligation | null>(null)
  const list = useRead(
    'desk.list-obligations',
    { scope: 'all', state, page, pageSize },
    { everySeconds: 60, keepPrevious: true },
  )
  return (
    <Block
      title={t('desk.all')}
      extra={
        <Segmented
          value={state}
          onChange={(next) => {
            setState(next)
            setPage(1)
          }}
          options={states.map((value) => ({ value, label: t(`desk.state.${value}`) }))}
        />
      }
    >
      <Loaded query={list}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState title={t('desk.noneInState')} />
          ) : (
            <>
              <ul className="desk-list">
                {items.map((obligation) => (
                  <ObligationRow
                    key={obligation.id}
                    obligation={obligation}
                    owner
                    action={
                      may('desk.extend') && obligation.endedAt === null ? (
                        <Button size="small" onClick={() => setExtending(obligation)}>
                          {t('desk.extend')}
                        </Button>
                      ) : null
                    }
                  />
                ))}
              </ul>
              {total > pageSize && (
                <Pagination simple current={page} pageSize={pageSize} total={total} onChange={setPage} />
              )}
            </>
          )
        }
      </Loaded>
      {extending !== null && <ExtendDialog obligation={extending} onClose={() => setExtending(null)} />}
    </Block>
  )
}
