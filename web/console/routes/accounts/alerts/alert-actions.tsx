import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../domain.ts'
import { useChange } from '../../../query.ts'
import { useMay } from '../../../session.ts'
import { ReasonDialog } from '../../../ui/reason-dialog.tsx'

type Decision = NonNullable<Alert['decision']>['value']

/** What the reader may do now: say that it was them, decide, open a case, close it. */
export const AlertActions = ({ alert }: { alert: Alert }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [asked, setAsked] = useState<Decision | 'claim' | 'close-case' | null>(null)
  const claim = useChange('accounts.claim-alert')
  const decide = useChange('accounts.decide-alert')
  const openCase = useChange('accounts.open-takeover-case')
  const closeCase = useChange('accounts.close-takeover-case')
  const { id, may: offered, genuineNeeds } = alert
  const may = useMay()
  const change = asked === 'claim' ? claim : asked === 'close-case' ? closeCase : decide
  const end = (): void => {
    setAsked(null)
    for (const one of [claim, decide, closeCase]) one.reset()
  }
  const said = (text: string): void => {
    message.success(text)
    end()
  }
  const confirm = (words: string): void => {
    if (asked === 'claim') {
      claim.mutate({ id, statement: words }, { onSuccess: ({ closed }) => said(t(closed ? 'alert.claimedClosed' : 'alert.claimed')) })
    } else if (asked === 'close-case') {
      closeCase.mutate({ id, outcome: words }, { onSuccess: () => said(t('alert.caseSettled')) })
    } else if (asked !== null) {
      decide.mutate({ id, decision: asked, reason: words }, { onSuccess: () => said(t('alert.decided')) })
    }
  }
  const words = (): { title: string; label: string; hint?: string } => {
    if (asked === 'claim') return { title: t('alert.claimTitle'), label: t('alert.claimLabel'), hint: t('alert.claimHint') }
    if (asked === 'close-case') return { title: t('alert.closeCaseTitle'), label: t('alert.closeCaseLabel') }
    if (asked === null) return { title: '', label: '' }
    return { title: t(`alert.decideTitle.${asked}`), label: t('alert.decideLabel'), hint: t(`alert.decideHint.${asked}`) }
  }
  return (
    <div className="stack tight">
      <div className="row">
        {offered.openCase && alert.verdict === 'likely-stolen' && (
          <Button
            type="primary"
            danger
            loading={openCase.isPending}
            onClick={() => openCase.mutate({ id }, { onSuccess: () => void message.success(t('alert.caseOpened')) })}
          >
            {t('alert.openCase')}
          </Button>
        )}
        {offered.claim && <Button onClick={() => setAsked('claim')}>{t('alert.claim')}</Button>}
        {offered.decide && (
          <>
            <Button danger onClick={() => setAsked('stolen')}>
              {t('alert.decideStolen')}
            </Button>
            <Button disabled={genuineNeeds !== null} onClick={() => setAsked('genuine')}>
              {t('alert.decideGenuine')}
            </Button>
            <Button onClick={() => setAsked('forged')}>{t('alert.decideForged')}</Button>
          </>
        )}
        {offered.openCase && alert.verdict !== 'likely-stolen' && (
          <Button
            loading={openCase.isPending}
            onClick={() => openCase.mutate({ id }, { onSuccess: () => void message.success(t('alert.caseOpened')) })}
          >
            {t('alert.openCase')}
          </Button>
        )}
        {offered.closeCase && may('accounts.decide-alerts') && <Button onClick={() => setAsked('close-case')}>{t('alert.closeCase')}</Button>}
      </div>
      {offered.decide && genuineNeeds !== null && <p className="soft">{genuineNeeds}。</p>}
      <ReasonDialog
        open={asked !== null}
        {...words()}
        confirm={asked === 'claim' ? t('alert.claim') : asked === 'close-case' ? t('alert.closeCase') : asked === null ? '' : t(`alert.decision.${asked}`)}
        danger={asked === 'stolen'}
        busy={change.isPending}
        error={change.error}
        onCancel={end}
        onConfirm={confirm}
      />
    </div>
  )
}
