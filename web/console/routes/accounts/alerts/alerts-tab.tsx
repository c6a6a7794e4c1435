import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '../../../domain.ts'
import { useRead } from '../../../query.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { GoLink } from '../../../ui/go-link.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { RemainingTime } from '../../../ui/remaining-time.tsx'
import { formatMinute } from '../../../ui/time.ts'
import { AlertDrawer } from './alert-drawer.tsx'
import { ReportDialog } from './report-dialog.tsx'
import { VerdictTag } from './verdict-tag.tsx'

const shown = 20

/** The alerts of one account, as far as the reader may see them. */
export const AlertsTab = ({ account }: { account: AccountDetail }) => {
  const { t } = useTranslation()
  const query = useRead('accounts.list-alerts', { accountId: account.id, page: 1, pageSize: shown })
  const mine = useRead('accounts.preview-alert', { text: '' })
  const [pasting, setPasting] = useState(false)
  const [opened, setOpened] = useState<string | null>(null)
  const paste = mine.data?.accounts.some(({ id }) => id === account.id) === true && (
    <Button type="primary" onClick={() => setPasting(true)}>
      {t('alert.paste')}
    </Button>
  )
  return (
    <div className="stack">
      <Loaded query={query} rows={3}>
        {({ items, total }) =>
          total === 0 ? (
            <EmptyState title={t('alert.none')} hint={t('alert.noneHint')} action={paste} />
          ) : (
            <>
              {paste !== false && <div>{paste}</div>}
              <ul className="account-rows">
                {items.map((alert) => (
                  <li key={alert.id} className="row between">
                    <div className="stack tight">
                      <span className="row">
                        {t(`alert.actions.${alert.action}`)}
                        <VerdictTag {...alert} />
                      </span>
                      <span className="soft number">{formatMinute(alert.at ?? alert.reportedAt)}</span>
                    </div>
                    <span className="row">
                      {alert.decision === null && <RemainingTime dueAt={alert.dueAt} />}
                      <Button size="small" aria-label={t('alert.viewFor', { name: `${account.name} ${formatMinute(alert.at ?? alert.reportedAt)}` })} onClick={() => setOpened(alert.id)}>
                        {t('alert.view')}
                      </Button>
                    </span>
                  </li>
                ))}
              </ul>
              {total > shown && <GoLink to={`/accounts/alerts?accountId=${account.id}`}>{t('table.total', { count: total })}</GoLink>}
            </>
          )
        }
      </Loaded>
      {pasting && (
        <ReportDialog
          accountId={account.id}
          onClose={() => setPasting(false)}
          onReported={(id) => {
            setPasting(false)
            setOpened(id)
          }}
        />
      )}
      {opened !== null && <AlertDrawer id={opened} onClose={() => setOpened(null)} />}
    </div>
  )
}
