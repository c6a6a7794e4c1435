import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { formatDue, formatMinute } from '../../ui/time.ts'
import { CredentialActions } from './credential-actions.tsx'
import { CredentialFlags } from './credential-flags.tsx'
import { StoreDialog } from './store-dialog.tsx'

/** The credentials of one account. */
export const CredentialsTab = ({ accountId }: { accountId: string }) => {
  const { t } = useTranslation()
  const may = useMay()
  const [storing, setStoring] = useState(false)
  const query = useRead('accounts.list-credentials', { accountId, page: 1, pageSize: 100 })
  const storeButton = may('accounts.manage-credentials') && (
    <Button type="primary" onClick={() => setStoring(true)}>
      {t('credential.store')}
    </Button>
  )
  return (
    <div className="stack">
      <Loaded query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('credential.none')} hint={t('credential.noneHint')} action={storeButton} />
          ) : (
            <div className="stack">
              {storeButton !== false && <div>{storeButton}</div>}
              <ul className="account-rows">
                {items.map((credential) => (
                  <li key={credential.id} className="row between">
                    <div className="stack tight">
                      <span className="row">
                        <strong>{credential.name}</strong>
                        <CredentialFlags credential={credential} />
                      </span>
                      <span className="soft">
                        {t(`credential.kinds.${credential.kind}`)}
                        {credential.lastFour !== '' && ` · ${t('credential.ending')} ${credential.lastFour}`} ·{' '}
                        {t('credential.owner')} {credential.owner.name}
                      </span>
                      <span className="soft number">
                        {t('credential.due')} {formatDue(credential.dueAt)} · {t('credential.lastUsed')}{' '}
                        {credential.lastUsedAt === null ? t('credential.never') : formatMinute(credential.lastUsedAt)}
                      </span>
                    </div>
                    <CredentialActions credential={credential} />
                  </li>
                ))}
              </ul>
            </div>
          )
        }
      </Loaded>
      {storing && <StoreDialog accountId={accountId} onClose={() => setStoring(false)} />}
    </div>
  )
}
