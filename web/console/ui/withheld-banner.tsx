import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { proveNow } from '../prove.ts'
import { queryClient } from '../query.ts'
import { useMe } from '../session.ts'

/** Says that a privileged post is shut in this session, and opens it. */
export const WithheldBanner = () => {
  const { t } = useTranslation()
  const { withheld } = useMe()
  const [busy, setBusy] = useState(false)
  if (withheld.length === 0) return null
  const open = async (): Promise<void> => {
    setBusy(true)
    if (await proveNow('passkey')) await queryClient.invalidateQueries()
    setBusy(false)
  }
  return (
    <section className="demo-banner row" aria-label={t('factors.withheldLabel')}>
      <span>{t('factors.withheld', { count: withheld.length })}</span>
      <Button size="small" loading={busy} onClick={() => void open()}>
        {t('factors.usePasskey')}
      </Button>
    </section>
  )
}
