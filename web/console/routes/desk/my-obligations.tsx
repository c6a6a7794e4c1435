import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Block } from './block.tsx'
import { ObligationRow } from './obligation-row.tsx'

/** How many are shown before the reader asks for all; the most that one call answers. */
const few = 8
const most = 100
const everyMinuteKept = { everySeconds: 60, keepPrevious: true }

/** What the reader promised by a deadline: what is overdue first, then what is due next. */
export const MyObligations = () => {
  const { t } = useTranslation()
  const [shown, setShown] = useState(few)
  const overdue = useRead(
    'desk.list-obligations',
    { scope: 'mine', state: 'breached', page: 1, pageSize: shown },
    everyMinuteKept,
  )
  const running = useRead(
    'desk.list-obligations',
    { scope: 'mine', state: 'open', page: 1, pageSize: shown },
    everyMinuteKept,
  )
  const count =
    overdue.data === undefined || running.data === undefined ? undefined : overdue.data.total + running.data.total
  return (
    <Block title={t('desk.obligations')} count={count}>
      <Loaded query={overdue} rows={3}>
        {(late) => (
          <Loaded query={running} rows={3}>
            {(open) =>
              late.total + open.total === 0 ? (
                <EmptyState title={t('desk.noObligations')} hint={t('desk.noObligationsHint')} />
              ) : (
                <>
                  <ul className="desk-list">
                    {[...late.items, ...open.items].slice(0, shown).map((obligation) => (
                      <ObligationRow key={obligation.id} obligation={obligation} />
                    ))}
                  </ul>
                  {late.total + open.total > shown && shown < most && (
                    <Button type="link" onClick={() => setShown(most)}>
                      {t('desk.showAll', { total: late.total + open.total })}
                    </Button>
                  )}
                </>
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Block>
  )
}
