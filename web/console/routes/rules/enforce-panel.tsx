import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleDraft } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { versionName } from '../../ui/rules-version.ts'

/** What still stands in the way of the draft, and the step itself. */
export const EnforcePanel = ({ draft, onEnforced }: { draft: RuleDraft; onEnforced: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [asking, setAsking] = useState(false)
  const enforce = useChange('rules.enforce')
  const { missing, mayEnforce, alone, revision } = draft
  return (
    <section className="panel stack tight">
      <h2 className="section-title">{t('enforce.title')}</h2>
      {missing.length > 0 ? (
        <Alert
          type="info"
          showIcon
          title={t('enforce.missing')}
          description={
            <ul className="stack tight">
              {missing.map(({ code, text }) => (
                <li key={code}>· {text}</li>
              ))}
            </ul>
          }
        />
      ) : (
        <Alert type="success" showIcon title={t('enforce.ready')} />
      )}
      {mayEnforce && alone && <p className="soft">{t('enforce.alone')}</p>}
      <div className="row">
        <Button type="primary" disabled={!mayEnforce} onClick={() => setAsking(true)}>
          {t('enforce.action')}
        </Button>
      </div>
      <ReasonDialog
        open={asking}
        title={t('enforce.action')}
        label={t('enforce.reason')}
        hint={t('enforce.hint')}
        confirm={t('enforce.action')}
        busy={enforce.isPending}
        error={enforce.error}
        onCancel={() => setAsking(false)}
        onConfirm={(reason) =>
          enforce.mutate(
            { revision, reason },
            {
              onSuccess: ({ label }) => {
                message.success(t('enforce.done', { version: versionName(label) }))
                setAsking(false)
                onEnforced()
              },
            },
          )
        }
      />
    </section>
  )
}
