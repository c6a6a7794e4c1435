import { useTranslation } from 'react-i18next'
import { useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Block } from './block.tsx'
import { ObligationRow } from './obligation-row.tsx'

const shown = 8
const everyMinute = { everySeconds: 60 }

/** What the reader promised by a deadline: what is overdue first, then what is due next. */
export const MyObligations = () => {
  const { t } = useTranslation()
  const overdue = useRead(
    'desk.list-obligations',
    { scope: 'mine', state: 'breached', page: 1, pageSize: shown },
    everyMinute,
  )
  const running = useRead(
    'desk.list-obligations',
    { scope: 'mine', state: 'open', page: 1, pageSize: shown },
    everyMinute,
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
                <ul className="desk-list">
                  {[...late.items, ...open.items].slice(0, shown).map((obligation) => (
                    <ObligationRow key={obligation.id} obligation={obligation} />
                  ))}
                </ul>
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Block>
  )
}
